"""Who is told that a task is due: once shortly before, once when it is overdue; all of one person and day in one
message. A day that is moved is told anew. Where whoever does it is gone, those who lead the initiative are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core import outbox
from wiki.core.consumers import morning_job
from wiki.core.db import wired
from wiki.entries.models import DELETED, Entry
from wiki.people.models import Person
from wiki.people.queries import holders_of_permission
from wiki.tasks.gone import is_gone
from wiki.tasks.models import UNFINISHED, Task, TaskReminder
from wiki.tasks.teams import Teams

DUE, GONE = "task.due", "task.orphaned"
SOON = timedelta(days=2)
"""So long before its day a task is told of."""
_AT_ONCE = 500


@dataclass(frozen=True)
class _Waiting:
    """A task that somebody is to be told of."""

    id: int
    due: date | None
    stage: str
    tell: int


def remind(session: Session, today: date) -> int:
    """Record who is to be told of what today; returns how many tasks are told of. A second time does nothing."""
    waiting = [*_due(session, today), *_left_behind(session, today)]
    known = _sent(session, {each.id for each in waiting})
    fresh = [each for each in waiting if (each.id, each.stage) not in known]
    stages = {(each.id, each.stage) for each in fresh}
    session.add_all(TaskReminder(task_id=task, stage=stage, sent_on=today) for task, stage in sorted(stages))
    session.flush()
    for event in (DUE, GONE):
        _record(session, event, [each for each in fresh if each.stage.startswith("gone") is (event == GONE)], today)
    return len(stages)


def _alive(*columns: Any) -> Select[Any]:
    """Unfinished tasks with who does them, but those of initiatives in the recycle bin."""
    alive = or_(Task.initiative_id.is_(None), Entry.status != DELETED)
    query = select(*columns).join(Person, Person.id == Task.assignee_id)
    return query.outerjoin(Entry, Entry.id == Task.initiative_id).where(Task.state.in_(UNFINISHED), alive)


def _due(session: Session, today: date) -> list[_Waiting]:
    query = _alive(Task.id, Task.due, Task.assignee_id).where(Task.due <= today + SOON, ~is_gone(today))
    return [
        _Waiting(each.id, each.due, f"{'overdue' if each.due < today else 'soon'}-{each.due}", each.assignee_id)
        for each in session.execute(query.order_by(Task.due, Task.id))
    ]


def _left_behind(session: Session, today: date) -> list[_Waiting]:
    """Tasks of those who are gone: told to who leads the initiative; else to who made them, if that is somebody
    else."""
    columns = (Task.id, Task.due, Task.assignee_id, Task.initiative_id, Task.created_by_id)
    rows = session.execute(_alive(*columns).where(is_gone(today)).order_by(Task.due, Task.id)).all()
    if not rows:
        return []
    leads = wired(session, Teams).leads(session, {each.initiative_id for each in rows if each.initiative_id})
    people = {person for found in leads.values() for person in found} | {each.created_by_id for each in rows}
    here = set(session.scalars(select(Person.id).where(Person.id.in_(people - {None}), ~is_gone(today))))
    steering = [each.id for each in holders_of_permission(session, Permission.INITIATIVE_STEER)]
    found = []
    for each in rows:
        told = [person for person in leads.get(each.initiative_id, (each.created_by_id,)) if person in here]
        told = told or (steering if each.initiative_id else [])
        found += [_Waiting(each.id, each.due, f"gone-{each.assignee_id}", person) for person in told]
    return found


def _sent(session: Session, task_ids: set[int]) -> set[tuple[int, str]]:
    ids, found = sorted(task_ids), set()
    for start in range(0, len(ids), _AT_ONCE):
        rows = select(TaskReminder.task_id, TaskReminder.stage)
        found |= {(row[0], row[1]) for row in session.execute(
            rows.where(TaskReminder.task_id.in_(ids[start : start + _AT_ONCE])))}  # fmt: skip
    return found


def _record(session: Session, event: str, fresh: Iterable[_Waiting], today: date) -> None:
    people: dict[int, list[_Waiting]] = {}
    for each in fresh:
        people.setdefault(each.tell, []).append(each)
    for person_id, found in sorted(people.items()):
        days = [each.due for each in found if each.due is not None]
        outbox.record(
            session, event, person_id=person_id, task=found[0].id if len(found) == 1 else 0, count=len(found),
            first=found[0].id, overdue=sum(day < today for day in days),
            day=min(days).isoformat() if days else "",
        )  # fmt: skip


JOB = morning_job("tasks.remind", remind)
