"""Departments, persons, functions and their holders, links that work once, sign-in throttling."""

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from wiki.core.db import Base, Code, Day, Key, Name, Slug, SortKey, When
from wiki.core.on_pages import NOT_ON_PAGES

ERASED_DOMAIN = "@erased.invalid"


def initials_of(name: str) -> str:
    """One or two letters for the avatar."""
    parts = [part for part in name.split() if part[0].isalpha()]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper() or "?"


class Department(Base):
    """A node of the department tree. `head` leads it; `mailbox` is shown to people who are not signed in."""

    __tablename__ = "department"
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name_de: Mapped[Name]
    name_en: Mapped[Name]
    sort_key: Mapped[SortKey]
    mailbox: Mapped[str] = mapped_column(String(254), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    head_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", use_alter=True, name="fk_department_head_id_person", ondelete="SET NULL"), index=True
    )
    parent: Mapped["Department | None"] = relationship(remote_side="Department.id")
    head: Mapped["Person | None"] = relationship(foreign_keys=[head_id])

    def name(self, language: str) -> str:
        """The name in `language`, else in the other one."""
        return (self.name_de or self.name_en) if language == "de" else (self.name_en or self.name_de)


class DepartmentHead(Base):
    """Who leads a department from a day on, until the next row of it; without a person nobody does. The newest row says
    the same as `Department.head_id`."""

    __tablename__ = "department_head"
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[Day] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class Person(Base):
    """Somebody with an account. `session_epoch` is in every session; raising it ends them all."""

    __tablename__ = "person"
    id: Mapped[Key]
    pseudonym: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Name]
    sort_key: Mapped[SortKey] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Folded to lower case; erased people keep an unusable, unique one."""
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"), index=True)
    language: Mapped[Code] = mapped_column(default="de", info=NOT_ON_PAGES)
    theme: Mapped[Code] = mapped_column(default="auto", info=NOT_ON_PAGES)
    timezone: Mapped[str] = mapped_column(String(60), default="", info=NOT_ON_PAGES)
    mail_preference: Mapped[Code] = mapped_column(default="daily", info=NOT_ON_PAGES)
    """at_once, daily, weekly or never"""
    keys_enabled: Mapped[bool] = mapped_column(Boolean, default=True, info=NOT_ON_PAGES)
    suggestions_enabled: Mapped[bool] = mapped_column(Boolean, default=True, info=NOT_ON_PAGES)
    """Whether search boxes offer what may be meant while the person types."""
    palette_enabled: Mapped[bool] = mapped_column(Boolean, default=True, info=NOT_ON_PAGES)
    marks_terms: Mapped[bool] = mapped_column(Boolean, default=True, info=NOT_ON_PAGES)
    """Whether mentions of terms in texts lead to them."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[When]
    deactivated_at: Mapped[When | None]
    joined_on: Mapped[Day | None] = mapped_column(info=NOT_ON_PAGES)
    """The first working day, where somebody wrote it down: who is new is shown around (`people/newcomers.py`)."""
    last_day: Mapped[Day | None]
    """The last working day of somebody who leaves: from the day after it the person answers for nothing."""
    leaving_announced: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether everybody may know of `last_day`; before that the head and the administration alone do."""
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Who stands in while the person is away and no other deputy is named for that time."""
    last_signed_in_at: Mapped[When | None] = mapped_column(info=NOT_ON_PAGES)
    session_epoch: Mapped[int] = mapped_column(default=0, info=NOT_ON_PAGES)
    password_hash: Mapped[str | None] = mapped_column(String(200), info=NOT_ON_PAGES)
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary, info=NOT_ON_PAGES)
    """Encrypted with the installation's key."""
    totp_confirmed_at: Mapped[When | None] = mapped_column(info=NOT_ON_PAGES)
    totp_last_counter: Mapped[int] = mapped_column(default=0, info=NOT_ON_PAGES)
    """The last time step a code was used for: a code works once."""
    unseen_switches: Mapped[int | None] = query_expression()
    """How many notices of switches the person has not seen; known of who is signed in alone."""
    department: Mapped[Department | None] = relationship(foreign_keys=[department_id])
    deputy: Mapped["Person | None"] = relationship(remote_side="Person.id", foreign_keys=[deputy_id])
    roles: Mapped[list["PersonRole"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", foreign_keys="PersonRole.person_id"
    )

    @property
    def invited(self) -> bool:
        """Whether the person has not yet chosen a password."""
        return self.active and self.password_hash is None

    @property
    def has_second_factor(self) -> bool:
        """Whether signing in asks for a code."""
        return self.totp_confirmed_at is not None

    @property
    def erased(self) -> bool:
        """Whether name and address were removed for good."""
        return self.email.endswith(ERASED_DOMAIN)

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        return initials_of(self.name)


class Absence(Base):
    """Days, both inclusive, on which a person is away, and who stands in; why is nobody's business and kept nowhere."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="in_order"),)
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    first_day: Mapped[Day]
    last_day: Mapped[Day] = mapped_column(index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """Empty: the person's standing deputy (`Person.deputy_id`), if there is one."""
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])


