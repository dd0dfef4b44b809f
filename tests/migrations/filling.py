"""Fills every table with rows made from the columns alone, so that new tables are filled too."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Engine,
    Float,
    Integer,
    LargeBinary,
    Table,
    func,
    insert,
    select,
    update,
)

from wiki.core.db import Base, Instant


def _value(column: Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, Instant):
        return (
            datetime(2026, 11, 21, 12, number, tzinfo=UTC)
            if column.name != "expires_at"
            else datetime(2027, 1, 1, tzinfo=UTC)
        )
    if isinstance(kind, Date):
        return date(2026, 11, number)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return number + int(column.info.get("least", 0))
    if isinstance(kind, JSON):
        return {"ä": number, "list": [1, 2.5, None, "x"]}
    if isinstance(kind, LargeBinary):
        return bytes([0, 255, number])
    return f"{column.name[:20]} ß {number}"[: getattr(kind, "length", None) or 40]


def _referring(table: Table) -> set[str]:
    return {each.parent.name for each in table.foreign_keys}


def fill(engine: Engine, number: int = 2) -> None:
    """Put `number` rows into every table; rows 1 refer to rows 1 and so on."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        ordered = _in_order()
        for table in ordered:
            for each in range(1, number + 1):
                row = {
                    column.name: _value(column, each)
                    for column in table.columns
                    if not (column.nullable and column.name in _referring(table))
                }
                if "parent_id" in row and "parent_id" in _referring(table):
                    row["parent_id"] = None
                connection.execute(insert(table).values(row))
        for table in ordered:
            later = {
                c.name: 1
                for c in table.columns
                if c.nullable
                and isinstance(c.type, Integer)
                and c.foreign_keys
                and not c.unique
                and not c.info.get("instead_of")
            }
            if later:
                connection.execute(update(table).values(later))


def _in_order() -> list[Table]:
    done: list[Table] = []
    left = list(Base.metadata.tables.values())
    while left:
        for table in left:
            needed = {key.column.table for key in table.foreign_keys if not key.parent.nullable} - {table}
            if needed <= set(done):
                done.append(table)
                left.remove(table)
                break
        else:
            raise AssertionError(f"circle: {[table.name for table in left]}")
    return done


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.tables.values()
        }
