"""What waits for a person on the home page: rooms add a pile each, the home page puts them in order.

A pile is private: found for the person alone, in a fixed number of queries, and never counted for others. A `DueSource`
of an upper room is a pile by itself, unless a pile is added in its stead (`instead_of`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from flask import url_for
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.tasks.due_dates import OVERDUE, DueDate, DueSources

MOST = 4
"""So many rows of a pile are shown; its `total` says how many there are."""


class Place(IntEnum):
    """Where a pile stands while nothing in any of them is overdue: first what is for the person alone."""

    LEARNING = 10
    READING = 20
    TASKS = 30
    ASKED = 40
    DECISIONS = 50
    EDITING = 60
    CHANGE = 70
    AREA = 80
    OWN = 90


@dataclass(frozen=True)
class PileRow:
    """One thing that waits. `overdue`: its day is past."""

    title: str
    url: str
    icon: str
    note: str = ""
    when: datetime | None = None
    day: date | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Pile:
    """What waits of one sort: the first of it, how much there is, and where the rest is to be found."""

    title: str
    rows: Sequence[PileRow]
    total: int
    url: str = ""

    @property
    def presses(self) -> bool:
        """Whether something of it is overdue."""
        return any(each.overdue for each in self.rows)


Find = Callable[[Session, Actor, str, date], Pile | None]
"""(session, actor who has signed in, language, today) → what waits; None or no rows where nothing does."""


@dataclass
class Piles:
    """Filled by the rooms as they are wired; reach it with `wired(session, Piles)`."""

    found_by: list[tuple[Place, Find]] = field(default_factory=list)
    sorts: set[str] = field(default_factory=set)
    """The sorts of `DueSource` that have a pile of their own."""

    def add(self, place: Place, find: Find, *, instead_of: str = "") -> None:
        """Add a pile of a room; it may stand for the `DueSource` of a sort."""
        self.found_by.append((place, find))
        if instead_of:
            self.sorts.add(instead_of)

    def of(self, session: Session, actor: Actor, language: str, today: date) -> list[Pile]:
        """What waits for the actor: piles with something overdue first, then as `Place` has them."""
        found = [(place, find(session, actor, language, today)) for place, find in self.found_by]
        found += [(Place.READING, each) for each in self._of_sources(session, actor, language, today)]
        piles = [pile for _, pile in sorted(found, key=lambda each: each[0]) if pile is not None and pile.rows]
        return sorted(piles, key=lambda each: not each.presses)

    def _of_sources(self, session: Session, actor: Actor, language: str, today: date) -> list[Pile]:
        return [
            as_pile(
                str(each.label),
                each.find(session, actor, today, language),
                today,
                url_for("tasks.mine", sort=each.sort),
            )
            for each in wired(session, DueSources).sources
            if each.sort not in self.sorts
        ]


def as_pile(title: str, found: Iterable[DueDate], today: date, url: str) -> Pile:
    """What waits of one sort as a pile, due first what is due first."""
    due = sorted(found, key=lambda each: (each.day is None, each.day or today, each.title.casefold()))
    return Pile(title, [row_of(each, today) for each in due[:MOST]], len(due), url)


def row_of(due: DueDate, today: date) -> PileRow:
    """The row of something that waits."""
    return PileRow(due.title, due.url, due.icon, due.note, day=due.day, overdue=due.group(today) == OVERDUE)
