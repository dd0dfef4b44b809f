"""How often signals are seen: in numbers for lists, month by month for the page of one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from wiki.core.clock import months_after
from wiki.signals.models import Sighting, Signal

RECENT_DAYS, TREND_DAYS, MONTHS = 90, 30, 12
RISING, FALLING, STEADY = "rising", "falling", ""


@dataclass(frozen=True)
class Figures:
    """How often a signal and its duplicates were seen; a sighting nobody counted is one."""

    recent: int = 0
    """In the last 90 days."""
    newest: int = 0
    """In the last 30 days."""
    before: int = 0
    """In the 30 days before these."""
    total: int = 0
    last: date | None = None
    is_new: bool = False
    """First seen so lately that nothing can be said of a trend."""

    @property
    def trend(self) -> str:
        """Rising or falling by a third and by two at least, else empty."""
        if self.is_new:
            return STEADY
        if self.newest >= self.before + 2 and 3 * self.newest >= 4 * self.before:
            return RISING
        if self.before >= self.newest + 2 and 3 * self.before >= 4 * self.newest:
            return FALLING
        return STEADY


@dataclass(frozen=True)
class Month:
    """How often something was seen in the month that begins on `first`."""

    first: date
    times: int


def _times(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    each: Any = func.coalesce(Sighting.times, 1)
    for condition in conditions:
        each = case((condition, each), else_=0)
    return func.sum(each)


def counted(today: date) -> Select[Any]:
    """A row for each signal that stands for itself: id, recent, newest, before, total, last, first."""
    recent, newest, before = (today - timedelta(days=days) for days in (RECENT_DAYS, TREND_DAYS, 2 * TREND_DAYS))
    stands_for: ColumnElement[Any] = func.coalesce(Signal.duplicate_of_id, Signal.id)
    return (
        select(
            stands_for.label("id"),
            _times(Sighting.seen_until > recent).label("recent"),
            _times(Sighting.seen_until > newest).label("newest"),
            _times(Sighting.seen_until > before, Sighting.seen_until <= newest).label("before"),
            _times().label("total"),
            func.max(Sighting.seen_until).label("last"),
            func.min(Sighting.seen_from).label("first"),
        )
        .join(Signal, Signal.id == Sighting.signal_id)
        .group_by(stands_for)
    )


def recent_times(session: Session, today: date) -> dict[int, int]:
    """How often each signal that stands for itself was seen in the last 90 days, where it was."""
    recent = today - timedelta(days=RECENT_DAYS)
    stands_for: ColumnElement[Any] = func.coalesce(Signal.duplicate_of_id, Signal.id)
    query = select(stands_for.label("id"), _times().label("recent")).join(Signal, Signal.id == Sighting.signal_id)
    return {
        row.id: int(row.recent)
        for row in session.execute(query.where(Sighting.seen_until > recent).group_by(stands_for))
    }


def figures_of(session: Session, ids: Collection[int], today: date) -> dict[int, Figures]:
    """The figures of these signals; one query."""
    wanted = list(ids)
    rows = session.execute(counted(today).where(Signal.id.in_(wanted) | Signal.duplicate_of_id.in_(wanted)))
    lately = today - timedelta(days=2 * TREND_DAYS)
    return {
        row.id: Figures(row.recent, row.newest, row.before, row.total, row.last, row.first > lately) for row in rows
    }


def sightings_of(session: Session, signal_id: int) -> list[Sighting]:
    """Those of the signal and of its duplicates, the newest first."""
    own = (Signal.id == signal_id) | (Signal.duplicate_of_id == signal_id)
    query = select(Sighting).join(Signal, Signal.id == Sighting.signal_id).where(own)
    return list(session.scalars(query.order_by(Sighting.seen_until.desc(), Sighting.id.desc())))


def by_month(sightings: Iterable[Sighting], today: date, months: int = MONTHS) -> list[Month]:
    """The last months, the oldest first. What was seen over several months is shared out by days."""
    starts = [months_after(today.replace(day=1), -back) for back in range(months - 1, -1, -1)]
    counted: list[float] = [0.0] * months
    for each in sightings:
        for number, part in _shares(each, starts):
            counted[number] += part
    return [Month(first, round(number)) for first, number in zip(starts, counted, strict=True)]


def _shares(sighting: Sighting, starts: Sequence[date]) -> Iterable[tuple[int, float]]:
    times, days = sighting.times or 1, (sighting.seen_until - sighting.seen_from).days + 1
    for number, first in enumerate(starts):
        end = months_after(first, 1)
        overlap = (min(sighting.seen_until + timedelta(days=1), end) - max(sighting.seen_from, first)).days
        if overlap > 0:
            yield number, times * overlap / days
