"""Words people look for in vain, and the terms they ask for.

A `MissingTerm` is what editors decide on. It has one or several words, each once in the wiki: words that mean the same
are put together. Who asked stands in `TermRequest`. Searches have no person: `SearchMiss` counts them by day under a
stand-in for the words, which are written down only when they occurred on three different days.
"""

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Key, LongText, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry
from wiki.people.models import Person

OPEN, WRITING, RELEASED, DECLINED, MERGED = "open", "writing", "released", "declined", "merged"
"""Nobody has decided · somebody writes it, or it waits for release as a label of a term · readers find it · it will not
be a term · it was put together with another"""
STATES = (OPEN, WRITING, RELEASED, DECLINED)
"""Those that are shown; what was merged leads to the other."""
MOST_WORD, MOST_WORDS, MOST_TEXT = 80, 6, 1000
"""Characters and words of a term, characters of what is said about it."""
DAYS_UNTIL_KEPT = 3
"""On so many different days a search occurs before anybody learns of it."""


class MissingTerm(Base):
    """Something people have no term for. `entry` is the term that is written for it, or gets it as a further label."""

    __tablename__ = "missing_term"
    __table_args__ = (Index("ix_missing_term_state", "state", "changed_at"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    word: Mapped[str] = mapped_column(String(120))
    """How it is shown: the first of its words."""
    language: Mapped[Code]
    state: Mapped[Code] = mapped_column(default=OPEN)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    as_label: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it became a further label of `entry` instead of a term of its own."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("missing_term.id", ondelete="CASCADE"), index=True)
    reason: Mapped[LongText] = mapped_column(default="")
    """Why it was declined, as those who asked are told."""
    created_at: Mapped[When]
    changed_at: Mapped[When]
    decided_at: Mapped[When | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    edits: Mapped[int] = mapped_column(default=0)
    words: Mapped[list["MissingWord"]] = relationship(
        back_populates="term", cascade="all, delete-orphan", passive_deletes=True, order_by="MissingWord.id"
    )
    requests: Mapped[list["TermRequest"]] = relationship(
        back_populates="term", cascade="all, delete-orphan", passive_deletes=True, order_by="TermRequest.id"
    )
    entry: Mapped[Entry | None] = relationship(foreign_keys=[entry_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])


class MissingWord(Base):
    """One spelling of what is missing. `digest` is what searches for it are counted under."""

    __tablename__ = "missing_word"
    __table_args__ = {"info": NOT_ON_PAGES}
    id: Mapped[Key]
    term_id: Mapped[int] = mapped_column(ForeignKey("missing_term.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(120))
    language: Mapped[Code]
    folded: Mapped[str] = mapped_column(String(300), unique=True)
    """As it is compared: without spaces and hyphens, too."""
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    slug: Mapped[str] = mapped_column(String(100), index=True)
    """The address a link to it would have."""
    from_search: Mapped[bool] = mapped_column(Boolean, default=False)
    """That it is known from searches alone: it goes with them."""
    term: Mapped[MissingTerm] = relationship(back_populates="words")


class TermRequest(Base):
    """That somebody asked for a term, once each; what they were looking for, and on which page."""

    __tablename__ = "term_request"
    __table_args__ = (UniqueConstraint("term_id", "asked_by_id"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    term_id: Mapped[int] = mapped_column(ForeignKey("missing_term.id", ondelete="CASCADE"))
    word: Mapped[str] = mapped_column(String(120))
    language: Mapped[Code]
    looked_for: Mapped[LongText] = mapped_column(default="")
    """What the asker was looking for, in own words."""
    place_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    """The entry on which the word was met."""
    asked_at: Mapped[When]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    term: Mapped[MissingTerm] = relationship(back_populates="requests")
    place: Mapped[Entry | None] = relationship(foreign_keys=[place_id])
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])


class SearchMiss(Base):
    """How often something was searched for in vain on a day; neither who searched nor the words."""

    __tablename__ = "search_miss"
    __table_args__ = {"info": NOT_ON_PAGES}
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[Day] = mapped_column(primary_key=True, index=True)
    times: Mapped[int]
