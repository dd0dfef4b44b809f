"""Whom a binding entry binds on a day: everybody, or the people of departments and the holders of functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wiki.core import clock
from wiki.ownership.staff import Staff
from wiki.reading.models import ReadingRound, RequiredReading


@dataclass(frozen=True)
class Confirmed:
    """The newest version a person has confirmed, and from which day on that is not enough any more."""

    number: int
    expires_on: date | None = None

    def holds(self, number: int, day: date) -> bool:
        """Whether it says on `day` that a version is known."""
        return self.number >= number and (self.expires_on is None or day < self.expires_on)


def bound_by(staff: Staff, required: RequiredReading) -> set[int]:
    """The people it binds on the staff's day: those who are here."""
    if required.everybody:
        return {each.id for each in staff.people.values() if each.here}
    units = {unit for each in required.department_ids for unit in staff.below(each)}
    found = {each.id for each in staff.people.values() if each.here and each.department_id in units}
    for function_id in required.function_ids:
        job = staff.functions.get(function_id)
        found |= set(job.holder_ids) if job is not None else set()
    return found


def people_within(staff: Staff, department_ids: Iterable[int]) -> set[int]:
    """The people of the departments and of those below them."""
    units = {unit for each in department_ids for unit in staff.below(each)}
    return {each.id for each in staff.people.values() if each.here and each.department_id in units}


def asked_for(staff: Staff, rounds: list[ReadingRound], people: Iterable[int]) -> dict[int, ReadingRound]:
    """Which version each of the people has to know, given the rounds of an entry: the newest that concerns them. Who
    came to departments that a version did not concern needs the one before."""
    found: dict[int, ReadingRound] = {}
    missing = set(people)
    for each in sorted(rounds, key=lambda row: row.revision.number, reverse=True):
        here = missing if not each.department_ids else missing & people_within(staff, each.department_ids)
        found |= dict.fromkeys(here, each)
        missing = missing - here
    newest = max(rounds, key=lambda row: row.revision.number, default=None)
    return found if newest is None else found | dict.fromkeys(missing, newest)


def expires(day: date, months: int) -> date | None:
    """When what is confirmed on `day` expires; 0 months: never."""
    return clock.months_after(day, months) if months else None
