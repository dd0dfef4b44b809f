"""Who watches an entry: itself, its kind, or the department it belongs to. What somebody muted stays muted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.entries.models import Entry, Watch
from wiki.entries.wide_watching import DepartmentWatch, KindWatch
from wiki.people.models import Department


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
