"""Reading the index in PostgreSQL: all lists a search needs come in one query, packed."""

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text

from wiki.search.documents import IN_ORDER
from wiki.search.engine import NOWHERE, Postings, sequence
from wiki.search.inverted import InvertedLists, Kept, Wanted, average
from wiki.search.postgres_rows import DIGITS, SETS, digit_of, lexeme

_LISTS = text(
    "SELECT wanted.number, string_agg(int4send(held.entry_id), ''::bytea), string_agg(int4send(held.length), ''::bytea)"
    " FROM unnest(CAST(:lexemes AS text[])) WITH ORDINALITY AS wanted (lexeme, number)"
    " JOIN search_row AS held ON held.lexemes @@ CAST(wanted.lexeme AS tsquery) AND held.generation = :generation"
    " GROUP BY wanted.number"
)
_PHRASE = text(
    "SELECT entry_id, (length(sequence) - length(replace(sequence, :phrase, ''))) / length(:phrase) FROM search_row"
    " WHERE generation = :generation AND field = :field AND piece = 0 AND entry_id = ANY(CAST(:among AS integer[]))"
    " AND strpos(sequence, :phrase) > 0"
)
_SPELLINGS = text(
    "SELECT entry_id, sequence FROM search_row WHERE generation = :generation AND field = :field AND piece = 0"
    " AND entry_id = ANY(CAST(:among AS integer[]))"
)


@dataclass(frozen=True)
class State:
    """The row that says which index is in use, and its figures."""

    generation: int
    version: str
    revision: str
    size: int
    words: Mapping[str, int]


class PostgresSource(InvertedLists):
    """One state of the index. What it read stays true as long as that state does; questions come one at a time, each
    with a connection of its own."""

    def __init__(self, state: State) -> None:
        super().__init__(Kept())
        self.state = state
        self._connection: Connection | None = None

    @contextmanager
    def reading(self, connection: Connection) -> Iterator["PostgresSource"]:
        """Read through `connection`."""
        self._connection = connection
        try:
            yield self
        finally:
            self._connection = None

    def size(self) -> int:
        """How many documents there are."""
        return self.state.size

    def average_length(self, field: str) -> float:
        """The average length of `field` in words."""
        return average(self.state.words.get(field, 0), self.state.size)

    @property
    def _open(self) -> Connection:
        assert self._connection is not None
        return self._connection

    def _read(self, wanted: Sequence[Wanted]) -> list[Postings]:
        """One list for each of `wanted` and each digit of its counts."""
        places: list[tuple[int, int]] = []
        lexemes: list[str] = []
        for number, (field, key) in enumerate(wanted):
            places.append((number, 0))
            lexemes.append(lexeme(field, key))
            if field in IN_ORDER:
                places += [(number, 1 << digit) for digit in DIGITS]
                lexemes += [digit_of(field, digit, key) for digit in DIGITS]
        found: list[Postings] = [NOWHERE] * len(wanted)
        more: list[tuple[int, int, array[int]]] = []
        values = {"lexemes": lexemes, "generation": self.state.generation}
        for place, ids, lengths in self._open.execute(_LISTS, values):
            number, worth = places[place - 1]
            if worth:
                more.append((number, worth, _unpacked(ids)))
            else:
                entries = _unpacked(ids)
                found[number] = Postings(entries, array("B", [1]) * len(entries), _unpacked(lengths))
        _count(found, more)
        return found

    def _occurrences(self, field: str, keys: Sequence[str], among: Set[int]) -> list[tuple[int, int]]:
        values = self._values(field, among) | {"phrase": sequence(keys)}
        return [(entry_id, count) for entry_id, count in self._open.execute(_PHRASE, values)]

    def _spellings(self, entry_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        rows = self._open.execute(_SPELLINGS, self._values(SETS, frozenset(entry_ids)))
        return {entry_id: spellings.split() for entry_id, spellings in rows}

    def _values(self, field: str, among: Set[int]) -> dict[str, object]:
        return {"generation": self.state.generation, "field": field, "among": list(among)}


def _unpacked(packed: bytes) -> "array[int]":
    numbers = array("i")
    numbers.frombytes(packed)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _count(found: list[Postings], more: list[tuple[int, int, "array[int]"]]) -> None:
    """Add the digits to the counts, which are 1 so far."""
    for number in {number for number, _worth, _ids in more}:
        postings = found[number]
        place = {entry_id: at for at, entry_id in enumerate(postings.ids)}
        counts = array("B", postings.counts)
        for _number, worth, ids in (each for each in more if each[0] == number):
            for entry_id in ids:
                counts[place[entry_id]] += worth
        found[number] = Postings(postings.ids, counts, postings.lengths)
