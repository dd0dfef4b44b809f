"""How documents stand in PostgreSQL's full text: keys are lexemes of the `tsvector`s of an entry.

A lexeme names field and key, so one GIN index serves all fields. How often a key stands in a text is written as
further lexemes, one for each binary digit: a search reads counts out of the index alone, while positions inside a
`tsvector` would have to be fetched from every row, and end at 255 a lexeme and the 16,383rd word of a text.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wiki.search.documents import AS_SET, GAP, IN_ORDER, Document
from wiki.search.engine import MOST_COUNTED, length_of, sequence

SETS = "sets"
DIGITS = range((MOST_COUNTED - 1).bit_length())
_MOST_BYTES = 500_000
"""A `tsvector` holds a megabyte of lexemes at most; keys are 60 characters at most (`analysis.MOST_WORD`), far from
the 2 kB of a lexeme."""


class Row(NamedTuple):
    """A row of `search_row` after its generation."""

    entry_id: int
    field: str
    piece: int
    length: int
    lexemes: str
    sequence: str


def lexeme(field: str, key: str) -> str:
    """The lexeme that says: `key` stands in `field`. Quoted for a `tsvector` and for a `tsquery` alike."""
    plain = f"{field}/{key}".replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}'"


def digit_of(field: str, digit: int, key: str) -> str:
    """The lexeme that says: how often `key` stands in `field`, less one, has this binary digit."""
    return lexeme(f"{field}{digit}", key)


def rows_of(document: Document) -> Iterator[Row]:
    """The rows of an entry; there is always one of `sets`."""
    for field in IN_ORDER:
        if document.fields[field]:
            text = sequence(document.fields[field])
            yield from _rows(document.entry_id, field, length_of(document, field), _counted(document, field), text)
    keys = [lexeme(field, key) for field in AS_SET for key in document.fields[field] if key]
    yield from _rows(document.entry_id, SETS, 1, keys, " ".join(document.spellings))


def _counted(document: Document, field: str) -> Iterator[str]:
    for key, count in document.counts[field].items():
        if key and key != GAP:
            yield lexeme(field, key)
            more = min(count, MOST_COUNTED) - 1
            if more:
                yield from (digit_of(field, digit, key) for digit in DIGITS if more >> digit & 1)


def _rows(entry_id: int, field: str, length: int, lexemes: Iterable[str], text: str) -> Iterator[Row]:
    for piece, some in enumerate(_pieces(lexemes)):
        yield Row(entry_id, field, piece, length, " ".join(some), "" if piece else text)


def _pieces(lexemes: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    size = 0
    for each in lexemes:
        length = len(each.encode())
        if size + length > _MOST_BYTES:
            yield some
            some, size = [], 0
        some.append(each)
        size += length
    yield some
