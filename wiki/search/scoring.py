"""Which documents match a query, and how well: BM25 over weighted fields.

The same arithmetic serves the index and the entries that still wait for it, with the index's statistics for both, so
that their scores can be put in one order.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wiki.core import analysis
from wiki.core.text import fold
from wiki.search.documents import ALT, BODY, GLUED, JOINED, LABEL, PART
from wiki.search.engine import Source
from wiki.search.query import Clause, Query

WEIGHTS = {LABEL: 3.0, ALT: 2.5, JOINED: 3.0, PART: 0.8, BODY: 0.6, GLUED: 0.4}
IN_PHRASES = (LABEL, ALT, BODY)
LIKE_ENOUGH = 0.6
"""What a word spelt alike counts, against the word itself."""
SHORTEST_CORRECTED = 4
MOST_CORRECTIONS = 3
_K, _B = 1.2, 0.5

Scores = dict[int, float]


@dataclass(frozen=True)
class Statistics:
    """Where frequencies and lengths are read: the index, or what waits when there is none."""

    source: Source

    def rarity(self, field: str, key: str) -> float:
        """How much it says that a document holds `key`."""
        size, holding = self.source.size(), self.source.frequency(field, key)
        return math.log(1 + (max(size - holding, 0) + 0.5) / (holding + 0.5))

    def average_length(self, field: str) -> float:
        """The average length of `field`."""
        return self.source.average_length(field) if field in IN_PHRASES else 1.0


def match(source: Source, statistics: Statistics, query: Query, *, some: bool = False) -> Scores:
    """Scores of the documents that hold every clause, or with `some` at least half of them."""
    groups = [_clause(source, statistics, clause) for clause in query.clauses]
    for at, pair in enumerate(query.pairs):
        both = _key(source, statistics, pair)
        _add(groups[at], both, 0.5)
        _add(groups[at + 1], both, 0.5)
    if query.whole:
        everything = _key(source, statistics, query.whole)
        for group in groups:
            _add(group, everything, 1 / len(groups))
    return _some(groups) if some else _all(groups)


def _all(groups: list[Scores]) -> Scores:
    fewest = min(groups, key=len)
    return {each: sum(group[each] for group in groups) for each in fewest if all(each in group for group in groups)}


def _some(groups: list[Scores]) -> Scores:
    total: Scores = {}
    held: dict[int, int] = {}
    for group in groups:
        _add(total, group, 1.0)
        for each in group:
            held[each] = held.get(each, 0) + 1
    least = math.ceil(len(groups) / 2)
    return {each: score * (held[each] / len(groups)) ** 2 for each, score in total.items() if held[each] >= least}


def _add(scores: Scores, more: Scores, weight: float) -> None:
    for each, score in more.items():
        scores[each] = scores.get(each, 0.0) + score * weight


def _clause(source: Source, statistics: Statistics, clause: Clause) -> Scores:
    if clause.is_phrase:
        return _phrase(source, statistics, clause)
    scores = _key(source, statistics, clause.stems[0])
    for alternative in clause.alternatives:
        _add(scores, _key(source, statistics, alternative), LIKE_ENOUGH)
    return scores


def _key(source: Source, statistics: Statistics, key: str) -> Scores:
    scores: Scores = {}
    for field, weight in WEIGHTS.items():
        rarity = weight * statistics.rarity(field, key) * (_K + 1)
        average = statistics.average_length(field) or 1.0
        for entry_id, count, length in source.postings(field, key):
            score = rarity * count / (count + _K * (1 - _B + _B * length / average))
            scores[entry_id] = scores.get(entry_id, 0.0) + score
    return scores


def _phrase(source: Source, statistics: Statistics, clause: Clause) -> Scores:
    scores: Scores = {}
    for field in IN_PHRASES:
        rarity = WEIGHTS[field] * sum(statistics.rarity(field, key) for key in clause.stems)
        for entry_id, count, _length in source.phrase(field, clause.stems):
            scores[entry_id] = scores.get(entry_id, 0.0) + rarity * (_K + 1) * count / (count + _K)
    return scores


def correct(sources: list[Source], query: Query) -> Query:
    """The query with words spelt alike beside those words that stand nowhere; the same query when there are none."""
    clauses = tuple(_corrected(sources, clause) for clause in query.clauses)
    return replace(query, clauses=clauses) if clauses != query.clauses else query


def _corrected(sources: list[Source], clause: Clause) -> Clause:
    word = clause.folded
    if clause.is_phrase or len(word) < SHORTEST_CORRECTED or _is_known(sources, clause.stems[0]):
        return clause
    best = [spelling for _distance, spelling in sorted(set(_alike(sources, word)))][:MOST_CORRECTIONS]
    if not best:
        return clause
    return replace(clause, alternatives=tuple(dict.fromkeys(map(analysis.stem, best))), spelling=best[0])


def _is_known(sources: list[Source], key: str) -> bool:
    return any(source.frequency(field, key) for source in sources for field in WEIGHTS)


def _alike(sources: list[Source], word: str) -> Iterator[tuple[int, str]]:
    most = 1 if len(word) < 2 * SHORTEST_CORRECTED else 2
    grams = analysis.trigrams(word)
    for source in sources:
        for spelling in source.spelt_like(grams):
            distance = analysis.distance(word, fold(spelling), most)
            if distance <= most:
                yield distance, spelling
