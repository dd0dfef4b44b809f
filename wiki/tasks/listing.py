"""The list of tasks: what an address asks for, as conditions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, load_only

from wiki.access.permissions import Actor
from wiki.entries.models import Entry
from wiki.people.models import Department, Person
from wiki.people.queries import subtree_ids
from wiki.tasks.columns import is_blocked
from wiki.tasks.gone import is_gone
from wiki.tasks.models import CATEGORIES, DONE, DROPPED, STATES, UNFINISHED, WAITING, Task
from wiki.tasks.rights import readable_tasks

UNDONE, EVERY, OVERDUE, LOOSE = "undone", "all", "overdue", "none"
SHOWS = (UNDONE, OVERDUE, *STATES, EVERY)
MINE, NOBODY, GONE = "me", "nobody", "gone"
SORTS = ("due", "title", "changed")


@dataclass(frozen=True)
class Filters:
    """What is asked for. `initiative_id`: None all, 0 those of none. `assignee`: me, nobody, gone or a person's id."""

    show: str = UNDONE
    initiative_id: int | None = None
    assignee: str = ""
    category: str = ""
    department: str = ""
    words: str = ""
    sort: str = "due"
    descending: bool = False


def listed(session: Session, actor: Actor, asked: Filters, today: date) -> Select[tuple[Task]]:
    """The tasks asked for, as far as the actor may see them, with what a row shows."""
    query = select(Task).where(readable_tasks(session, actor), *conditions(session, actor, asked, today))
    entry = (Entry.slug, Entry.kind, Entry.title_de, Entry.title_en, Entry.status)
    return query.options(
        joinedload(Task.assignee).load_only(Person.name, Person.active, Person.last_day),
        joinedload(Task.initiative).options(load_only(*entry)),
    ).order_by(*_order(asked))


def conditions(session: Session, actor: Actor, asked: Filters, today: date) -> list[ColumnElement[bool]]:
    """What narrows the list; what is not known is not asked."""
    found = [shown_as(asked.show, today)]
    if asked.initiative_id is not None:
        found.append(Task.initiative_id == (asked.initiative_id or None))
    if asked.assignee:
        found.append(_done_by(actor, asked.assignee, today))
    if asked.category in CATEGORIES:
        found.append(Task.category == asked.category)
    if asked.department:
        found.append(_of_department(session, asked.department))
    if asked.words:
        found.append(func.lower(Task.title).contains(asked.words.lower(), autoescape=True))
    return found


def shown_as(show: str, today: date) -> ColumnElement[bool]:
    """The condition of a choice in the list; what waits for another task counts as held up."""
    if show == EVERY:
        return true()
    if show == OVERDUE:
        return Task.state.in_(UNFINISHED) & (Task.due < today)
    if show in (DONE, DROPPED):
        return Task.state == show
    if show == WAITING:
        return Task.state.in_(UNFINISHED) & or_(Task.state == WAITING, is_blocked())
    if show in UNFINISHED:
        return (Task.state == show) & ~is_blocked()
    return Task.state.in_(UNFINISHED)


def _done_by(actor: Actor, assignee: str, today: date) -> ColumnElement[bool]:
    if assignee == MINE:
        return Task.assignee_id == actor.person_id
    if assignee == NOBODY:
        return Task.assignee_id.is_(None)
    if assignee == GONE:
        return Task.assignee_id.in_(select(Person.id).where(is_gone(today)))
    return Task.assignee_id == int(assignee)


def _of_department(session: Session, slug: str) -> ColumnElement[bool]:
    """Those of initiatives and about entries of the department or of one below it."""
    found = session.scalar(select(Department.id).where(Department.slug == slug))
    if found is None:
        return true()
    slugs = select(Department.slug).where(Department.id.in_(subtree_ids(session, found)))
    entries = select(Entry.id).where(Entry.department.in_(slugs))
    return or_(Task.initiative_id.in_(entries), Task.entry_id.in_(entries))


def _order(asked: Filters) -> Sequence[ColumnElement[Any]]:
    column: dict[str, Any] = {
        "title": func.lower(Task.title), "changed": Task.changed_at, "due": Task.due
    }  # fmt: skip
    wanted: Any = column.get(asked.sort, column["due"])
    by = wanted.desc() if asked.descending else wanted
    order: list[Any] = [Task.due.is_(None), by, Task.id] if asked.sort == "due" else [by, Task.id]
    return order


def blocked_among(session: Session, ids: Sequence[int]) -> set[int]:
    """Which of these wait for another task."""
    return set(session.scalars(select(Task.id).where(Task.id.in_(ids), is_blocked()))) if ids else set()
