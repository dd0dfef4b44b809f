"""Everybody who can answer for something, as of a day, in memory: people, functions with holders, departments with
heads, who is away. Four queries, whatever the number of questions asked of it; made for lists, matrix, checks and
dashboards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from wiki.config import Settings
from wiki.core.db import wired
from wiki.ownership.holders import FUNCTION, PERSON, Holder
from wiki.people.models import Absence, Department, DepartmentHead, Function, FunctionHolder, Person


@dataclass(frozen=True)
class Somebody:
    """A person on that day. `here`: with an active account and not past the last day."""

    id: int
    name: str
    department_id: int | None
    here: bool
    last_day: date | None = None
    deputy_id: int | None = None
    """Who stands in on that day, when the person is away."""
    away_until: date | None = None
    """The last day of the absence, when the person is away on that day."""


@dataclass(frozen=True)
class Job:
    """A function with those who hold it on that day and are here."""

    id: int
    slug: str
    name_de: str
    name_en: str
    department_id: int | None
    single_holder: bool
    holder_ids: tuple[int, ...]

    def name(self, language: str) -> str:
        """The name in `language`, else in the other one."""
        return (self.name_de or self.name_en) if language == "de" else (self.name_en or self.name_de)


@dataclass(frozen=True)
class Unit:
    """A department with its head of that day, whether here or not."""

    id: int
    slug: str
    name_de: str
    name_en: str
    parent_id: int | None
    head_id: int | None

    def name(self, language: str) -> str:
        """The name in `language`, else in the other one."""
        return (self.name_de or self.name_en) if language == "de" else (self.name_en or self.name_de)


@dataclass(frozen=True)
class Answerer:
    """Who answers for an object on that day.

    `person` is the human being, None where nobody is left at all. `function` is set where it is held as one. `acting`:
    a head for the time being. `gap` says what is missing though somebody may act: `vacant` (nobody named), `gone` (the
    person left), `unheld` (nobody holds the function).
    """

    person: Somebody | None = None
    function: Job | None = None
    acting: bool = False
    gap: str = ""
    since: date | None = None


class Held(Protocol):
    """A row of `accountability`, or the columns of one (`queries.held_on`)."""

    since: Any
    person_id: Any
    function_id: Any
    acting: Any


class Staff:
    """The people of one day. `about`: only these people and the holders of functions, the heads and their deputies; for
    a single page in a large company."""

    def __init__(self, session: Session, day: date, about: Iterable[Holder] | None = None) -> None:
        self.day = day
        self.departments = _departments(session, day)
        holders = None if about is None else list(about)
        jobs = None if holders is None else {each.id for each in holders if each.sort == FUNCTION}
        held = _held(session, day, jobs)
        wanted = None
        if holders is not None:
            wanted = {each.id for each in holders if each.sort == PERSON}
            wanted |= {each for ids in held.values() for each in ids}
            wanted |= {each.head_id for each in self.departments.values() if each.head_id is not None}
        self.people = _people(session, day, wanted)
        self.functions = _functions(session, held, self.people, jobs)
        self.by_slug = {each.slug: each for each in self.departments.values()}

    def head_above(self, department_id: int | None, besides: Iterable[int] = ()) -> Somebody | None:
        """The nearest head, going up from the department, who is here and is none of `besides`."""
        passed, seen = set(besides), set()
        while department_id is not None and department_id not in seen:
            seen.add(department_id)
            unit = self.departments.get(department_id)
            if unit is None:
                return None
            head = self.people.get(unit.head_id) if unit.head_id is not None else None
            if head is not None and head.here and head.id not in passed:
                return head
            department_id = unit.parent_id
        return None

    def next_head(self, person_id: int) -> Somebody | None:
        """Who leads the person: the head of the department, for a head the next one up."""
        person = self.people.get(person_id)
        return self.head_above(person.department_id, (person_id,)) if person else None

    def people_of(self, holder: Holder) -> list[Somebody]:
        """The people behind a holder who are here: the person, the holders of the function, the department's head."""
        if holder.sort == PERSON:
            found = [self.people.get(holder.id)]
        elif holder.sort == FUNCTION:
            job = self.functions.get(holder.id)
            found = [self.people.get(each) for each in (job.holder_ids if job else ())]
        else:
            found = [self.head_above(holder.id)]
        return [each for each in found if each is not None and each.here]

    def below(self, department_id: int) -> set[int]:
        """The department and everything below it."""
        found, grown = {department_id}, True
        while grown:
            more = {each.id for each in self.departments.values() if each.parent_id in found} - found
            found, grown = found | more, bool(more)
        return found

    def answerer(self, row: Held | None, department: str = "") -> Answerer:
        """Who answers, given the row that holds on the day and the slug of the entry's department."""
        unit = self.by_slug.get(department)
        over = unit.id if unit else None
        if row is None or (row.person_id is None and row.function_id is None):
            return Answerer(self.head_above(over), acting=True, gap="vacant", since=row.since if row else None)
        if row.person_id is not None:
            person = self.people.get(row.person_id)
            if person is not None and person.here:
                # Somebody acts because nobody has accepted: that stays open until somebody does.
                return Answerer(person, acting=row.acting, gap="vacant" if row.acting else "", since=row.since)
            led_by = person.department_id if person else over
            head = self.head_above(led_by, (row.person_id,)) or self.head_above(over, (row.person_id,))
            return Answerer(head, acting=True, gap="gone", since=row.since)
        job = self.functions.get(row.function_id or 0)
        if job is not None and job.holder_ids:
            return Answerer(self.people[job.holder_ids[0]], job, acting=row.acting, since=row.since)
        head = self.head_above(job.department_id if job else over) or self.head_above(over)
        return Answerer(head, job, acting=True, gap="unheld", since=row.since)


