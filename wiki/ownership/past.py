"""Periods of answering for something, in the words of a reader who may see names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from wiki.ownership import history
from wiki.ownership.history import SOURCES, Period, Stint
from wiki.ownership.holders import Holder
from wiki.ownership.naming import Named, Names
from wiki.ownership.staff import Staff


@dataclass(frozen=True)
class Holding:
    """That somebody held the function in these days of a period."""

    name: str
    since: date
    until: date | None

    @property
    def last(self) -> date | None:
        """The last day."""
        return self.until - timedelta(days=1) if self.until else None


@dataclass(frozen=True)
class ShownPeriod:
    """A period as pages show it. `who` is empty where nobody was named; `when`: past, now or coming."""

    period: Period
    who: Named | None
    step: str
    when: str
    how: str
    recorded_by: str
    holdings: tuple[Holding, ...] = ()

    @property
    def last(self) -> date | None:
        """Its last day."""
        return self.period.until - timedelta(days=1) if self.period.until else None

    @property
    def recorded_at(self) -> datetime | None:
        """When it was written down."""
        return self.period.recorded_at


def shown_periods(
    session: Session, periods: Iterable[Period], staff: Staff, language: str, step_title: Callable[[str], str]
) -> list[ShownPeriod]:
    """The periods with names; two queries."""
    found = list(periods)
    jobs = {each.holder.function_id for each in found if each.holder is not None and each.holder.function_id}
    stints = history.stints_of(session, function_ids=jobs) if jobs else []
    writers = history.writers(session, found)
    names = Names(staff, language)
    return [
        ShownPeriod(
            each,
            _named(names, each.holder),
            step_title(each.place.step_key) if each.place.step_key else "",
            _when(each, staff.day),
            str(SOURCES.get(each.source, "")),
            writers.get(each.recorded_by or "", ""),
            tuple(_holdings(each, stints, staff)),
        )
        for each in found
    ]


def _named(names: Names, holder: Holder | None) -> Named | None:
    """Who it was, without what is true of them today only."""
    if holder is None:
        return None
    found = names.holder(holder)
    return Named(found.key, found.name, found.url, found.initials)


def _when(period: Period, day: date) -> str:
    if period.holds_on(day):
        return "now"
    return "coming" if period.since > day else "past"


def _holdings(period: Period, stints: Iterable[Stint], staff: Staff) -> Iterable[Holding]:
    for each in history.during(period, stints):
        somebody = staff.people.get(each.person_id)
        if somebody is not None:
            yield Holding(somebody.name, each.since, each.until)
