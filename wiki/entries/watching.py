"""Watching: that a person hears of changes to an entry, to every entry of a kind, or to those of a department.

Who stops watching a single entry keeps a muted row: neither writing there nor watching its kind or its department makes
them hear of it again unasked.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, ScalarSelect, func, literal, select
from sqlalchemy.orm import Session, aliased

from wiki.access.permissions import Actor, Permission
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry, Watch
from wiki.entries.rights import demand, may_read
from wiki.entries.wide_watching import DepartmentWatch, KindWatch
from wiki.people.models import Department

ENTRY, KIND, DEPARTMENT = "entry", "kind", "department"
WATCH, STOP, MINOR, LARGER = "watch", "stop", "minor", "larger"
ACTS = (WATCH, STOP, MINOR, LARGER)
"""Begin · end · hear of minor changes, too · of larger ones only"""

Target = tuple[str, str]
"""What is watched: (entry, id) · (kind, name) · (department, slug)"""
_Row = Watch | KindWatch | DepartmentWatch


def toggle(session: Session, actor: Actor, entry: Entry) -> bool:
    """Begin or stop watching; returns whether the actor watches now."""
    _demand(actor)
    goes_on = not is_watching(session, actor, entry)
    _entry_row(session, actor, entry, muted=not goes_on)
    session.flush()
    return goes_on


def act(session: Session, actor: Actor, what: str, targets: Iterable[Target]) -> int:
    """Do one of ACTS to several targets; returns to how many. What is not there, or may not be read, is passed over."""
    _demand(actor)
    if what not in ACTS:
        raise NotFound
    done = sum(_act(session, actor, what, target) for target in dict.fromkeys(targets))
    session.flush()
    return done


def _demand(actor: Actor) -> None:
    demand(actor.signed_in and actor.may(Permission.ENTRY_WATCH), _l("Watching needs a role that includes it."))


def _act(session: Session, actor: Actor, what: str, target: Target) -> bool:
    found = _subject(session, actor, target)
    if found is None:
        return False
    if isinstance(found, Entry) and what in (WATCH, STOP):
        _entry_row(session, actor, found, muted=what == STOP)
        return True
    row = _row_of(session, actor, found)
    if what == STOP:
        if row is not None:
            session.delete(row)
        return row is not None
    if row is None and what == WATCH:
        session.add(_new_row(actor, found))
        return True
    if row is not None and what != WATCH:
        row.minor = what == MINOR
    return row is not None


def _subject(session: Session, actor: Actor, target: Target) -> Entry | Department | str | None:
    sort, key = target
    if sort == KIND:
        return key if any(each.name == key for each in wired(session, Kinds)) else None
    if sort == DEPARTMENT:
        return session.scalar(select(Department).where(Department.slug == key))
    number = int(key) if sort == ENTRY and key.isascii() and key.isdigit() and len(key) < 10 else 0
    entry = session.get(Entry, number) if number else None
    return entry if entry is not None and may_read(actor, entry) else None


def _row_of(session: Session, actor: Actor, found: Entry | Department | str) -> _Row | None:
    if isinstance(found, str):
        return session.get(KindWatch, (actor.person_id, found), populate_existing=True)
    if isinstance(found, Department):
        return session.get(DepartmentWatch, (actor.person_id, found.id), populate_existing=True)
    return session.get(Watch, (actor.person_id, found.id), populate_existing=True)


def _new_row(actor: Actor, found: Entry | Department | str) -> _Row:
    person_id, now = actor.person_id, clock.now()
    if isinstance(found, str):
        return KindWatch(person_id=person_id, kind=found, since=now)
    if isinstance(found, Department):
        return DepartmentWatch(person_id=person_id, department_id=found.id, since=now)
    return Watch(person_id=person_id, entry_id=found.id, since=now)


def _entry_row(session: Session, actor: Actor, entry: Entry, *, muted: bool) -> None:
    watch = session.get(Watch, (actor.person_id, entry.id), populate_existing=True)
    if watch is None:
        session.add(Watch(person_id=actor.person_id, entry_id=entry.id, muted=muted, since=clock.now()))
    elif watch.muted is not muted:
        watch.muted = muted
        if not muted:
            watch.reason, watch.since = "chosen", clock.now()


def is_watching(session: Session, actor: Actor, entry: Entry) -> bool:
    """Whether the actor hears of changes to the entry, for whatever reason. One query."""
    if actor.person_id is None:
        return False
    columns = watched_in(literal(actor.person_id), literal(entry.id))
    row = session.execute(select(*(each.label(name) for name, each in columns.items()))).one()
    return bool(row.watching) or bool((row.watches_kind or row.watches_department) and not row.muted)


def watched_in(person_id: ColumnElement[Any], entry_id: ColumnElement[Any]) -> dict[str, ScalarSelect[Any]]:
    """How a person watches an entry, as numbers: itself, muted, through its kind, through its department."""
    own = select(func.count()).where(Watch.person_id == person_id, Watch.entry_id == entry_id)
    kind = select(Entry.kind).where(Entry.id == entry_id).scalar_subquery()
    of_kind = select(func.count()).where(KindWatch.person_id == person_id, KindWatch.kind == kind)
    unit, parent = aliased(Department), aliased(Department)
    above = (
        select(unit.id, unit.parent_id)
        .join(Entry, Entry.department == unit.slug)
        .where(Entry.id == entry_id)
        .cte("units_above", recursive=True)
    )
    above = above.union(select(parent.id, parent.parent_id).join(above, above.c.parent_id == parent.id))
    of_department = select(func.count()).where(
        DepartmentWatch.person_id == person_id, DepartmentWatch.department_id.in_(select(above.c.id))
    )
    return {
        "watching": own.where(~Watch.muted).scalar_subquery(),
        "muted": own.where(Watch.muted).scalar_subquery(),
        "watches_kind": of_kind.scalar_subquery(),
        "watches_department": of_department.scalar_subquery(),
    }


def watcher_ids(session: Session, entry_id: int, at: datetime | None = None) -> set[int]:
    """Who watches this very entry; with `at`, who did when something happened then."""
    query = select(Watch.person_id).where(Watch.entry_id == entry_id, Watch.muted.is_(False))
    return set(session.scalars(query.where(Watch.since <= at) if at else query))
