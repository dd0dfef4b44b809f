"""Narrowing matches, and how many there would be of each value: exact, and counted group by group, not one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wiki.entries.models import ARCHIVED, RELEASED
from wiki.entries.rights import PUBLISHED
from wiki.search.columns import Row, Table

STATUSES = {"": (RELEASED,), RELEASED: (RELEASED,), ARCHIVED: (ARCHIVED,), "all": PUBLISHED}
NAMES = ("kind", "status", "department", "language", "field")


@dataclass(frozen=True)
class Filters:
    """What to narrow the matches to; empty means released entries of any kind."""

    kind: str = ""
    status: str = ""
    language: str = ""
    department: str = ""
    field: str = ""

    def without(self, name: str) -> "Filters":
        """The same without one of them."""
        return replace(self, **{name: ""})

    def admit(self, row: Row) -> bool:
        """Whether an entry of this row is among what is asked for."""
        return (
            row.status in STATUSES[self.status]
            and self.kind in ("", row.kind)
            and self.department in ("", row.department)
            and self.field in ("", row.field)
            and (not self.language or self.language in row.languages)
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen, by name."""
        return {name: value for name in NAMES if (value := str(getattr(self, name)))}


Facets = dict[str, dict[str, int]]
"""Name of a facet → value → how many matches there would be if it were chosen beside what else is chosen."""


@dataclass(frozen=True)
class Groups:
    """Matches by what they have in common: thousands fall into a few dozen groups."""

    table: Table
    sizes: Mapping[int, int]
    """Number of the row → how many."""

    @classmethod
    def of(cls, table: Table, entry_ids: Iterable[int]) -> "Groups":
        """The groups of those of the entries that readers find."""
        sizes = Counter(map(table.numbers.get, entry_ids))
        return cls(table, {number: size for number, size in sizes.items() if number is not None})

    def total(self, filters: Filters) -> int:
        """How many the filters admit."""
        return sum(size for number, size in self.sizes.items() if filters.admit(self.table.rows[number]))

    def admitted(self, filters: Filters) -> set[int]:
        """The numbers of the rows the filters admit."""
        return {number for number in self.sizes if filters.admit(self.table.rows[number])}

    def facets(self, filters: Filters) -> Facets:
        """What the matches can be narrowed to."""
        return {name: self._facet(name, filters) for name in NAMES}

    def _facet(self, name: str, filters: Filters) -> dict[str, int]:
        others = replace(filters, status="all") if name == "status" else filters.without(name)
        found: Counter[str] = Counter()
        for number in self.admitted(others):
            for value in _values(self.table.rows[number], name):
                found[value] += self.sizes[number]
        return dict(found.most_common())


def _values(row: Row, name: str) -> Iterator[str]:
    if name == "language":
        yield from row.languages
    else:
        value = str(getattr(row, name))
        if value:
            yield value
