"""What an address asks of a list: words, filters, order. Everything else in it is left aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func
from werkzeug.datastructures import MultiDict

from wiki.core.text import clean_line
from wiki.entries.kinds import Kind
from wiki.entries.list_filters import Filter, titled
from wiki.entries.models import Entry

TITLE = "title"
_LONGEST = 100


@dataclass(frozen=True)
class Sort:
    """Something a list can be sorted by. `falling`: whether the first click begins with the largest."""

    name: str
    order: SQLColumnExpression[Any]
    falling: bool = False


@dataclass(frozen=True)
class Asked:
    """A reader's wishes, as far as they make sense. `chosen`: filter → values."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = TITLE
    falling: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether the list may hold less than everything."""
        return bool(self.words or self.chosen)

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of the list's address, with `changes`; what is empty is left out."""
        found: dict[str, Any] = {"q": self.words, **self.chosen, "sort": sort_text(self.sort, self.falling), **changes}
        if found["sort"] == TITLE:
            found["sort"] = ""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value}

    def without(self, name: str, value: str) -> dict[str, Any]:
        """The same address with one value of a filter less."""
        return self.address(**{name: tuple(each for each in self.chosen.get(name, ()) if each != value)})


def sort_text(name: str, falling: bool) -> str:
    """The order as the address says it: `released`, `-released`."""
    return f"-{name}" if falling else name


def sorts_of(kind: Kind, language: str) -> dict[str, Sort]:
    """What the list of a kind can be sorted by, by name; dates begin with the newest."""
    key = Entry.sort_de if language == "de" else Entry.sort_en
    found = {
        TITLE: Sort(TITLE, func.coalesce(func.nullif(key, ""), Entry.slug)),
        "released": Sort("released", Entry.released_at, falling=True),
        "review": Sort("review", Entry.next_review),
    }
    for column in kind.columns:
        if column.order is not None:
            found[column.name] = Sort(column.name, column.order(language), column.falling)
    return found


def asked_of(arguments: MultiDict[str, str], filters: Sequence[Filter], sorts: Mapping[str, Sort]) -> Asked:
    """The wishes in `arguments`; values nobody offered are left out."""
    chosen = {}
    for each in filters:
        wanted = arguments.getlist(each.name)
        known = tuple(value for value, _label in each.options if value in wanted)
        if known:
            chosen[each.name] = known
    typed = arguments.get("sort", "")
    name = typed.removeprefix("-")
    known_sort = name in sorts
    return Asked(
        words=clean_line(arguments.get("q", "")[:_LONGEST]),
        chosen=chosen,
        sort=name if known_sort else TITLE,
        falling=known_sort and typed.startswith("-"),
    )


def conditions(kind: Kind, asked: Asked, filters: Sequence[Filter]) -> list[ColumnElement[bool]]:
    """What the entries of the list must fulfil."""
    found = [each.any_of(asked.chosen[each.name]) for each in filters if each.name in asked.chosen]
    return [titled(kind, asked.words), *found] if asked.words else found


def order_by(asked: Asked, sorts: Mapping[str, Sort]) -> list[SQLColumnExpression[Any]]:
    """The order of the list: what has nothing to sort by comes last, equals by title, and never two ways."""
    first = sorts[asked.sort].order
    turned = first.desc() if asked.falling else first.asc()
    return [turned.nulls_last(), sorts[TITLE].order, Entry.id.asc()]
