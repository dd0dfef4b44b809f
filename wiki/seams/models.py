"""What is said and agreed about seams: the change of function, department or channel between two steps of a process.

Seams themselves are no rows: they follow from the released steps (`reading.py`). A row is written when somebody says
something about one, and stays when the steps go: it is *past* then, and counts again when they come back.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Document, JSONDocument, Key, LongText, When
from wiki.people.models import Department, Person

MEDIA_BREAK, WAITING, LOST, AIMS = "media_break", "waiting", "lost_information", "conflict_of_aims"
CAUSES = (LOST, AIMS, MEDIA_BREAK, WAITING)
"""What goes wrong at a seam, the worst first."""
CARRIED, PARTLY, REPEATED, UNKNOWN = "yes", "partly", "no", "unknown"
CONTEXTS = (CARRIED, PARTLY, REPEATED, UNKNOWN)
"""Whether what the customer has said is carried over, or has to be said again."""
PROPOSED, ACCEPTED, DECLINED, REPLACED = "proposed", "accepted", "declined", "replaced"
"""An agreement's state: waits for a department · accepted by both · refused · a newer one was proposed before both had
accepted"""
FROM, TO = "from", "to"
SIDES = (FROM, TO)


class Seam(Base):
    """What is said about the way from one step to another."""

    __tablename__ = "seam"
    __table_args__ = (UniqueConstraint("entry_id", "from_key", "to_key"),)
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    from_key: Mapped[Code]
    to_key: Mapped[Code]
    causes: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    context: Mapped[Code] = mapped_column(default=UNKNOWN)
    notes: Mapped[LongText] = mapped_column(default="")
    called: Mapped[Document] = mapped_column(default=dict)
    """What the two steps were called when last something was said: `{"from": {"de": …}, "to": …}`."""
    edits: Mapped[int] = mapped_column(default=0)
    """Counts what was said, so that nobody overwrites what they have not seen."""
    told_at: Mapped[When | None]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    told_by: Mapped[Person | None] = relationship()
    agreements: Mapped[list["SeamAgreement"]] = relationship(
        back_populates="seam", cascade="all, delete-orphan", passive_deletes=True, order_by="SeamAgreement.number"
    )


class SeamAgreement(Base):
    """One version of who hands what over, in which form and by when. It holds from the day both departments have
    accepted it until a later one does."""

    __tablename__ = "seam_agreement"
    __table_args__ = (
        UniqueConstraint("seam_id", "number"),
        Index(
            "uq_seam_agreement_proposed", "seam_id", unique=True,
            sqlite_where=text("state = 'proposed'"), postgresql_where=text("state = 'proposed'"),
        ),
        Index(
            "uq_seam_agreement_in_force", "seam_id", unique=True,
            sqlite_where=text("state = 'accepted' AND until IS NULL"),
            postgresql_where=text("state = 'accepted' AND until IS NULL"),
        ),
        CheckConstraint("until IS NULL OR until >= since", name="in_order"),
    )  # fmt: skip
    id: Mapped[Key]
    seam_id: Mapped[int] = mapped_column(ForeignKey("seam.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[Code] = mapped_column(default=PROPOSED)
    language: Mapped[Code]
    """The language it is written in."""
    what: Mapped[str] = mapped_column(String(1000))
    """Who hands what."""
    form: Mapped[str] = mapped_column(String(500), default="")
    by_when: Mapped[str] = mapped_column(String(300), default="")
    hours: Mapped[int | None]
    from_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"), index=True)
    to_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"), index=True)
    proposed_at: Mapped[When]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    from_accepted_at: Mapped[When | None]
    from_accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    to_accepted_at: Mapped[When | None]
    to_accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    declined_at: Mapped[When | None]
    declined_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why it was declined."""
    since: Mapped[Day | None]
    until: Mapped[Day | None]
    """The first day on which a later agreement held instead."""
    seam: Mapped[Seam] = relationship(back_populates="agreements")
    from_department: Mapped[Department | None] = relationship(foreign_keys=[from_department_id])
    to_department: Mapped[Department | None] = relationship(foreign_keys=[to_department_id])
    proposed_by: Mapped[Person | None] = relationship(foreign_keys=[proposed_by_id])
    from_accepted_by: Mapped[Person | None] = relationship(foreign_keys=[from_accepted_by_id])
    to_accepted_by: Mapped[Person | None] = relationship(foreign_keys=[to_accepted_by_id])
    declined_by: Mapped[Person | None] = relationship(foreign_keys=[declined_by_id])

    def department_id(self, side: str) -> int | None:
        """The department asked on this side."""
        return self.from_department_id if side == FROM else self.to_department_id

    def accepted(self, side: str) -> bool:
        """Whether this side has accepted."""
        return (self.from_accepted_at if side == FROM else self.to_accepted_at) is not None
