"""When somebody looked at an entry and found it still true, and who was reminded to."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Key, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry, Revision
from wiki.people.models import Person


class Verification(Base):
    """That a person found the released version still true on a day: no revision, nothing of the entry changes but the
    day of its next review. One a day; each moves that day on."""

    __tablename__ = "verification"
    __table_args__ = (UniqueConstraint("entry_id", "day"),)
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    day: Mapped[Day]
    recorded_at: Mapped[When]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    pseudonym: Mapped[str | None] = mapped_column(String(40))
    next_review: Mapped[Day]
    entry: Mapped[Entry] = relationship()
    revision: Mapped[Revision] = relationship()
    person: Mapped[Person | None] = relationship()


class ReviewReminder(Base):
    """That whoever was asked on that day has been told of a review: once a stage (`reminders.py`)."""

    __tablename__ = "review_reminder"
    __table_args__ = {"info": NOT_ON_PAGES}
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    next_review: Mapped[Day] = mapped_column(primary_key=True)
    stage: Mapped[Code] = mapped_column(primary_key=True)
    sent_on: Mapped[Day]
