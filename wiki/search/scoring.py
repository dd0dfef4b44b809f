"""Which documents match a query, and how well: BM25 over weighted fields. Why it ranks so: docs/search.md.

The same arithmetic serves the index and the entries that still wait for it, with the index's statistics for both, so
that their scores can be put in one order.
"""

import math
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from wiki.search.documents import ALT, BODY, GLUED, JOINED, LABEL, PART, STEP
from wiki.search.engine import Source
from wiki.search.query import Clause, Query

WEIGHTS = {LABEL: 3.0, ALT: 2.5, JOINED: 3.0, PART: 0.8, STEP: 1.2, BODY: 0.6, GLUED: 0.4}
NAMING = (LABEL, ALT, JOINED, PART)
"""The first of the above: an entry that holds a word there is called by it."""
IN_PHRASES = (LABEL, ALT, BODY)
LIKE_ENOUGH = 0.6
"""What a word spelt alike, or derived from the same, counts against the word itself."""
ASKED_WITH = 0.3
"""What words people ask with count against those they ask for."""
NAMED_BY_ALL = 1.3
"""What an entry gains whose labels hold every word, against one that holds some of them in its texts only."""
OF_KIND = 0.4
"""What it counts to be of the kind that a word names, against being called by that word."""
TELLS_SOMETHING = 0.25
"""A word that stands in more of the texts than this share asks for no entry by its name: *customer* in "why do
customers complain"."""
SAYS_LITTLE = 0.3
"""What such a word counts beside one that tells something: of *Kunden, Beschwerde, Prozess* the second one decides."""
_K, _B = 1.2, 0.5
_MOST_KEPT = 400_000
"""Postings whose scores are kept for a state of the index, at 16 bytes each."""

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


@dataclass
class Group:
    """The documents that hold a clause, and those of them that are called by it."""

    scores: Scores = field(default_factory=dict)
    named: set[int] = field(default_factory=set)

    def add(self, other: "Group", weight: float) -> None:
        """Add the scores of another group."""
        for each, score in other.scores.items():
            self.scores[each] = self.scores.get(each, 0.0) + score * weight
        self.named |= other.named

    def light(self) -> "Group":
        """The same documents, counting little."""
        return Group({each: score * SAYS_LITTLE for each, score in self.scores.items()}, self.named)


KindOf = Callable[[int], str]
"""The kind of an entry."""


def match(
    source: Source, statistics: Statistics, query: Query, *, some: bool = False, kind_of: KindOf = lambda _id: ""
) -> Scores:
    """Scores of the documents that hold every required clause or are called by a part of the query, or with `some`
    of those that hold at least half of the clauses."""
    matcher = _Matcher(source, statistics)
    matcher.expect(query)
    clauses = query.required
    groups = _weighed(clauses, [matcher.clause(clause) for clause in clauses], matcher)
    for at, pair in enumerate(query.pairs):
        both = matcher.key(pair)
        groups[at].add(both, 0.5)
        groups[at + 1].add(both, 0.5)
    if query.whole:
        everything = matcher.key(query.whole)
        for group in groups:
            group.add(everything, 1 / len(groups))
    found = _some(groups) if some else _all(clauses, groups, kind_of)
    if len(clauses) > 1 and not some:
        _add_named(found, groups, matcher, clauses, query)
    for clause in query.clauses:
        if clause.optional and clause not in clauses:
            for each, score in matcher.clause(clause).scores.items():
                if each in found:
                    found[each] += score * ASKED_WITH
    return found


def _weighed(clauses: list[Clause], groups: list[Group], matcher: "_Matcher") -> list[Group]:
    """The groups, those of words that stand nearly everywhere made light where another word tells something."""
    telling = [clause.is_phrase or matcher.tells_something(clause.stems[0]) for clause in clauses]
    if all(telling) or not any(telling):
        return groups
    return [group if tells else group.light() for group, tells in zip(groups, telling, strict=True)]


def _all(clauses: list[Clause], groups: list[Group], kind_of: KindOf) -> Scores:
    """The documents that hold every clause. One of the kind that a clause names is called by it, almost like whatever
    is called by it most."""
    pairs = list(zip(clauses, groups, strict=True))
    names_kinds = any(not clause.kind for clause in clauses)
    of_kind = [(clause, group) for clause, group in pairs if clause.kind and names_kinds]
    needed = [group for clause, group in pairs if not (clause.kind and names_kinds)]
    needed.sort(key=lambda group: len(group.scores))
    common = set(needed[0].scores)
    for group in needed[1:]:
        common.intersection_update(group.scores)
    called = set.intersection(*(group.named for group in needed))
    named_kinds = [(clause.kind, group, OF_KIND * max(group.scores.values(), default=0.0)) for clause, group in of_kind]
    found: Scores = {}
    for each in common:
        score = sum(group.scores[each] for group in needed)
        by_all = each in called
        for kind, group, most in named_kinds:
            is_of_kind = kind == kind_of(each)
            if not is_of_kind and each not in group.scores:
                break
            score += most if is_of_kind else group.scores[each]
            by_all = by_all and (is_of_kind or each in group.named)
        else:
            found[each] = score * NAMED_BY_ALL if by_all else score
    return found


