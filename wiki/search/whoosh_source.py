"""Reading the index on disk: postings, phrases and spellings out of an open Whoosh reader."""

from array import array
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from typing import Any

from whoosh.reading import IndexReader, TermNotFound

from wiki.search.documents import IN_ORDER, NEAR
from wiki.search.engine import Posting, occurrences

_SPELT_LIKE = 60
_RAREST = 6


class WhooshSource:
    """An open reader. Used by one thread at a time; what `Segments` keeps outlives it."""

    def __init__(self, reader: IndexReader, segments: "Segments") -> None:
        self._leaves = [leaf for leaf, _offset in reader.leaf_readers()]
        self._reader = reader
        self._segments = segments
        segments.keep_only(self._leaves)

    def size(self) -> int:
        """How many documents there are."""
        return int(self._reader.doc_count())

    def frequency(self, field: str, key: str) -> int:
        """How many documents hold `key` in `field`, those replaced since the last merge included."""
        return sum(leaf.doc_frequency(field, key) for leaf in self._leaves)

    def average_length(self, field: str) -> float:
        """The average length of `field` in words."""
        documents = sum(leaf.doc_count_all() for leaf in self._leaves)
        return float(sum(leaf.field_length(field) for leaf in self._leaves)) / documents if documents else 1.0

    def postings(self, field: str, key: str) -> Iterator[Posting]:
        """The documents that hold `key` in `field`."""
        for leaf, matcher in self._matchers(field, key):
            numbers = self._segments.numbers(leaf)
            lengths = self._segments.lengths(leaf, field) if field in IN_ORDER else None
            while matcher.is_active():
                place = matcher.id()
                yield numbers[place], matcher.weight(), lengths[place] if lengths else 1.0
                matcher.next()

    def phrase(self, field: str, keys: Sequence[str]) -> Iterator[Posting]:
        """The documents that hold `keys` one after another in `field`."""
        for leaf in self._leaves:
            places = set.intersection(*(set(_places(leaf, field, key)) for key in set(keys)))
            if places:
                yield from self._phrase(leaf, field, keys, places)

    def _phrase(self, leaf: Any, field: str, keys: Sequence[str], places: set[int]) -> Iterator[Posting]:
        tokens: dict[int, dict[int, str]] = {place: {} for place in places}
        for key in set(keys):
            for place, positions in _positions(leaf, field, key, places):
                tokens[place].update(dict.fromkeys(positions, key))
        numbers, lengths = self._segments.numbers(leaf), self._segments.lengths(leaf, field)
        for place, by_position in tokens.items():
            text = [by_position.get(at, "") for at in range(max(by_position) + 1)]
            count = occurrences(text, keys)
            if count:
                yield numbers[place], count, lengths[place]

    def spelt_like(self, grams: Set[str]) -> Iterator[str]:
        """Words of the labels that share most of the rarest of these trigrams."""
        known = sorted((frequency, gram) for gram in grams if (frequency := self.frequency(NEAR, gram)))
        shared: dict[tuple[int, int], int] = {}
        for _frequency, gram in known[:_RAREST]:
            for number, leaf in enumerate(self._leaves):
                for place in _places(leaf, NEAR, gram):
                    shared[number, place] = shared.get((number, place), 0) + 1
        for number, place in sorted(shared, key=shared.__getitem__, reverse=True)[:_SPELT_LIKE]:
            yield from self._leaves[number].stored_fields(place)["spellings"]

    def _matchers(self, field: str, key: str) -> Iterator[tuple[Any, Any]]:
        for leaf in self._leaves:
            with suppress(TermNotFound):
                yield leaf, leaf.postings(field, key)


def _places(leaf: Any, field: str, key: str) -> list[int]:
    try:
        return list(leaf.postings(field, key).all_ids())
    except TermNotFound:
        return []


def _positions(leaf: Any, field: str, key: str, among: set[int]) -> Iterator[tuple[int, list[int]]]:
    matcher = leaf.postings(field, key)
    for place in sorted(among):
        matcher.skip_to(place)
        yield place, list(matcher.value_as("positions"))


class Segments:
    """What was read out of segments once: they never change."""

    def __init__(self) -> None:
        self._numbers: dict[str, array[int]] = {}
        self._lengths: dict[tuple[str, str], array[float]] = {}

    def keep_only(self, leaves: list[Any]) -> None:
        """Forget segments that are gone."""
        present = {_segment(leaf) for leaf in leaves}
        self._numbers = {k: v for k, v in self._numbers.items() if k in present}
        self._lengths = {k: v for k, v in self._lengths.items() if k[0] in present}

    def numbers(self, leaf: Any) -> "array[int]":
        """The entry ids by place."""
        segment = _segment(leaf)
        if segment not in self._numbers:
            column = leaf.column_reader("number")
            self._numbers[segment] = array("q", (column[place] for place in range(leaf.doc_count_all())))
        return self._numbers[segment]

    def lengths(self, leaf: Any, field: str) -> "array[float]":
        """The lengths of `field` by place."""
        key = (_segment(leaf), field)
        if key not in self._lengths:
            places = range(leaf.doc_count_all())
            self._lengths[key] = array("f", (leaf.doc_field_length(place, field) or 0 for place in places))
        return self._lengths[key]


def _segment(leaf: Any) -> str:
    segment = leaf.segment()
    return str(segment.segment_id()) if segment else ""
