"""Reading the index on disk: lists, texts and spellings out of an open Whoosh reader."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import IndexReader, TermNotFound

from wiki.search.documents import IN_ORDER
from wiki.search.engine import Postings, sequence
from wiki.search.inverted import InvertedLists, Kept, Wanted, average

NUMBER, SPELLINGS = "number", "spellings"


def length_column(field: str) -> str:
    """The column with the lengths of `field`."""
    return f"{field}_length"


def text_column(field: str) -> str:
    """The column with the keys of `field` in their order."""
    return f"{field}_text"


class WhooshSource(InvertedLists):
    """An open reader. Used by one thread at a time; what `Segments` keeps outlives it."""

    def __init__(self, reader: IndexReader, segments: "Segments") -> None:
        super().__init__(Kept())
        self._leaves: list[Any] = [leaf for leaf, _offset in reader.leaf_readers() if leaf.doc_count_all()]
        self._segments = segments
        self._texts: dict[tuple[int, str], Any] = {}
        self._averages: dict[str, float] = {}
        segments.keep_only(self._leaves)

    def size(self) -> int:
        """How many documents there are."""
        return sum(leaf.doc_count() for leaf in self._leaves)

    def average_length(self, field: str) -> float:
        """The average length of `field` in words."""
        if field not in self._averages:
            words = 0
            for leaf in self._leaves:
                lengths = self._segments.lengths(leaf, field)
                words += sum(lengths) - sum(lengths[place] for place in leaf.deleted_docs_set)
            self._averages[field] = average(words, self.size())
        return self._averages[field]

    def _read(self, wanted: Sequence[Wanted]) -> Iterator[Postings]:
        return (self._postings(field, key) for field, key in wanted)

    def _postings(self, field: str, key: str) -> Postings:
        ids, counts, lengths = array("q"), array("B"), array("i")
        for leaf in self._leaves:
            places, weights = _places(leaf, field, key)
            ids.extend(map(self._segments.numbers(leaf).__getitem__, places))
            counts.extend(map(int, weights))
            if field in IN_ORDER:
                lengths.extend(map(self._segments.lengths(leaf, field).__getitem__, places))
            else:
                lengths.extend([1] * len(places))
        return Postings(ids, counts, lengths)

    def _occurrences(self, field: str, keys: Sequence[str], among: Set[int]) -> Iterator[tuple[int, int]]:
        wanted = sequence(keys).encode()
        for leaf, place, entry_id in self._where(among):
            count = self._text(leaf, text_column(field))[place].count(wanted)
            if count:
                yield entry_id, count

    def _spellings(self, entry_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        found = self._where(frozenset(entry_ids))
        return {entry_id: self._text(leaf, SPELLINGS)[place].decode().split() for leaf, place, entry_id in found}

    def _where(self, entry_ids: Set[int]) -> Iterable[tuple[Any, int, int]]:
        for leaf in self._leaves:
            gone = leaf.deleted_docs_set
            for place, entry_id in enumerate(self._segments.numbers(leaf)):
                if entry_id in entry_ids and place not in gone:
                    yield leaf, place, entry_id

    def _text(self, leaf: Any, column: str) -> Any:
        key = (id(leaf), column)
        if key not in self._texts:
            self._texts[key] = leaf.column_reader(column)
        return self._texts[key]


def _places(leaf: Any, field: str, key: str) -> tuple[list[int], list[float]]:
    """Where in the segment `key` stands, and how often, block by block: a third less time than posting by posting, as
    Whoosh offers it."""
    try:
        matcher = leaf.postings(field, key)
    except TermNotFound:
        return [], []
    if isinstance(matcher, FilterMatcher):
        matcher = matcher.child
        matcher.reset()
    places: list[int] = []
    weights: list[float] = []
    while matcher.is_active():
        matcher.id(), matcher.weight()
        places.extend(matcher._ids)
        weights.extend(matcher._weights)
        matcher._next_block()
    gone = leaf.deleted_docs_set
    if not gone:
        return places, weights
    left = [(place, weight) for place, weight in zip(places, weights, strict=True) if place not in gone]
    return [place for place, _weight in left], [weight for _place, weight in left]


class Segments:
    """What was read out of segments once: they never change."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], array[int]] = {}

    def keep_only(self, leaves: list[Any]) -> None:
        """Forget segments that are gone."""
        present = {_segment(leaf) for leaf in leaves}
        self._columns = {key: column for key, column in self._columns.items() if key[0] in present}

    def numbers(self, leaf: Any) -> "array[int]":
        """The entry ids by place."""
        return self._column(leaf, NUMBER)

    def lengths(self, leaf: Any, field: str) -> "array[int]":
        """The lengths of `field` by place."""
        return self._column(leaf, length_column(field))

    def _column(self, leaf: Any, name: str) -> "array[int]":
        key = (_segment(leaf), name)
        if key not in self._columns:
            column = leaf.column_reader(name)
            self._columns[key] = array("q", (column[place] for place in range(leaf.doc_count_all())))
        return self._columns[key]


def _segment(leaf: Any) -> str:
    segment = leaf.segment()
    return str(segment.segment_id()) if segment else ""
