"""Coverage over the last twelve months: the last day of each month and today.

Read once (five queries) and judged in memory for each day. An entry counts from its first release on, as long as it is
released today; the departments' heads do not matter here, since a head for the time being is a gap.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.core.clock import months_after
from wiki.dashboards.coverage import Coverage
from wiki.entries.models import Release
from wiki.ownership.models import Accountability
from wiki.people.models import FunctionHolder, Person

MONTHS = 12


@dataclass(frozen=True)
class Point:
    """The coverage of one day."""

    day: date
    coverage: Coverage


def days(today: date) -> list[date]:
    """The last days of the twelve months before, and today."""
    first = today.replace(day=1)
    return [months_after(first, -back) - timedelta(days=1) for back in range(MONTHS - 1, -1, -1)] + [today]


def trend(session: Session, today: date, entry_ids: Iterable[int]) -> list[Point]:
    """The points of `days(today)` for these entries; days on which none of them was released are left out."""
    ids = set(entry_ids)
    past = _Past(session, ids)
    points = [Point(day, past.on(day)) for day in days(today)]
    return [each for each in points if each.coverage.total]


class _Past:
    def __init__(self, session: Session, ids: set[int]) -> None:
        first = select(Release.entry_id, func.min(Release.released_at)).group_by(Release.entry_id)
        self._released = {entry_id: at.date() for entry_id, at in session.execute(first) if entry_id in ids}
        self._rows: dict[int, list[tuple[date, int | None, int | None]]] = {}
        rows = select(
            Accountability.entry_id, Accountability.since, Accountability.person_id, Accountability.function_id
        ).where(Accountability.step_key == "")
        for row in session.execute(rows.order_by(Accountability.entry_id, Accountability.since)):
            if row.entry_id in ids:
                self._rows.setdefault(row.entry_id, []).append((row.since, row.person_id, row.function_id))
        self._until: dict[int, date] = {}
        people = select(Person.id, Person.last_day, Person.active, Person.deactivated_at)
        for person_id, last_day, active, ended_at in session.execute(people):
            ended = ended_at.date() - timedelta(days=1) if ended_at and not active else None
            self._until[person_id] = min(filter(None, (last_day, ended)), default=date.max)
        self._held: dict[int, list[tuple[date, date, int]]] = {}
        held = select(FunctionHolder.function_id, FunctionHolder.since, FunctionHolder.until, FunctionHolder.person_id)
        for function_id, since, until, person_id in session.execute(held):
            self._held.setdefault(function_id, []).append((since, until or date.max, person_id))

    def on(self, day: date) -> Coverage:
        there = [entry_id for entry_id, since in self._released.items() if since <= day]
        return Coverage(sum(self._covered(entry_id, day) for entry_id in there), len(there))

    def _covered(self, entry_id: int, day: date) -> bool:
        rows = self._rows.get(entry_id, [])
        place = bisect_right(rows, day, key=lambda each: each[0])
        if not place:
            return False
        _since, person_id, function_id = rows[place - 1]
        if person_id is not None:
            return self._is_here(person_id, day)
        held = self._held.get(function_id, []) if function_id is not None else []
        return any(since <= day < until and self._is_here(holder, day) for since, until, holder in held)

    def _is_here(self, person_id: int, day: date) -> bool:
        return self._until.get(person_id, date.min) >= day
