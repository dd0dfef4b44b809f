"""Who answers for entries and for single steps, from which day on; requests to do so, in packages.

An *object* is an entry (`step_key` empty) or a step of it. A *holder* is a person, a function or, for every letter but
A, a department; `holder_key` (`p12`, `f3`, `d7`) says which in one column that is never null.
"""

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, JSONDocument, Key, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import TELL_WATCHERS, Entry
from wiki.people.models import Department, Function, Person

ACCOUNTABLE, RESPONSIBLE, CONSULTED, INFORMED = "A", "R", "C", "I"
LETTERS = (RESPONSIBLE, ACCOUNTABLE, CONSULTED, INFORMED)

PLANNED, ASKED, ACCEPTED, DECLINED, WITHDRAWN = "planned", "asked", "accepted", "declined", "withdrawn"
"""A request's state: put together and not yet sent · waits for an answer · in force · refused · taken back"""
COLLECTING, OPEN, CLOSED = "collecting", "open", "closed"
"""A package's state: being put together · sent, something waits · everything is answered"""


class Accountability(Base):
    """Who is accountable for an object from the day `since` on, until the next row of it; neither person nor function:
    vacant. Two at once cannot be written down (docs/architecture.md)."""

    __tablename__ = "accountability"
    __table_args__ = (
        UniqueConstraint("entry_id", "step_key", "since"),
        CheckConstraint("person_id IS NULL OR function_id IS NULL", name="one_holder"),
    )
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    step_key: Mapped[Code] = mapped_column(default="")
    since: Mapped[Day]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    function_id: Mapped[int | None] = mapped_column(
        ForeignKey("function.id"), index=True, info={"instead_of": "person_id"}
    )
    acting: Mapped[bool] = mapped_column(Boolean, default=False)
    """For the time being, until somebody accepts: a head after somebody left."""
    source: Mapped[Code] = mapped_column(default="asked")
    """How it came about: asked, own (took it on), handover, leaving, ended, import"""
    recorded_at: Mapped[When]
    recorded_by: Mapped[str | None] = mapped_column(String(40))
    """Pseudonym of who wrote it down."""
    person: Mapped[Person | None] = relationship()
    function: Mapped[Function | None] = relationship()
    entry: Mapped[Entry] = relationship()


class Duty(Base):
    """That a holder is responsible, consulted or informed from `since` on; `until` is the first day without it, empty
    while it lasts."""

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("entry_id", "step_key", "letter", "holder_key", "since"),
        Index(
            "uq_duty_now", "entry_id", "step_key", "letter", "holder_key", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
        CheckConstraint("until IS NULL OR until >= since", name="in_order"),
    )  # fmt: skip
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    step_key: Mapped[Code] = mapped_column(default="")
    letter: Mapped[str] = mapped_column(String(1))
    holder_key: Mapped[Code]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    function_id: Mapped[int | None] = mapped_column(ForeignKey("function.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    since: Mapped[Day]
    until: Mapped[Day | None]
    recorded_at: Mapped[When]
    recorded_by: Mapped[str | None] = mapped_column(String(40))
    person: Mapped[Person | None] = relationship()
    function: Mapped[Function | None] = relationship()
    department: Mapped[Department | None] = relationship()
    entry: Mapped[Entry] = relationship()


class RequestPackage(Base):
    """Everything one person is asked by another at one time. `due` is the day until which an answer is hoped for; after
    it the package goes to `escalated_to`, the next head."""

    __tablename__ = "request_package"
    __table_args__ = (Index("ix_request_package_open", "state", "due"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    state: Mapped[Code] = mapped_column(default=COLLECTING)
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Who answers: the person itself, the holder of the function, the head of the department."""
    note: Mapped[str] = mapped_column(String(1000), default="")
    effort: Mapped[str] = mapped_column(String(120), default="")
    """About how much work it is, in the asker's words."""
    tell: Mapped[Code] = mapped_column(default=TELL_WATCHERS)
    """Who hears of it once it is in force: as for a release."""
    tell_departments: Mapped[list[int]] = mapped_column(JSONDocument, default=list)
    tell_message: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[When]
    sent_on: Mapped[Day | None]
    due: Mapped[Day | None]
    reminded_on: Mapped[Day | None]
    escalated_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    escalated_on: Mapped[Day | None]
    escalations: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[When | None]
    asker: Mapped[Person | None] = relationship(foreign_keys=[asker_id])
    asked: Mapped[Person] = relationship(foreign_keys=[asked_id])
    escalated_to: Mapped[Person | None] = relationship(foreign_keys=[escalated_to_id])
    requests: Mapped[list["DutyRequest"]] = relationship(
        back_populates="package", cascade="all, delete-orphan", order_by="DutyRequest.id"
    )


class DutyRequest(Base):
    """One duty that somebody is asked to take on (`act` assign) or that is to end (`act` end); `since` is the day it is
    wished from, empty for the day of the answer."""

    __tablename__ = "duty_request"
    __table_args__ = (Index("ix_duty_request_object", "entry_id", "step_key"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    package_id: Mapped[int] = mapped_column(ForeignKey("request_package.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    step_key: Mapped[Code] = mapped_column(default="")
    letter: Mapped[str] = mapped_column(String(1))
    act: Mapped[Code] = mapped_column(default="assign")
    holder_key: Mapped[Code]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    function_id: Mapped[int | None] = mapped_column(ForeignKey("function.id", ondelete="CASCADE"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="CASCADE"), index=True)
    since: Mapped[Day | None]
    state: Mapped[Code] = mapped_column(default=PLANNED, index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why it was declined."""
    decided_at: Mapped[When | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    tell_on: Mapped[Day | None] = mapped_column(index=True)
    """The day on which it is in force and others are to be told, until they are."""
    package: Mapped[RequestPackage] = relationship(back_populates="requests")
    entry: Mapped[Entry] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    function: Mapped[Function | None] = relationship()
    department: Mapped[Department | None] = relationship()
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
