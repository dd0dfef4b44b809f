"""What is binding, who was asked to confirm which version of it, and who has confirmed.

An entry is marked as binding by a `RequiredReading`. Each version that is to be confirmed opens a `ReadingRound`;
it asks people one by one (`ReadingDuty`). A `Confirmation` is written once and never changed.
"""

from sqlalchemy import Boolean, Connection, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from wiki.core.db import Base, Code, Day, JSONDocument, Key, Name, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry, Revision
from wiki.people.models import Person

SWITCH, VERIFYING = "reading", "reading_verified"
"""The switches: read confirmation as a whole · that heads verify what safety and law ask for."""
WITHIN_DAYS = 14
"""So long people have to confirm where nobody chose otherwise."""


class RequiredReading(Base):
    """That an entry has to be confirmed, by whom and within how many days. One row an entry; `ended_on` once it is
    binding no more. Everybody, or the people of departments (and of those below) and who holds one of the functions."""

    __tablename__ = "required_reading"
    __table_args__ = {"info": NOT_ON_PAGES}
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    everybody: Mapped[bool] = mapped_column(Boolean, default=False)
    department_ids: Mapped[list[int]] = mapped_column(JSONDocument, default=list)
    function_ids: Mapped[list[int]] = mapped_column(JSONDocument, default=list)
    within_days: Mapped[int] = mapped_column(default=WITHIN_DAYS)
    again_months: Mapped[int] = mapped_column(default=0)
    """After so many months a confirmation expires and is asked for again; 0: never."""
    verified: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether heads verify it afterwards: safety and legal instruction alone, where the company has switched it on."""
    why: Mapped[str] = mapped_column(String(300), default="")
    """Why it is binding, as people are told."""
    since: Mapped[Day]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    ended_on: Mapped[Day | None]
    edits: Mapped[int] = mapped_column(default=1)
    entry: Mapped[Entry] = relationship(foreign_keys=[entry_id])


class ReadingRound(Base):
    """That a version has to be confirmed. `department_ids`: those alone, where a later version concerns no others."""

    __tablename__ = "reading_round"
    __table_args__ = (UniqueConstraint("entry_id", "revision_id"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    asked_on: Mapped[Day]
    due_on: Mapped[Day]
    message: Mapped[str] = mapped_column(String(500), default="")
    """What is new, in the releaser's words."""
    department_ids: Mapped[list[int]] = mapped_column(JSONDocument, default=list)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    replaced_on: Mapped[Day | None]
    """Since when a newer version is asked for instead."""
    entry: Mapped[Entry] = relationship(foreign_keys=[entry_id])
    revision: Mapped[Revision] = relationship(foreign_keys=[revision_id])


class ReadingDuty(Base):
    """That a person is asked to confirm a version. It stays when it is done: the confirmation says when."""

    __tablename__ = "reading_duty"
    __table_args__ = (UniqueConstraint("round_id", "person_id", "asked_on"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("reading_round.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_on: Mapped[Day]
    due_on: Mapped[Day] = mapped_column(index=True)
    opened_at: Mapped[When | None]
    """When the person first opened it: for that person alone."""
    reminded_on: Mapped[Day | None]
    ended_on: Mapped[Day | None]
    """Since when it is asked for no more, though not confirmed: replaced by a newer version, or no concern any more."""
    round: Mapped[ReadingRound] = relationship()
    person: Mapped[Person] = relationship()


class Confirmation(Base):
    """That a person said to have read a version. Never changed; what it speaks of is kept in words, too, so that it
    says something when the entry is gone."""

    __tablename__ = "reading_confirmation"
    __table_args__ = (
        Index("ix_reading_confirmation_of", "person_id", "entry_id"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    duty_id: Mapped[int | None] = mapped_column(ForeignKey("reading_duty.id", ondelete="SET NULL"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    pseudonym: Mapped[str] = mapped_column(String(40))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    number: Mapped[int]
    """The number of the version."""
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    confirmed_at: Mapped[When]
    expires_on: Mapped[Day | None] = mapped_column(index=True)
    entry: Mapped[Entry | None] = relationship(foreign_keys=[entry_id])
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])

    def title(self, language: str) -> str:
        """What it was called when it was confirmed."""
        return (self.title_de or self.title_en) if language == "de" else (self.title_en or self.title_de)


class ReadingVerification(Base):
    """That a head has verified that a confirmation is true, by asking or watching. Where it is switched on alone."""

    __tablename__ = "reading_verification"
    __table_args__ = {"info": NOT_ON_PAGES}
    confirmation_id: Mapped[int] = mapped_column(
        ForeignKey("reading_confirmation.id", ondelete="CASCADE"), primary_key=True
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    verified_at: Mapped[When]
    note: Mapped[Code] = mapped_column(default="")
    """How: `asked`, `watched`."""


def _refuse(_mapper: Mapper[Confirmation], _connection: Connection, _row: Confirmation) -> None:
    raise RuntimeError("a confirmation is never changed")


event.listen(Confirmation, "before_update", _refuse)
event.listen(Confirmation, "before_delete", _refuse)
