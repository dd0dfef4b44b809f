"""Searching: which entries match, how many, in which order, as far as the actor may read them."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.text import LANGUAGES
from wiki.entries.models import ARCHIVED, RELEASED, Entry
from wiki.entries.rights import PUBLISHED, readable
from wiki.search import scoring
from wiki.search.engine import EngineUnusable, MemorySource, Source
from wiki.search.query import Query, parse
from wiki.search.scoring import Scores, Statistics
from wiki.search.waiting import Waiting, waiting, whole_library
from wiki.search.wiring import Search

TOO_LITTLE = 3
"""With fewer matches than this, words spelt alike and entries that hold only some of the words are taken as well."""
ARCHIVED_COUNTS = 0.5
_ASK_ONE_BY_ONE = 4000
STATUSES = {"": (RELEASED,), RELEASED: (RELEASED,), ARCHIVED: (ARCHIVED,), "all": PUBLISHED}


@dataclass(frozen=True)
class Filters:
    """What to narrow the matches to; empty means released entries of any kind."""

    kind: str = ""
    status: str = ""
    language: str = ""


@dataclass(frozen=True)
class Match:
    """An entry that matches and that the actor may read."""

    entry_id: int
    kind: str
    score: float


@dataclass(frozen=True)
class Found:
    """What a search found, best first, narrowed to the wanted kind; `counts` are by kind before that."""

    query: Query
    matches: list[Match]
    counts: dict[str, int]
    suggestion: str | None = None
    partial: bool = False
    """Whether some of the entries hold only some of the words."""
    complete: bool = True
    """Whether everything readable was looked at: otherwise the index is being brought up to date."""

    @property
    def total(self) -> int:
        """How many entries match."""
        return len(self.matches)


class _Library:
    """The index and what waits for it, asked as one."""

    def __init__(self, session: Session, search: Search) -> None:
        self._session = session
        self._search = search
        self._waiting = waiting(session, search.prepared)
        self._usable = True

    @property
    def complete(self) -> bool:
        return self._waiting.complete

    def match(self, query: Query, *, some: bool = False) -> Scores:
        def ask(source: Source) -> Scores:
            return _merged(source, self._waiting, query, some)

        if self._usable:
            try:
                return self._search.engine.ask(ask)
            except EngineUnusable:
                self._do_without()
        return ask(MemorySource({}))

    def correct(self, query: Query) -> Query:
        memory = MemorySource(self._waiting.documents)
        if self._usable:
            try:
                return self._search.engine.ask(lambda source: scoring.correct([source, memory], query))
            except EngineUnusable:
                self._do_without()
        return scoring.correct([MemorySource(self._waiting.documents)], query)

    def _do_without(self) -> None:
        self._usable = False
        self._waiting = whole_library(self._session, self._search.prepared)


def _merged(source: Source, waits: Waiting, query: Query, some: bool) -> Scores:
    memory = MemorySource(waits.documents)
    statistics = Statistics(source if source.size() else memory)
    scores = scoring.match(source, statistics, query, some=some)
    for entry_id in waits.settled:
        scores.pop(entry_id, None)
    scores.update(scoring.match(memory, statistics, query, some=some))
    return scores


def search(session: Session, actor: Actor, text: str, filters: Filters) -> Found:
    """Find `text`. What waits for the index is read before the index is, so that nothing falls between the two."""
    query = parse(text)
    if not query:
        return Found(query, [], {})
    library = _Library(session, wired(session, Search))
    found = _verified(session, actor, library.match(query), filters)
    suggestion, partial, used = None, False, query
    if len(found) < TOO_LITTLE:
        used = library.correct(query)
        suggestion = used.suggestion
        if suggestion is not None:
            found = _verified(session, actor, library.match(used), filters)
    if len(found) < TOO_LITTLE and len(query.clauses) > 1:
        more = _verified(session, actor, library.match(used, some=True), filters)
        partial = len(more) > len(found)
        found = more
    counts = Counter(match.kind for match in found)
    matches = [match for match in found if filters.kind in ("", match.kind)]
    return Found(used, matches, dict(counts), suggestion if found else None, partial, library.complete)


def _verified(session: Session, actor: Actor, scores: Scores, filters: Filters) -> list[Match]:
    """The matches the actor may read, as the database has them now, best first."""
    if not scores:
        return []
    query = select(Entry.id, Entry.kind, Entry.status, Entry.title_de != "", Entry.title_en != "").where(
        readable(actor), Entry.status.in_(STATUSES[filters.status])
    )
    if len(scores) <= _ASK_ONE_BY_ONE:
        query = query.where(Entry.id.in_(scores))
    wanted = LANGUAGES.index(filters.language) if filters.language else None
    matches = []
    for entry_id, kind, status, *titles in session.execute(query):
        score = scores.get(entry_id)
        if score is not None and (wanted is None or titles[wanted]):
            matches.append(Match(entry_id, kind, score * (ARCHIVED_COUNTS if status == ARCHIVED else 1.0)))
    return sorted(matches, key=lambda match: (-match.score, match.entry_id))
