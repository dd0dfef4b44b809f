"""Everything that waits for one person, whatever room it comes from: one sort of row for the list "My tasks", the home
page and the calendar on the phone. Private: asked for the person alone, never counted for others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.core.db import wired

OVERDUE, WEEK, LATER, NO_DAY = "overdue", "week", "later", "no_day"
"""When something is due: its day is past · today or in the seven days after it · later · nobody named a day"""
A_WEEK = timedelta(days=7)
GROUPS = (OVERDUE, WEEK, LATER, NO_DAY)


@dataclass(frozen=True)
class DueDate:
    """One thing that waits for a person. `key` is the same as long as it waits (`task-12`, `review-7`), so that a
    calendar knows it again; `url` is its address within the wiki; `note` says what it belongs to."""

    key: str
    sort: str
    title: str
    url: str
    icon: str
    day: date | None = None
    note: str = ""
    starts: date | None = None
    changed_at: datetime | None = None
    task_id: int = 0
    """Set where it can be ticked off in the list."""
    state: str = ""

    def group(self, today: date) -> str:
        """One of `GROUPS`."""
        if self.day is None:
            return NO_DAY
        if self.day < today:
            return OVERDUE
        return WEEK if self.day <= today + A_WEEK else LATER


Find = Callable[[Session, Actor, date, str], Iterable[DueDate]]
"""(session, actor, today, language) → what waits for the actor, in a fixed number of queries."""


@dataclass(frozen=True)
class DueSource:
    """A sort of things that wait; `label` is what the sort is called in the plural."""

    sort: str
    label: Any
    find: Find


@dataclass
class DueSources:
    """Filled by the rooms in the order of the filter; reach it with `wired(session, DueSources)`."""

    sources: list[DueSource] = field(default_factory=list)


def everything_due(
    session: Session, actor: Actor, language: str, today: date | None = None, sorts: Sequence[str] = ()
) -> list[DueDate]:
    """What waits for the actor, of some sorts or all: the longest overdue first, what has no day last. Empty for who
    has not signed in."""
    if actor.person_id is None:
        return []
    day = today or company_day(session)
    sources = wired(session, DueSources).sources
    found = [
        each for source in sources if not sorts or source.sort in sorts
        for each in source.find(session, actor, day, language)
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.day is None, each.day or day, each.title.casefold(), each.key))


def by_group(found: Iterable[DueDate], today: date) -> dict[str, list[DueDate]]:
    """The rows of each group that has any, in the order of `GROUPS`."""
    groups: dict[str, list[DueDate]] = {each: [] for each in GROUPS}
    for each in found:
        groups[each.group(today)].append(each)
    return {name: rows for name, rows in groups.items() if rows}
