"""Who watches an entry: itself, its kind, or the department it belongs to; and who of them may read it.

What somebody muted stays muted.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.access.permissions import Permission
from wiki.entries.models import DELETED, DRAFT, Entry, Revision, Watch
from wiki.entries.rights import PUBLISHED, may_read
from wiki.entries.wide_watching import DepartmentWatch, KindWatch
from wiki.people.models import Department, Person
from wiki.people.service import actor_of


def watchers(session: Session, entry: Entry, at: datetime | None = None, *, minor: bool = False) -> set[int]:
    """Who wants to hear of changes to `entry`; with `at`, of one that happened then; `minor`: of a minor one."""
    return watchers_of(session, [entry], at, minor=minor)[entry.id]


def watchers_of(
    session: Session, entries: Sequence[Entry], at: datetime | None = None, *, minor: bool = False
) -> dict[int, set[int]]:
    """The same for several entries: four queries, whatever their number."""
    kinds = _of_kinds(session, {each.kind for each in entries}, at, minor)
    departments = _of_departments(session, {each.department for each in entries if each.department}, at, minor)
    found = {each.id: kinds.get(each.kind, set()) | departments.get(each.department, set()) for each in entries}
    query = select(Watch.entry_id, Watch.person_id, Watch.muted, Watch.minor, Watch.since)
    for row in session.execute(query.where(Watch.entry_id.in_(list(found)))):
        if row.muted:
            found[row.entry_id].discard(row.person_id)
        elif (row.minor or not minor) and (at is None or row.since <= at):
            found[row.entry_id].add(row.person_id)
    return found


def _of_kinds(session: Session, kinds: set[str], at: datetime | None, minor: bool) -> dict[str, set[int]]:
    query = select(KindWatch.kind, KindWatch.person_id).where(KindWatch.kind.in_(kinds))
    query = query.where(KindWatch.since <= at) if at else query
    found: dict[str, set[int]] = {}
    for kind, person_id in session.execute(query.where(KindWatch.minor) if minor else query):
        found.setdefault(kind, set()).add(person_id)
    return found


def _of_departments(session: Session, slugs: set[str], at: datetime | None, minor: bool) -> dict[str, set[int]]:
    """By slug: who watches the department or one above it."""
    if not slugs:
        return {}
    query = select(DepartmentWatch.department_id, DepartmentWatch.person_id)
    query = query.where(DepartmentWatch.since <= at) if at else query
    by_unit: dict[int, set[int]] = {}
    for unit, person_id in session.execute(query.where(DepartmentWatch.minor) if minor else query):
        by_unit.setdefault(unit, set()).add(person_id)
    if not by_unit:
        return {}
    rows = list(session.execute(select(Department.id, Department.slug, Department.parent_id)))
    parents, ids = {row.id: row.parent_id for row in rows}, {row.slug: row.id for row in rows}
    return {slug: _above(ids.get(slug), parents, by_unit) for slug in slugs}


def _above(unit: int | None, parents: dict[int, int | None], by_unit: dict[int, set[int]]) -> set[int]:
    found, seen = set[int](), set[int]()
    while unit is not None and unit not in seen:
        seen.add(unit)
        found |= by_unit.get(unit, set())
        unit = parents.get(unit)
    return found


def entitled(session: Session, entry: Entry, person_ids: Iterable[int]) -> list[Person]:
    """Those of `person_ids` who are active and may read the entry (a deleted one: who could before), by id."""
    query = (
        select(Person)
        .where(Person.id.in_(list(person_ids)), Person.active)
        .options(selectinload(Person.roles))
        .order_by(Person.id)
    )
    people = list(session.scalars(query))
    status = entry.status_before_delete if entry.status == DELETED else entry.status
    if status in PUBLISHED:
        return people
    authors = set(session.scalars(select(Revision.author_id).where(Revision.entry_id == entry.id)))
    if status == DRAFT and entry.status == DELETED:
        writers = {each.id for each in people if actor_of(session, each).may(Permission.ENTRY_WRITE)}
        return [person for person in people if person.id in authors | writers]
    return [person for person in people if may_read(actor_of(session, person), entry, person.id in authors)]
