"""Signals: something goes wrong or is missing at a touchpoint, a step or a seam; how often it was seen; why."""

from sqlalchemy import Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Key, LongText, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry
from wiki.people.models import Person

BREAK_POINT, UNCLEAR, COMPLAINTS, SEAM, QUESTION, MISSING, OTHER = (
    "break_point", "unclear", "complaints", "seam", "question", "missing", "other",
)  # fmt: skip
SORTS = (COMPLAINTS, BREAK_POINT, QUESTION, SEAM, UNCLEAR, MISSING, OTHER)
"""A complaint pattern · a break point · customers keep asking · an open seam · unclear to employees · a touchpoint
nobody has written down · something else"""

NEW, EXAMINED, ANSWERED, DUPLICATE, TAKEN_UP, SETTLED = (
    "new", "examined", "answered", "duplicate", "taken_up", "settled",
)  # fmt: skip
"""A signal's state: nobody has looked · its root cause is looked for · answered, nothing to change · the same as
another · an initiative is about it · the initiative has had its effect"""
STATES = (NEW, EXAMINED, TAKEN_UP, ANSWERED, DUPLICATE, SETTLED)
WAITING = (NEW, EXAMINED)
OPEN = (NEW, EXAMINED, TAKEN_UP)
"""Those that the pages of their entries speak of."""
SEVERITIES = ("critical", "major", "minor", "")
"""The worst first; empty: not judged. The same words as of break points."""

SOURCES = ("customers", "employees", "complaints", "survey", "data", "partner", "wiki")
"""Who or what told: customers in talk · employees · the complaint register · a survey · figures · a partner · found
in the wiki itself"""


class Signal(Base):
    """Something noticed. `step_key` is a step of the process `entry_id`; with `to_key` it is the seam between both."""

    __tablename__ = "signal"
    __table_args__ = (
        Index("ix_signal_state", "state", "reported_at"),
        Index("ix_signal_place", "entry_id", "step_key"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    sort: Mapped[Code]
    state: Mapped[Code] = mapped_column(default=NEW)
    severity: Mapped[Code] = mapped_column(default="")
    language: Mapped[Code]
    """The language it is told in."""
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[LongText] = mapped_column(default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"))
    step_key: Mapped[Code] = mapped_column(default="")
    to_key: Mapped[Code] = mapped_column(default="")
    source: Mapped[Code] = mapped_column(default="employees")
    source_note: Mapped[str] = mapped_column(String(300), default="")
    origin: Mapped[str] = mapped_column(String(120), default="")
    """What in the wiki it was taken from, as `comment:12`, `break:5:zusagen`, `seam:5:a:b`; unique where it is set."""
    is_nameless: Mapped[bool] = mapped_column(Boolean, default=False)
    """That who reported it is told to nobody."""
    reported_at: Mapped[When]
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    edits: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[When | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    answer: Mapped[LongText] = mapped_column(default="")
    """What whoever reported it is told."""
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("signal.id", ondelete="SET NULL"), index=True)
    root_cause: Mapped[LongText] = mapped_column(default="")
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    entry: Mapped[Entry | None] = relationship(foreign_keys=[entry_id])
    initiative: Mapped[Entry | None] = relationship(foreign_keys=[initiative_id])
    reported_by: Mapped[Person | None] = relationship(foreign_keys=[reported_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    duplicate_of: Mapped["Signal | None"] = relationship(remote_side="Signal.id")


Index(
    "uq_signal_origin", Signal.origin, unique=True,
    sqlite_where=Signal.origin != "", postgresql_where=Signal.origin != "",
)  # fmt: skip


class SignalsHere(Base):
    """How many signals are open at an entry or one of its steps: what the pages of entries show of them."""

    __tablename__ = "signals_here"
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    step_key: Mapped[Code] = mapped_column(primary_key=True)
    number: Mapped[int]


class Sighting(Base):
    """That a signal was seen: how often in which days, by what source. The first comes with the signal."""

    __tablename__ = "signal_sighting"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"), index=True)
    seen_from: Mapped[Day]
    seen_until: Mapped[Day]
    times: Mapped[int | None]
    """How often in these days; empty where nobody counted."""
    source: Mapped[Code] = mapped_column(default="employees")
    note: Mapped[str] = mapped_column(String(300), default="")
    told_at: Mapped[When]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class Why(Base):
    """One of the questions why, each asked of the answer before; the last with an answer leads to the root cause."""

    __tablename__ = "signal_why"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    answer: Mapped[str] = mapped_column(String(500))
    evidence: Mapped[str] = mapped_column(String(500), default="")
    """What the answer rests on; empty: a guess, and shown as one."""
