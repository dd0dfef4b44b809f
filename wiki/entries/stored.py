"""Choices in columns: how a kind's projection keeps several values of a field, and how lists filter by one of them."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement

from wiki.entries.fields import Choice, Choices, Flag
from wiki.entries.kinds import Kind


def pack(values: Iterable[str]) -> str:
    """Several values as one text, `,need,use,`; empty when there is none."""
    joined = ",".join(values)
    return f",{joined}," if joined else ""


def unpack(text: str) -> list[str]:
    """The values in a packed text, in their order."""
    return [value for value in text.split(",") if value]


def matches(kind: Kind, name: str, value: str) -> ColumnElement[bool]:
    """The condition that entries of `kind` have `value` in the field `name`, one of `kind.filters`.

    A flag is asked for with `yes` or `no`. A value that is no option matches nothing.
    """
    field = kind.field(name)
    column: ColumnElement[bool] = getattr(kind.model, name)
    if isinstance(field, Flag):
        return column.is_(value == "yes")
    if isinstance(field, Choices):
        return column.contains(f",{value},", autoescape=True)
    if not isinstance(field, Choice):
        raise TypeError(f"lists cannot be filtered by {kind.name}.{name}")
    return column == value
