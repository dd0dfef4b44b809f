"""Concepts and their labels: the released projection."""

from sqlalchemy import Boolean, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Name, SortKey
from wiki.entries.models import Entry


class Term(Entry):
    """A concept (Begriff, DIN 2342): one entry, many labels."""

    __tablename__ = "term"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    scope: Mapped[Name] = mapped_column(default="")
    labels: Mapped[list["TermLabel"]] = relationship(
        back_populates="term", cascade="all, delete-orphan", passive_deletes=True, order_by="TermLabel.position"
    )

    __mapper_args__ = {"polymorphic_identity": "term"}


class TermLabel(Base):
    """A label (Benennung) of a concept. `folded` is the text as compared: case, umlaut, spacing make no difference."""

    __tablename__ = "term_label"
    __table_args__ = (
        UniqueConstraint("term_id", "language", "text"),
        Index(
            "uq_term_label_preferred",
            "language",
            "folded",
            "scope",
            unique=True,
            sqlite_where=text("preferred"),
            postgresql_where=text("preferred"),
        ),
        Index("ix_term_label_folded", "folded"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    language: Mapped[Code]
    text: Mapped[Name]
    folded: Mapped[Name]
    sort_key: Mapped[SortKey] = mapped_column(index=True)
    type: Mapped[Code]
    status: Mapped[Code]
    preferred: Mapped[bool] = mapped_column(Boolean)
    scope: Mapped[Name] = mapped_column(default="")
    term: Mapped[Term] = relationship(back_populates="labels")