def _add_named(found: Scores, groups: list[Group], matcher: "_Matcher", clauses: list[Clause], query: Query) -> None:
    """Entries whose whole label is one word of the query, or two: "CEM tool" asks for CEM, though no text says tool."""
    keys = [*(clause.stems[0] for clause in clauses if not clause.is_phrase), *query.pairs]
    telling = [key for key in keys if matcher.tells_something(key)]
    for each in {entry_id for key in telling for entry_id in matcher.called(key)}:
        if each not in found:
            held = [group.scores[each] for group in groups if each in group.scores]
            found[each] = sum(held) * (len(held) / len(groups)) ** 2


def _some(groups: list[Group]) -> Scores:
    total: Scores = {}
    held: dict[int, int] = {}
    for group in groups:
        for each, score in group.scores.items():
            total[each] = total.get(each, 0.0) + score
            held[each] = held.get(each, 0) + 1
    least = math.ceil(len(groups) / 2)
    return {each: score * (held[each] / len(groups)) ** 2 for each, score in total.items() if held[each] >= least}


class _Matcher:
    """Reads groups out of a source, and keeps what it read of the index for the next query."""

    def __init__(self, source: Source, statistics: Statistics) -> None:
        self._source, self._statistics = source, statistics
        self._kept = _KEPT.setdefault(source, _Kept()) if statistics.source is source else _Kept()

    def expect(self, query: Query) -> None:
        """Have everything the query needs read at once."""
        wanted = [key for key in query.keys if self._kept.get(key) is None]
        if wanted:
            self._source.expect([(name, key) for key in wanted for name in WEIGHTS])

    def clause(self, clause: Clause) -> Group:
        """The documents that hold the clause, or something like it."""
        if clause.is_phrase:
            return self._phrase(clause)
        group = self.key(clause.stems[0])
        for alternative in clause.alternatives:
            group.add(self.key(alternative), LIKE_ENOUGH)
        return group

    def key(self, key: str) -> Group:
        """The documents that hold `key` in any field."""
        kept = self._kept.get(key)
        if kept is None:
            kept = self._read(key)
            self._kept.put(key, kept)
        ids, scores, named = kept
        return Group(dict(zip(ids, scores, strict=True)), set(ids[:named]))

    def _read(self, key: str) -> "_Read":
        scores: Scores = {}
        named = 0
        for name, weight in WEIGHTS.items():
            rarity = weight * self._statistics.rarity(name, key) * (_K + 1)
            average = self._statistics.average_length(name) or 1.0
            flat, slope = _K * (1 - _B), _K * _B / average
            for entry_id, count, length in self._source.postings(name, key):
                score = rarity * count / (count + flat + slope * length)
                scores[entry_id] = scores.get(entry_id, 0.0) + score
            if name in NAMING:
                named = len(scores)
        return array("q", scores), array("d", scores.values()), named

    def tells_something(self, key: str) -> bool:
        """Whether few enough of the texts hold the key."""
        source = self._statistics.source
        return source.frequency(BODY, key) <= TELLS_SOMETHING * max(source.size(), 4)

    def called(self, key: str) -> Iterable[int]:
        """The documents one of whose labels, written as one word, is `key`."""
        return [entry_id for entry_id, _count, _length in self._source.postings(JOINED, key)]

    def _phrase(self, clause: Clause) -> Group:
        group = Group()
        for name in IN_PHRASES:
            rarity = WEIGHTS[name] * sum(self._statistics.rarity(name, key) for key in clause.stems)
            for entry_id, count, _length in self._source.phrase(name, clause.stems):
                score = rarity * (_K + 1) * count / (count + _K)
                group.scores[entry_id] = group.scores.get(entry_id, 0.0) + score
                if name in NAMING:
                    group.named.add(entry_id)
        return group


_Read = tuple["array[int]", "array[float]", int]
"""Entry ids, their scores, and how many of them, at the beginning, are called by the key."""


class _Kept:
    """What was read of one state of a source, least recently used out first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Read] = OrderedDict()
        self._size = 0

    def get(self, key: str) -> _Read | None:
        """What was read of `key`."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: str, read: _Read) -> None:
        """Keep it."""
        self._kept[key] = read
        self._size += len(read[0]) + 1
        while self._size > _MOST_KEPT:
            _key, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest[0]) + 1


_KEPT: WeakKeyDictionary[Source, _Kept] = WeakKeyDictionary()
