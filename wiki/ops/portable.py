"""Tables as lines of JSON that either database takes back.

The first line of a table names its columns and how each is written: `instant` and `date` in ISO 8601, `bytes` in
base64, `json` as it is, `plain` for text, numbers and truth values.
"""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, LargeBinary, Table, column, insert, null, select, table
from sqlalchemy.types import NullType, TypeEngine

from wiki.core.db import Instant, JSONDocument

BATCH = 500


@dataclass(frozen=True)
class Shape:
    """One column: its name and how its values are written."""

    name: str
    written: str


def shape_of(each: Column[Any]) -> Shape:
    """How the values of a column are written."""
    if isinstance(each.type, Instant):
        return Shape(each.name, "instant")
    for kind, written in ((JSON, "json"), (LargeBinary, "bytes"), (Date, "date"), (Boolean, "truth")):
        if isinstance(each.type, kind):
            return Shape(each.name, written)
    return Shape(each.name, "plain")


def lines_of(connection: Connection, source: Table) -> Iterator[str]:
    """The table as lines: its columns, then its rows in the order of the primary key."""
    shapes = [shape_of(each) for each in source.columns]
    yield json.dumps({"columns": [[each.name, each.written] for each in shapes]})
    rows = connection.execution_options(yield_per=BATCH).execute(select(source).order_by(*source.primary_key.columns))
    for row in rows:
        yield json.dumps([_out(value) for value in row], ensure_ascii=False, separators=(",", ":"))


def _out(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


_READ: dict[str, Callable[[Any], Any]] = {
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
}
_TYPES: dict[str, TypeEngine[Any]] = {
    "instant": Instant(),
    "date": Date(),
    "bytes": LargeBinary(),
    "json": JSONDocument,
    "truth": Boolean(),
    "plain": NullType(),
}


def load(connection: Connection, name: str, lines: Iterator[str]) -> int:
    """Put the rows of the table `name` into the database; returns how many."""
    shapes = [Shape(*each) for each in json.loads(next(lines))["columns"]]
    target = table(name, *(column(each.name, _TYPES[each.written]) for each in shapes))
    number = 0
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append(_row(shapes, json.loads(line)))
        if len(batch) == BATCH:
            number += _insert(connection, target, batch)
            batch = []
    return number + _insert(connection, target, batch)


def _row(shapes: Sequence[Shape], values: list[Any]) -> dict[str, Any]:
    row = {}
    for shape, value in zip(shapes, values, strict=True):
        read = _READ.get(shape.written)
        row[shape.name] = read(value) if read and value is not None else value
    return row


def _insert(connection: Connection, target: Any, batch: list[dict[str, Any]]) -> int:
    """Insert a batch; rows with an empty JSON column go alone, since None would be written as JSON's null."""
    documents = [each.name for each in target.columns if each.type is JSONDocument]
    plain = [row for row in batch if all(row[name] is not None for name in documents)]
    if plain:
        connection.execute(insert(target), plain)
    for row in batch:
        if any(row[name] is None for name in documents):
            empty = {name: null() for name in documents if row[name] is None}
            connection.execute(insert(target).values({**row, **empty}))
    return len(batch)