def _people(session: Session, day: date, ids: set[int] | None) -> dict[int, Somebody]:
    """Everybody, or those of `ids` with their deputies."""
    found = _somebody(session, day, ids)
    if ids is not None:
        deputies = {each.deputy_id for each in found.values() if each.deputy_id is not None} - set(found)
        if deputies:
            found |= _somebody(session, day, deputies)
    return found


def _somebody(session: Session, day: date, ids: set[int] | None) -> dict[int, Somebody]:
    away = and_(Absence.person_id == Person.id, Absence.first_day <= day, Absence.last_day >= day)
    columns = (
        Person.id, Person.name, Person.department_id, Person.active, Person.deactivated_at, Person.last_day,
        Person.deputy_id, Absence.deputy_id.label("stands_in_id"), Absence.last_day.label("away_until"),
    )  # fmt: skip
    query = select(*columns).outerjoin(Absence, away).order_by(Person.sort_key, Absence.last_day)
    if ids is not None:
        query = query.where(Person.id.in_(ids))
    found, zone = {}, wired(session, Settings).zone
    for row in session.execute(query):  # of absences that overlap the longest counts
        here = _was_active(row, day, zone) and (row.last_day is None or row.last_day >= day)
        deputy_id = (row.stands_in_id or row.deputy_id) if row.away_until else None
        found[row.id] = Somebody(row.id, row.name, row.department_id, here, row.last_day, deputy_id, row.away_until)
    return found


def _was_active(row: object, day: date, zone: ZoneInfo) -> bool:
    """Whether the account was active on `day`: who was deactivated later still answered then."""
    ended = getattr(row, "deactivated_at", None)
    return bool(getattr(row, "active", False)) or (ended is not None and day < ended.astimezone(zone).date())


def _held(session: Session, day: date, ids: set[int] | None) -> dict[int, list[int]]:
    """Function → those who hold it on `day`, whoever did first first."""
    held: dict[int, list[int]] = {}
    if ids is not None and not ids:
        return held
    query = select(FunctionHolder.function_id, FunctionHolder.person_id).where(
        FunctionHolder.since <= day, or_(FunctionHolder.until.is_(None), FunctionHolder.until > day)
    )
    if ids is not None:
        query = query.where(FunctionHolder.function_id.in_(ids))
    for row in session.execute(query.order_by(FunctionHolder.since, FunctionHolder.person_id)):
        held.setdefault(row.function_id, []).append(row.person_id)
    return held


def _functions(
    session: Session, held: dict[int, list[int]], people: dict[int, Somebody], ids: set[int] | None
) -> dict[int, Job]:
    if ids is not None and not ids:
        return {}
    query = select(
        Function.id, Function.slug, Function.name_de, Function.name_en, Function.department_id, Function.single_holder
    )
    if ids is not None:
        query = query.where(Function.id.in_(ids))
    return {
        row.id: Job(
            row.id, row.slug, row.name_de, row.name_en, row.department_id, row.single_holder,
            tuple(each for each in held.get(row.id, ()) if each in people and people[each].here),
        )
        for row in session.execute(query)
    }  # fmt: skip


def _departments(session: Session, day: date) -> dict[int, Unit]:
    later = aliased(DepartmentHead)
    newer = exists().where(
        later.department_id == DepartmentHead.department_id, later.since > DepartmentHead.since, later.since <= day
    )
    held = and_(DepartmentHead.department_id == Department.id, DepartmentHead.since <= day, ~newer)
    columns = (Department.id, Department.slug, Department.name_de, Department.name_en, Department.parent_id)
    query = select(*columns, DepartmentHead.person_id, Department.head_id, DepartmentHead.since).outerjoin(
        DepartmentHead, held
    )
    found = {}
    for row in session.execute(query.order_by(Department.sort_key)):
        # Heads written without a day (in scripts, in tests) hold as far back as anybody asks.
        head = row.person_id if row.since is not None else row.head_id
        found[row.id] = Unit(row.id, row.slug, row.name_de, row.name_en, row.parent_id, head)
    return found
