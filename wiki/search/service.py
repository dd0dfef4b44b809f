"""Searching: which entries match, how many, in which order, as far as the actor may read them."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import ARCHIVED
from wiki.search import scoring
from wiki.search.asking import kind_words
from wiki.search.columns import Table
from wiki.search.correcting import Corrector, with_forms
from wiki.search.engine import EngineUnusable, MemorySource, Source
from wiki.search.facets import Facets, Filters, Groups
from wiki.search.query import Query, parse
from wiki.search.scoring import Scores, Statistics
from wiki.search.waiting import waiting, whole_library
from wiki.search.wiring import Search

TOO_LITTLE = 3
"""With fewer matches than this, words spelt alike, parts of compounds and entries that hold only some of the words are
taken as well."""
ARCHIVED_COUNTS = 0.5
FEWER_COUNT = 0.5
"""What is found by more than the words as typed, against what these find."""
MOST_MATCHES = 50


@dataclass(frozen=True)
class Match:
    """An entry that matches and that the actor may read."""

    entry_id: int
    kind: str
    score: float


@dataclass(frozen=True)
class Found:
    """What a search found: a page of the matches, best first, how many there are, and what they can be narrowed to."""

    query: Query
    matches: list[Match] = field(default_factory=list)
    total: int = 0
    facets: Facets = field(default_factory=dict)
    suggestion: str | None = None
    partial: bool = False
    """Whether some of the entries hold only some of the words."""
    complete: bool = True
    """Whether everything readable was looked at: otherwise the index is being brought up to date."""


class _Library:
    """The index and what waits for it, asked as one."""

    def __init__(self, session: Session, search: Search, kinds: Mapping[str, str]) -> None:
        self._session = session
        self._search = search
        self.kinds = kinds
        self._waiting = waiting(session, search.prepared)
        self._usable = True
        self.table = search.columns.table(session)
        self.words = search.columns.words(session)

    @property
    def complete(self) -> bool:
        return self._waiting.complete

    def match(self, query: Query, *, some: bool = False) -> Scores:
        """Scores of the published entries that match."""

        def ask(source: Source) -> Scores:
            return self._merged(source, query, some)

        if self._usable:
            try:
                return self._search.engine.ask(ask)
            except EngineUnusable:
                self._do_without()
        return ask(MemorySource({}))

    def corrected(self, query: Query, *, take_apart: bool = False) -> Query:
        """The query with what may have been meant."""
        memory = MemorySource(self._waiting.documents)

        def ask(*sources: Source) -> Query:
            corrector = Corrector(sources, self.words, self.kinds)
            return corrector.taken_apart(query) if take_apart else corrector.corrected(query)

        if self._usable:
            try:
                return self._search.engine.ask(lambda source: ask(source, memory))
            except EngineUnusable:
                self._do_without()
        return ask(MemorySource(self._waiting.documents))

    def _merged(self, source: Source, query: Query, some: bool) -> Scores:
        memory = MemorySource(self._waiting.documents)
        statistics = Statistics(source if source.size() else memory)
        scores = scoring.match(source, statistics, query, some=some, kind_of=self.kind_of)
        for entry_id in self._waiting.settled:
            scores.pop(entry_id, None)
        scores.update(scoring.match(memory, statistics, query, some=some, kind_of=self.kind_of))
        return scores

    def kind_of(self, entry_id: int) -> str:
        """The kind of an entry; empty when readers do not find it."""
        row = self.table.get(entry_id)
        return row.kind if row else ""

    def _do_without(self) -> None:
        self._usable = False
        self._waiting = whole_library(self._session, self._search.prepared)


def search(
    session: Session, _actor: Actor, text: str, filters: Filters, *, first: int = 0, most: int = MOST_MATCHES
) -> Found:
    """Find `text`, and describe `most` of the matches from the one at `first`. What waits for the index is read before
    the index is, so that nothing falls between the two. Everybody who may search may read what is published, and the
    columns hold nothing else: the actor decides on nothing here yet."""
    kinds = kind_words(wired(session, Kinds))
    query = parse(text, kinds)
    if not query:
        return Found(query)
    library = _Library(session, wired(session, Search), kinds)
    answer = _Answer(library, with_forms(query, library.words), filters.status)
    answer.widen()
    ranked = _ranked(library.table, answer, filters)
    best = heapq.nsmallest(first + most, ranked)[first:]
    matches = [Match(entry_id, library.kind_of(entry_id), -score) for score, entry_id in best]
    suggestion = answer.used.suggestion if ranked else None
    facets = answer.groups.facets(filters)
    return Found(answer.used, matches, len(ranked), facets, suggestion, answer.partial, library.complete)


def _ranked(table: Table, answer: "_Answer", filters: Filters) -> list[tuple[float, int]]:
    """What the filters admit, the best first when sorted."""
    factors = {
        number: -ARCHIVED_COUNTS if table.rows[number].status == ARCHIVED else -1.0
        for number in answer.groups.admitted(filters)
    }
    numbers = table.numbers
    return [
        (score * factors[number], entry_id)
        for entry_id, score in answer.scores.items()
        if (number := numbers.get(entry_id, -1)) in factors
    ]


class _Answer:
    """What matches so far; widened as long as it is too little, whatever it is narrowed to: a facet's count must hold
    when it is chosen."""

    def __init__(self, library: _Library, query: Query, status: str) -> None:
        self._library, self._status = library, Filters(status=status)
        self.used = query
        self.partial = False
        self.scores: Scores = {}
        self.groups = Groups(library.table, {})
        self._take(library.match(query))

    @property
    def _is_too_little(self) -> bool:
        return self.groups.total(self._status) < TOO_LITTLE

    def widen(self) -> None:
        """With too little, take what may have been meant, then parts of the words, then some of them."""
        several = len(self.used.required) > 1
        if self._is_too_little:
            self._use(self._library.corrected(self.used), 1.0)
        if self._is_too_little:
            self._use(self._library.corrected(self.used, take_apart=True), FEWER_COUNT)
        if self._is_too_little and len(self.used.required) > 1:
            before = len(self.scores)
            self._take(self._library.match(self.used, some=True), FEWER_COUNT)
            self.partial = several and len(self.scores) > before

    def _use(self, query: Query, factor: float) -> None:
        if query is not self.used:
            self.used = query
            self._take(self._library.match(query), factor)

    def _take(self, scores: Scores, factor: float = 1.0) -> None:
        for each, score in scores.items():
            self.scores[each] = max(self.scores.get(each, 0.0), score * factor)
        self.groups = Groups.of(self._library.table, self.scores)
