"""How many follow and have finished a path, by department: numbers of groups of five and more, never of fewer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from wiki.learning.models import Enrolment
from wiki.ownership.groups import FEWEST, Group, groups
from wiki.ownership.staff import Staff
from wiki.people.models import Person


@dataclass(frozen=True)
class Count:
    """So many follow a path or have finished it; so many of them have finished. None where they are fewer than five."""

    following: int | None
    done: int | None


UNDER_FIVE = Count(None, None)


@dataclass(frozen=True)
class Line:
    """A path with its numbers by group, in the order of `Numbers.groups`. `whole` adds up what is shown of the groups:
    what is too small to be shown cannot be worked out from it."""

    path_id: int
    counts: tuple[Count, ...]
    whole: Count


@dataclass(frozen=True)
class Numbers:
    """The groups, and a line for each path that anybody follows."""

    groups: tuple[Group, ...]
    lines: tuple[Line, ...]


def numbers(session: Session, staff: Staff) -> Numbers:
    """The numbers of the whole company; two queries."""
    shown = tuple(each for each in groups(staff) if each.people >= FEWEST)
    of_group = {slug: number for number, group in enumerate(shown) for slug in group.slugs}
    following: dict[int, Counter[int]] = {}
    done: dict[int, Counter[int]] = {}
    for path_id, department_id, people, finished in _by_department(session):
        unit = staff.departments.get(department_id)
        place = of_group.get(unit.slug) if unit is not None else None
        following.setdefault(path_id, Counter())
        if place is not None:
            following[path_id][place] += people
            done.setdefault(path_id, Counter())[place] += finished
    lines = []
    for path_id, counted in following.items():
        counts = tuple(_count(counted[place], done.get(path_id, Counter())[place]) for place in range(len(shown)))
        lines.append(Line(path_id, counts, _sum(counts)))
    return Numbers(shown, tuple(lines))


def _by_department(session: Session) -> Iterable[tuple[int, int, int, int]]:
    """(path, department, people who follow or have finished it, people who have finished it)."""
    finished = func.max(case((Enrolment.completed_at.is_not(None), 1), else_=0)).label("finished")
    each = (
        select(Enrolment.path_id, Enrolment.person_id, finished)
        .where(Enrolment.path_id.is_not(None), Enrolment.ended_at.is_(None))
        .group_by(Enrolment.path_id, Enrolment.person_id)
        .subquery()
    )
    query = (
        select(each.c.path_id, Person.department_id, func.count(), func.sum(each.c.finished))
        .join(Person, Person.id == each.c.person_id)
        .where(Person.active)
        .group_by(each.c.path_id, Person.department_id)
    )
    return session.execute(query).tuples().all()


def _count(following: int, done: int) -> Count:
    return Count(following, done) if following >= FEWEST else UNDER_FIVE


def _sum(counts: Iterable[Count]) -> Count:
    known = [(each.following, each.done or 0) for each in counts if each.following is not None]
    if not known:
        return UNDER_FIVE
    return Count(sum(following for following, _done in known), sum(done for _following, done in known))
