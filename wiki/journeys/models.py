"""Personas and journeys: the released projection."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Code, JSONDocument, Name
from wiki.entries.models import Entry


class Persona(Entry):
    """A made-up person who stands for a group of customers with the same motives."""

    __tablename__ = "persona"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    first_name: Mapped[Name] = mapped_column(default="")
    market: Mapped[Code] = mapped_column(default="", index=True)
    basis: Mapped[Code] = mapped_column(default="assumption", index=True)

    __mapper_args__ = {"polymorphic_identity": "persona"}


class Journey(Entry):
    """The way of one or several personas through the phases, moment by moment.

    The moments themselves stay in the payload. `lowest` is the worst feeling of the way, empty where none is named.
    """

    __tablename__ = "journey"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[Code] = mapped_column(default="current", index=True)
    market: Mapped[Code] = mapped_column(default="", index=True)
    phases: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    moment_count: Mapped[int] = mapped_column(default=0)
    lowest: Mapped[int | None]

    __mapper_args__ = {"polymorphic_identity": "journey"}
