"""Who answered for what from when to when: of an entry, of a person. A fixed number of queries each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Subquery, func, or_, select
from sqlalchemy.orm import Session

from wiki.ownership.holders import Holder, Place, function, person
from wiki.ownership.models import ACCOUNTABLE, Accountability, Duty
from wiki.people.models import FunctionHolder, Person

SOURCES = {
    "asked": _l("asked and accepted"),
    "own": _l("took it on"),
    "handover": _l("handed over"),
    "leaving": _l("after somebody left"),
    "ended": _l("ended"),
    "import": _l("imported"),
}
"""How an accountability came about."""


@dataclass(frozen=True)
class Period:
    """That a holder (None: nobody) had a letter from `since` until the day before `until`, None while it lasts.
    `through`: the function by which a person had it."""

    place: Place
    letter: str
    holder: Holder | None
    since: date
    until: date | None = None
    acting: bool = False
    source: str = ""
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    through: Holder | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Stint:
    """That a person held a function."""

    function_id: int
    person_id: int
    since: date
    until: date | None


def _with_ends() -> Subquery:
    """`accountability` with the day on which the next row begins."""
    table = Accountability.__table__
    following = func.lead(table.c.since, type_=table.c.since.type)
    ends = following.over(partition_by=(table.c.entry_id, table.c.step_key), order_by=table.c.since)
    return select(table, ends.label("until")).subquery()


def _accountable(session: Session, *, entry_id: int = 0, holders: Iterable[Holder] = ()) -> list[Period]:
    rows = _with_ends()
    query = select(rows).order_by(rows.c.since.desc(), rows.c.id.desc())
    if entry_id:
        query = query.where(rows.c.entry_id == entry_id)
    else:
        people, functions = _ids(holders)
        query = query.where(or_(rows.c.person_id.in_(people), rows.c.function_id.in_(functions)))
    return [
        Period(
            Place(row.entry_id, row.step_key), ACCOUNTABLE,
            person(row.person_id) if row.person_id else function(row.function_id) if row.function_id else None,
            row.since, row.until, row.acting, row.source, row.recorded_at, row.recorded_by,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def _duties(session: Session, condition: ColumnElement[bool]) -> list[Period]:
    query = select(Duty).where(condition).order_by(Duty.since.desc(), Duty.id.desc())
    return [
        Period(
            Place(row.entry_id, row.step_key), row.letter, Holder.read(row.holder_key), row.since, row.until,
            recorded_at=row.recorded_at, recorded_by=row.recorded_by,
        )
        for row in session.scalars(query)
    ]  # fmt: skip


def _ids(holders: Iterable[Holder]) -> tuple[set[int], set[int]]:
    found = list(holders)
    return {each.id for each in found if each.person_id}, {each.id for each in found if each.function_id}


def of_entry(session: Session, entry_id: int) -> list[Period]:
    """Everything anybody ever answered for in an entry, the newest first; who is accountable before the others."""
    found = [*_accountable(session, entry_id=entry_id), *_duties(session, Duty.entry_id == entry_id)]
    return sorted(found, key=lambda each: (each.since, each.letter == ACCOUNTABLE), reverse=True)


def of_person(session: Session, person_id: int) -> list[Period]:
    """Everything a person ever answered for, also by way of a function; the newest first."""
    stints = stints_of(session, person_id=person_id)
    jobs = {each.function_id for each in stints}
    holders = [person(person_id), *(function(each) for each in jobs)]
    own_duties = or_(Duty.person_id == person_id, Duty.function_id.in_(jobs))
    found = [*_accountable(session, holders=holders), *_duties(session, own_duties)]
    periods = [own for each in found for own in _of_person(each, stints)]
    return sorted(periods, key=lambda each: (each.since, each.letter == ACCOUNTABLE), reverse=True)


def _of_person(period: Period, stints: Iterable[Stint]) -> Iterable[Period]:
    """The period, or where it is of a function the parts of it in which the person held that."""
    if period.holder is None or period.holder.function_id is None:
        yield period
        return
    for stint in stints:
        if stint.function_id == period.holder.function_id:
            since, until = max(period.since, stint.since), _earlier(period.until, stint.until)
            if until is None or since < until:
                yield replace(period, since=since, until=until, through=period.holder)


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def stints_of(session: Session, *, person_id: int = 0, function_ids: Iterable[int] = ()) -> list[Stint]:
    """Who held functions from when to when: those of a person, or all holders of some functions."""
    columns = FunctionHolder.function_id, FunctionHolder.person_id, FunctionHolder.since, FunctionHolder.until
    wanted = FunctionHolder.person_id == person_id if person_id else FunctionHolder.function_id.in_(set(function_ids))
    return [Stint(*row) for row in session.execute(select(*columns).where(wanted).order_by(FunctionHolder.since))]


def during(period: Period, stints: Iterable[Stint]) -> list[Stint]:
    """Who held the period's function in its days, cut to them."""
    found = []
    for each in stints:
        if period.holder is not None and each.function_id == period.holder.function_id:
            since, until = max(period.since, each.since), _earlier(period.until, each.until)
            if until is None or since < until:
                found.append(replace(each, since=since, until=until))
    return found


class Written(Protocol):
    """Something with the pseudonym of who wrote it down."""

    @property
    def recorded_by(self) -> str | None:
        """The pseudonym."""
        ...


def writers(session: Session, rows: Iterable[Written]) -> dict[str, str]:
    """Pseudonym → name of who wrote the rows down, as far as they are known."""
    known = {each.recorded_by for each in rows if each.recorded_by}
    if not known:
        return {}
    query = select(Person.pseudonym, Person.name).where(Person.pseudonym.in_(known))
    return {row.pseudonym: row.name for row in session.execute(query)}
