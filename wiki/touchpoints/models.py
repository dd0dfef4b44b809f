"""Touchpoints: the released projection."""

from sqlalchemy import Boolean, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Code, JSONDocument
from wiki.entries.models import Entry


class Touchpoint(Entry):
    """A place or moment in which customer and company meet. Choices stand as in the payload, defaults filled in."""

    __tablename__ = "touchpoint"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[Code] = mapped_column(default="", index=True)
    direction: Mapped[Code] = mapped_column(default="")
    medium: Mapped[Code] = mapped_column(default="")
    contact: Mapped[Code] = mapped_column(default="")
    personal: Mapped[Code] = mapped_column(default="")
    phases: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    owned_by: Mapped[Code] = mapped_column(default="own")
    visible_to_employees: Mapped[bool] = mapped_column(Boolean, default=True)
    importance_customer: Mapped[int | None]
    importance_process: Mapped[int | None]
    moment_of_truth: Mapped[bool] = mapped_column(Boolean, default=False)

    __mapper_args__ = {"polymorphic_identity": "touchpoint"}