class PersonRole(Base):
    """An access role given to a person; `role` names a file in `roles/`."""

    __tablename__ = "person_role"
    __table_args__ = {"info": NOT_ON_PAGES}
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Code] = mapped_column(primary_key=True)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    given_at: Mapped[When]
    person: Mapped[Person] = relationship(back_populates="roles", foreign_keys=[person_id])


class Function(Base):
    """A job role such as "hotline agent": what steps and, later, accountability speak of."""

    __tablename__ = "function"
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name_de: Mapped[Name]
    name_en: Mapped[Name]
    sort_key: Mapped[SortKey]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"), index=True)
    single_holder: Mapped[bool] = mapped_column(Boolean, default=False)
    department: Mapped[Department | None] = relationship()
    holders: Mapped[list["FunctionHolder"]] = relationship(
        primaryjoin="and_(Function.id == FunctionHolder.function_id, FunctionHolder.until.is_(None))", viewonly=True
    )
    """Those who hold it now."""

    def name(self, language: str) -> str:
        """The name in `language`, else in the other one."""
        return (self.name_de or self.name_en) if language == "de" else (self.name_en or self.name_de)


class FunctionHolder(Base):
    """That a person holds a function from the day `since` on; `until` is the first day without it, empty for who holds
    it now."""

    __tablename__ = "function_holder"
    __table_args__ = (
        Index(
            "uq_function_holder_now", "function_id", "person_id", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
    )  # fmt: skip
    function_id: Mapped[int] = mapped_column(ForeignKey("function.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    since: Mapped[Day] = mapped_column(primary_key=True)
    until: Mapped[Day | None]
    function: Mapped[Function] = relationship()
    person: Mapped[Person] = relationship()


class SingleUseLink(Base):
    """A link that works once: `purpose` setup, invite, reset, email_old, email_new. Only the token's hash is kept."""

    __tablename__ = "single_use_link"
    __table_args__ = (CheckConstraint("expires_at > created_at", name="expires_later"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    purpose: Mapped[Code]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[When]
    expires_at: Mapped[When]
    used_at: Mapped[When | None]


class RecoveryCode(Base):
    """A code that replaces the second factor once. Only its keyed hash is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = {"info": NOT_ON_PAGES}
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[When | None]


class EndedSession(Base):
    """A session somebody signed out of: its cookie, should anyone have kept a copy, is refused."""

    __tablename__ = "ended_session"
    __table_args__ = {"info": NOT_ON_PAGES}
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of what the cookie carries."""
    ended_at: Mapped[When]


class SignInThrottle(Base):
    """Failed attempts for one key (an account or a network address) since the window began."""

    __tablename__ = "sign_in_throttle"
    __table_args__ = (UniqueConstraint("subject"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(120))
    """A keyed hash of the e-mail address or the network address."""
    window_started_at: Mapped[When]
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[When | None]


class StagedImport(Base):
    """Files that somebody sent and looks at what they would change: kept for an hour at most, for this person alone."""

    __tablename__ = "staged_import"
    __table_args__ = {"info": NOT_ON_PAGES}
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    staged_at: Mapped[When] = mapped_column(index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The tables, packed."""
