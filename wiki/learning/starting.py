"""Paths that begin by themselves: for who is new, for those whose function, department or access role a path names.

Each path begins so once for a person, and never again: not after it was finished, left or taken back.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.clock import company_day
from wiki.core.consumers import Job, Sessions, Taken
from wiki.core.db import begin_write
from wiki.entries.models import RELEASED
from wiki.learning.enrolling import Starting, enrol
from wiki.learning.models import DEPARTMENT, FUNCTION, NEWCOMER, ROLE, Enrolment, LearningPath
from wiki.people.models import Department, Function, FunctionHolder, Person, PersonRole
from wiki.people.newcomers import CHANGED, is_newcomer
from wiki.people.rights import EMPLOYEE
from wiki.tasks.gone import is_gone

OF_PATHS = "entry.released"
EVENTS = frozenset(
    {CHANGED, "person.invited", "person.reactivated", "role.given", "function.changed", "department.changed", OF_PATHS}
)
"""After these somebody may have to begin a path; the job sees to the rest."""
AT_ONCE = 20
"""Enrolments of so many people are written in one transaction: others wait for the write lock meanwhile."""


@dataclass(frozen=True)
class Aim:
    """Whom a path is for."""

    path_id: int
    for_newcomers: bool
    functions: frozenset[str]
    departments: frozenset[str]
    roles: frozenset[str]

    @property
    def is_for_some(self) -> bool:
        """Whether it names functions, departments or roles."""
        return bool(self.functions or self.departments or self.roles)


@dataclass(frozen=True)
class Who:
    """What of a person decides which paths are for them; `departments`: their own and all above."""

    person_id: int
    is_new: bool
    functions: frozenset[str]
    departments: frozenset[str]
    roles: frozenset[str]

    def reason(self, aim: Aim) -> str:
        """Why the path begins by itself for this person; empty where it does not."""
        found = self.named(aim)
        if aim.for_newcomers:
            return NEWCOMER if self.is_new and (found or not aim.is_for_some) else ""
        return found

    def named(self, aim: Aim) -> str:
        """By what the path names this person."""
        if self.functions & aim.functions:
            return FUNCTION
        if self.departments & aim.departments:
            return DEPARTMENT
        return ROLE if self.roles & aim.roles else ""


def start_due(sessions: Sessions, person_ids: Collection[int] | None = None) -> int:
    """Let everybody, or these, begin what is for them; returns how many enrolments that made."""
    with sessions() as session:  # what is due is found before anything is held, and looked at again inside
        people = sorted({person_id for person_id, *_why in due_starts(session, company_day(session), person_ids)})
    return sum(_start(sessions, people[at : at + AT_ONCE]) for at in range(0, len(people), AT_ONCE))


def _start(sessions: Sessions, person_ids: Collection[int]) -> int:
    with sessions() as session:
        begin_write(session)
        due = due_starts(session, company_day(session), person_ids)
        for person_id, path_id, reason in due:
            enrol(session, SYSTEM, session.get_one(Person, person_id), Starting(path_id, reason))
        session.commit()
    return len(due)


def due_starts(
    session: Session, today: date, person_ids: Collection[int] | None = None
) -> Sequence[tuple[int, int, str]]:
    """(person, path, reason) of what should begin by itself and never has."""
    found = aims(session)
    if not found:
        return []
    people = everybody(session, today, person_ids)
    known = begun(session, [each.person_id for each in people] if person_ids is not None else None)
    return [
        (who.person_id, aim.path_id, reason)
        for who in people for aim in found
        if (who.person_id, aim.path_id) not in known and (reason := who.reason(aim))
    ]  # fmt: skip


def aims(session: Session) -> list[Aim]:
    """Whom each released path is for; those for nobody in particular are left out."""
    columns = (
        LearningPath.id, LearningPath.for_newcomers, LearningPath.functions, LearningPath.departments,
        LearningPath.roles,
    )  # fmt: skip
    rows = session.execute(select(*columns).where(LearningPath.status == RELEASED).order_by(LearningPath.id))
    found = [
        Aim(row.id, row.for_newcomers, *(frozenset(each or ()) for each in (row.functions, row.departments, row.roles)))
        for row in rows
    ]
    return [each for each in found if each.for_newcomers or each.is_for_some]


def everybody(session: Session, today: date, person_ids: Collection[int] | None = None) -> list[Who]:
    """Who works here by today, or those of these who do."""
    joined = or_(Person.joined_on.is_(None), Person.joined_on <= today)
    query = select(Person).where(~is_gone(today), joined).order_by(Person.id)
    roles = select(PersonRole.person_id, PersonRole.role)
    held = select(FunctionHolder.person_id, Function.slug).join(Function, Function.id == FunctionHolder.function_id)
    held = held.where(FunctionHolder.since <= today, or_(FunctionHolder.until.is_(None), FunctionHolder.until > today))
    if person_ids is not None:
        query, roles = query.where(Person.id.in_(person_ids)), roles.where(PersonRole.person_id.in_(person_ids))
        held = held.where(FunctionHolder.person_id.in_(person_ids))
    role_sets, function_sets = _sets(session.execute(roles).tuples()), _sets(session.execute(held).tuples())
    above = _above(session)
    nothing: frozenset[str] = frozenset()
    return [
        Who(
            each.id, is_newcomer(each, today), function_sets.get(each.id, nothing),
            above.get(each.department_id or 0, nothing), role_sets.get(each.id, nothing) | {EMPLOYEE},
        )
        for each in session.scalars(query)
    ]  # fmt: skip


def _sets(rows: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for number, name in rows:
        found.setdefault(number, set()).add(name)
    return {number: frozenset(names) for number, names in found.items()}


def _above(session: Session) -> dict[int, frozenset[str]]:
    """Department → the slugs of it and of all above it."""
    rows = session.execute(select(Department.id, Department.parent_id, Department.slug)).all()
    tree = {row.id: (row.parent_id, row.slug) for row in rows}
    found = {}
    for number in tree:
        slugs: set[str] = set()
        here: int | None = number
        while here is not None and here in tree and tree[here][1] not in slugs:
            slugs.add(tree[here][1])
            here = tree[here][0]
        found[number] = frozenset(slugs)
    return found


def begun(session: Session, person_ids: Collection[int] | None) -> set[tuple[int, int]]:
    """(person, path) of all that somebody has ever followed."""
    query = select(Enrolment.person_id, Enrolment.path_id).where(Enrolment.path_id.is_not(None)).distinct()
    if person_ids is not None:
        query = query.where(Enrolment.person_id.in_(person_ids))
    return {(row[0], row[1]) for row in session.execute(query)}


def consume(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """After changes of people: those alone where the events name them; after others everybody is looked at."""
    of_paths = _of_paths(sessions, [each for each in batch if each.name == OF_PATHS])
    relevant = [*(each for each in batch if each.name != OF_PATHS), *of_paths]
    if relevant:
        people = {each.data.get("person_id") for each in relevant}
        start_due(sessions, None if None in people else {int(each) for each in people if each is not None})
    return {}


def _of_paths(sessions: Sessions, batch: Sequence[Taken]) -> list[Taken]:
    """Those events that are about a path."""
    with sessions() as session:
        ids = {each.entry_id for each in batch if each.entry_id is not None}
        paths = set(session.scalars(select(LearningPath.id).where(LearningPath.id.in_(ids))))
    return [each for each in batch if each.entry_id in paths]


def run(sessions: Sessions) -> str:
    """The job: who is new since today, and whatever changed without an event."""
    return f"{start_due(sessions)} begun"


JOB = Job("learning.start", timedelta(hours=1), run)
