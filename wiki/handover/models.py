"""Hand-overs: what somebody answers for, in one package that others take over item by item; and what came of it."""

from sqlalchemy import Boolean, Connection, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Document, Key, Name, Slug, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry
from wiki.people.models import Person

OPEN, FINISHED, WITHDRAWN = "open", "finished", "withdrawn"
"""A hand-over's state: being settled, until the day and with what is left after it · all is said, see the protocol ·
called off, nothing moved"""

UNASKED, ASKED, ACCEPTED, DECLINED = "unasked", "asked", "accepted", "declined"
MOVED, TO_HEAD, STAYED, ENDED, GONE = "moved", "to_head", "stayed", "ended", "gone"
"""An item's state: nobody proposed · waits for an answer · will be taken over · refused · taken over · with the head
for the time being · kept by a person who stays · over, as nobody needed it · settled otherwise before"""
WAITING = (UNASKED, ASKED, ACCEPTED, DECLINED)


class Handover(Base):
    """A package. `moves_on` is the first day without the duties: for somebody who leaves the day after the last one."""

    __tablename__ = "handover"
    __table_args__ = (Index("ix_handover_due", "state", "moves_on"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    moves_on: Mapped[Day]
    leaving: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it follows the person's last day: then everything moves, what nobody takes to the head."""
    state: Mapped[Code] = mapped_column(default=OPEN)
    begun_at: Mapped[When]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    finished_at: Mapped[When | None]
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    begun_by: Mapped[Person | None] = relationship(foreign_keys=[begun_by_id])
    items: Mapped[list["HandoverItem"]] = relationship(back_populates="handover", order_by="HandoverItem.id")


class HandoverItem(Base):
    """One thing the person answers for. `key` says which, in the words of its source; `title` is what it was called."""

    __tablename__ = "handover_item"
    __table_args__ = (UniqueConstraint("handover_id", "key"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id", ondelete="CASCADE"))
    sort: Mapped[Code]
    key: Mapped[str] = mapped_column(String(120))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    step_key: Mapped[Code] = mapped_column(default="")
    ref_id: Mapped[int] = mapped_column(default=0)
    """The row of the function, department or request that it is about."""
    department: Mapped[Slug] = mapped_column(default="")
    """Slug of the department it belongs to."""
    title_de: Mapped[Name]
    title_en: Mapped[Name]
    state: Mapped[Code] = mapped_column(default=UNASKED)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[When | None]
    answered_at: Mapped[When | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why it was declined."""
    added_at: Mapped[When | None]
    """When it came to a package that had been begun before."""
    done_on: Mapped[Day | None]
    """From which day on it is where it went."""
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """With whom it is since."""
    handover: Mapped[Handover] = relationship(back_populates="items")
    entry: Mapped[Entry | None] = relationship()
    successor: Mapped[Person | None] = relationship(foreign_keys=[successor_id])
    holder: Mapped[Person | None] = relationship(foreign_keys=[holder_id])

    def title(self, language: str) -> str:
        """What it is called in `language`, else in the other one."""
        return (self.title_de or self.title_en) if language == "de" else (self.title_en or self.title_de)

    @property
    def is_waiting(self) -> bool:
        """Whether it has not gone anywhere yet."""
        return self.state in WAITING


class HandoverProtocol(Base):
    """What came of a finished hand-over, never changed: names are pseudonyms, `digest` is that of the text."""

    __tablename__ = "handover_protocol"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), unique=True)
    made_at: Mapped[When]
    document: Mapped[Document]
    digest: Mapped[str] = mapped_column(String(64))
    handover: Mapped[Handover] = relationship()


def _refuse(_mapper: Mapper[HandoverProtocol], _connection: Connection, _row: HandoverProtocol) -> None:
    raise RuntimeError("a protocol is never changed")


event.listen(HandoverProtocol, "before_update", _refuse)
event.listen(HandoverProtocol, "before_delete", _refuse)
