"""Processes and their steps: the released projection."""

from sqlalchemy import Boolean, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, JSONDocument, Key, LongText, Name, Slug
from wiki.entries.models import Entry


class Process(Entry):
    """A process as customers and employees live through it."""

    __tablename__ = "process"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[Code] = mapped_column(default="", index=True)
    process_type: Mapped[Code] = mapped_column(default="core", index=True)
    phases: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    step_count: Mapped[int] = mapped_column(default=0)
    break_point_count: Mapped[int] = mapped_column(default=0)
    steps: Mapped[list["ProcessStep"]] = relationship(
        back_populates="process", cascade="all, delete-orphan", passive_deletes=True, order_by="ProcessStep.position"
    )

    __mapper_args__ = {"polymorphic_identity": "process"}


class ProcessStep(Base):
    """A step of a released process, with what lists, maps and reports ask for; its texts stay in the payload.

    `touchpoint` and `function` are slugs as the author wrote them. `break_severity` is empty where there is no break
    point and may be empty where there is one. `promise_hours` is the deadline of the promise made in the step.
    """

    __tablename__ = "process_step"
    __table_args__ = (UniqueConstraint("process_id", "key"),)
    id: Mapped[Key]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    key: Mapped[Code]
    position: Mapped[int]
    lane: Mapped[Code] = mapped_column(index=True)
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    touchpoint: Mapped[Slug] = mapped_column(default="", index=True)
    function: Mapped[Slug] = mapped_column(default="", index=True)
    actor_de: Mapped[Name] = mapped_column(default="")
    actor_en: Mapped[Name] = mapped_column(default="")
    expectation_met: Mapped[Code] = mapped_column(default="")
    promise_hours: Mapped[int | None]
    has_promise: Mapped[bool] = mapped_column(Boolean, default=False)
    has_wait: Mapped[bool] = mapped_column(Boolean, default=False)
    has_drop_out: Mapped[bool] = mapped_column(Boolean, default=False)
    has_break_point: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    break_severity: Mapped[Code] = mapped_column(default="")
    break_point_de: Mapped[LongText] = mapped_column(default="")
    break_point_en: Mapped[LongText] = mapped_column(default="")
    process: Mapped[Process] = relationship(back_populates="steps")

    def title(self, language: str) -> str:
        """The title in `language`, else in the other one."""
        pair = (self.title_de, self.title_en) if language == "de" else (self.title_en, self.title_de)
        return pair[0] or pair[1]
