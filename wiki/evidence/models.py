"""What a step or a touchpoint rests on: each row says what was looked at, when, and how much it carries."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Document, Key, LongText, When
from wiki.entries.models import Entry
from wiki.people.models import Person

EMPLOYEES, DATA, CUSTOMERS = "employees", "data", "customers"
SORTS = (EMPLOYEES, DATA, CUSTOMERS)
"""The view of those who do it, which is only the frame · what the company has counted · what customers were asked or
seen doing"""
WEAK, FAIR, STRONG = "weak", "fair", "strong"
STRENGTHS = (WEAK, FAIR, STRONG)
"""Single voices or cases · several that agree · counted or asked so that it holds for all"""


class Evidence(Base):
    """One piece of evidence for an entry, or with `step_key` for a step of it."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index("ix_evidence_place", "entry_id", "step_key"),
        {"sqlite_autoincrement": True},  # feeds name it for good
    )
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    step_key: Mapped[Code] = mapped_column(default="")
    called: Mapped[Document] = mapped_column(default=dict)
    """What the step was called when it was written down: `{"de": …, "en": …}`; told when the step is gone."""
    sort: Mapped[Code]
    source: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(500), default="")
    """Where the source can be read; empty where it cannot."""
    day: Mapped[Day]
    """From when the evidence is: the last day on which people were asked or cases were counted."""
    cases: Mapped[int | None]
    """How many people or cases it rests on; empty where nobody counted."""
    strength: Mapped[Code] = mapped_column(default=FAIR)
    language: Mapped[Code]
    """The language source and note are written in."""
    note: Mapped[LongText] = mapped_column(default="")
    edits: Mapped[int] = mapped_column(default=0)
    """Counts what was changed, so that nobody overwrites what they have not seen."""
    told_at: Mapped[When]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    entry: Mapped[Entry] = relationship()
    told_by: Mapped[Person | None] = relationship()
