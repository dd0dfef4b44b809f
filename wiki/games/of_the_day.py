"""The term of the day, the same for everybody, and the terms that follow it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import gcd
from threading import Lock

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from wiki.config import Settings
from wiki.core import changes, markdown
from wiki.core.db import wired
from wiki.core.text import shorten
from wiki.entries.models import RELEASED, Entry, Release
from wiki.glossary.models import Term

LONGEST_EXAMPLE = 260
PAST_DAYS = 6
_STRIDE = 7919
"""How far apart terms stand that follow each other: neighbours in the library are often alike."""


@dataclass(frozen=True)
class Discovery:
    """A term to discover. `following` is the slug of the one to show after it, empty where it is the only one."""

    term: Entry
    following: str

    def example(self, language: str) -> str:
        """Its example in the language, else in the other one, as plain words."""
        texts = self.term.released.payload.get("example") or {} if self.term.released else {}
        text = texts.get(language) or next(filter(None, texts.values()), "")
        return shorten(markdown.plain(text), LONGEST_EXAMPLE)


@dataclass(frozen=True)
class _Known:
    """The released terms in the order of their ids; `old`: of these the ones released before the day began."""

    every: Sequence[tuple[int, str]]
    old: Sequence[int]

    def of(self, day: date) -> int:
        """The term of `day`."""
        return self.old[(day.toordinal() * _STRIDE) % len(self.old)]

    def after(self, term_id: int) -> str:
        """The slug of the one that follows; whoever goes on meets each once before the first comes back."""
        place = bisect_left(self.every, (term_id, ""))
        return self.every[(place + _stride(len(self.every))) % len(self.every)][1]


def discovery(session: Session, day: date, slug: str = "") -> Discovery | None:
    """The released term `slug`, else the term of the day. What is released in the course of the day does not change
    it."""
    known = _known(session, day)
    if not known.every:
        return None
    chosen = next((each for each, name in known.every if slug and name == slug), None) or known.of(day)
    term = session.scalar(select(Term).where(Term.id == chosen).options(joinedload(Term.released)))
    if term is None:
        return None
    following = known.after(chosen)
    return Discovery(term, following if following != term.slug else "")


def days_before(session: Session, day: date) -> list[tuple[date, Term]]:
    """The terms of the days before, yesterday's first, each once."""
    known = _known(session, day)
    if not known.every:
        return []
    today = known.of(day)
    chosen = {known.of(before): before for before in (day - timedelta(days=back) for back in range(PAST_DAYS, 0, -1))}
    chosen.pop(today, None)
    terms = {each.id: each for each in session.scalars(select(Term).where(Term.id.in_(chosen)))}
    return [(when, terms[term_id]) for term_id, when in sorted(chosen.items(), key=lambda each: each[1], reverse=True)]


@dataclass
class KeptTerms:
    """What was read last, at which number of `core/changes.py`, for which day; one in each process."""

    key: tuple[int, date] | None = None
    found: _Known | None = None
    lock: Lock = field(default_factory=Lock)


def _known(session: Session, day: date) -> _Known:
    """One query when nothing has changed that pages show."""
    kept, key = wired(session, KeptTerms), (changes.current(session), day)
    with kept.lock:
        if kept.key == key and kept.found is not None:
            return kept.found
        found = _read(session, day)
        if kept.key is None or key >= kept.key:
            kept.key, kept.found = key, found
        return found


def _read(session: Session, day: date) -> _Known:
    begins = datetime.combine(day, time.min, wired(session, Settings).zone)
    is_old = exists().where(Release.entry_id == Entry.id, Release.released_at < begins)
    query = select(Entry.id, Entry.slug, is_old).where(Entry.kind == "term", Entry.status == RELEASED)
    rows = session.execute(query.order_by(Entry.id)).tuples().all()
    every = [(term_id, slug) for term_id, slug, _old in rows]
    # On a wiki's first day there is nothing older.
    return _Known(every, [term_id for term_id, _slug, old in rows if old] or [term_id for term_id, _slug in every])


def _stride(number: int) -> int:
    stride = _STRIDE
    while gcd(stride, number) != 1:
        stride += 2
    return stride
