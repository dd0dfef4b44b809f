"""The released texts without markup, ready for search and for snippets."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Base, Code, Document
from wiki.core.on_pages import NOT_ON_PAGES


class SearchText(Base):
    """What search finds of a released revision: `passages` as lists of field, weight, step key and texts by language.

    Derived from the revision's payload and never asked without comparing `revision_id`; rendering Markdown for the
    ten hits of a page would take longer than searching.
    """

    __tablename__ = "search_text"
    __table_args__ = {"info": NOT_ON_PAGES}
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    revision_id: Mapped[int]
    version: Mapped[Code]
    """Of the code that made it."""
    passages: Mapped[Document]
