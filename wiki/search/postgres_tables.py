"""The tables of the index in PostgreSQL. They exist on SQLite, too, so that both databases have one shape, and stay
empty there. Nothing in them is not made from other tables: backups leave them out."""

from sqlalchemy import Index, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import DERIVED, Base, Code, Document, LongText, Name
from wiki.core.on_pages import NOT_ON_PAGES

_INFO = {**DERIVED, **NOT_ON_PAGES}


class SearchIndex(Base):
    """The index in use: one row, or none while there is no index."""

    __tablename__ = "search_index"
    __table_args__ = ({"info": _INFO},)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    generation: Mapped[int]
    """Which rows of `search_row` are meant; a rebuild writes others beside them."""
    version: Mapped[Name]
    """Of the code that wrote it."""
    revision: Mapped[Code]
    """Another one after every change, so that processes know what they may keep in memory."""
    size: Mapped[int]
    """How many entries it holds."""
    words: Mapped[Document]
    """How many words all entries together have in each field."""


class SearchRow(Base):
    """The keys of one field of an entry. `field` is one of those in order, or `sets` for all the others together;
    `piece` counts on where the keys of a very long text do not fit into one `tsvector`."""

    __tablename__ = "search_row"
    __table_args__ = (Index("ix_search_row_lexemes", "lexemes", postgresql_using="gin"), {"info": _INFO})
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[Code] = mapped_column(primary_key=True)
    piece: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    length: Mapped[int]
    lexemes: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))
    sequence: Mapped[LongText]
    """The keys in their order, for phrases; of `sets` the words of the labels as they are spelt."""
