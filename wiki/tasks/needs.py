"""What a task needs first: other tasks, never in a circle, also when several people add at once."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import is_sqlite
from wiki.core.errors import Invalid, Problem
from wiki.tasks.models import Task, TaskNeed
from wiki.tasks.rights import may_see
from wiki.tasks.rows import called, movable, record

GRAPH_LOCK = 60_411_907
"""Key of PostgreSQL's advisory lock: a circle may close over tasks that no two changes have in common."""
MOST_NEEDS = 30


def add(session: Session, actor: Actor, task_id: int, needed_id: int) -> None:
    """Say that a task needs another one first. Invalid when that would close a circle."""
    if not is_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(GRAPH_LOCK)))
    task = movable(session, actor, task_id)
    needed = session.get(Task, needed_id, populate_existing=True)
    if needed is None or not may_see(session, actor, needed):
        raise _wrong(_l("There is no such task. Please choose one of the list."))
    if needed.id == task.id:
        raise _wrong(_l("A task cannot wait for itself."))
    if session.get(TaskNeed, (task.id, needed.id)) is not None:
        return
    if _count(session, task.id) >= MOST_NEEDS:
        raise _wrong(_l("At most %(most)s items.", most=MOST_NEEDS))
    way = _way(session, needed.id, task.id)
    if way:
        raise _wrong(_circle(session, actor, way))
    session.add(TaskNeed(task_id=task.id, needs_id=needed.id))
    _changed(session, actor, task, "needs_added", needed.id)


def remove(session: Session, actor: Actor, task_id: int, needed_id: int) -> None:
    """Take a need away; once more changes nothing."""
    task = movable(session, actor, task_id)
    need = session.get(TaskNeed, (task.id, needed_id))
    if need is not None:
        session.delete(need)
        _changed(session, actor, task, "needs_removed", needed_id)


def _changed(session: Session, actor: Actor, task: Task, verb: str, needed_id: int) -> None:
    task.changed_at = clock.now()
    session.flush()
    record(session, actor, task, verb, needed=needed_id)


def _count(session: Session, task_id: int) -> int:
    return session.scalar(select(func.count()).where(TaskNeed.task_id == task_id)) or 0


def _way(session: Session, start: int, end: int) -> list[int]:
    """The tasks from `start` to `end`, each needing the next; empty when there is no way. One query a level."""
    before: dict[int, int] = {start: 0}
    front = {start}
    while front and end not in before:
        query = select(TaskNeed.task_id, TaskNeed.needs_id).where(TaskNeed.task_id.in_(front))
        front = set()
        for task_id, needs_id in session.execute(query):
            if needs_id not in before:
                before[needs_id] = task_id
                front.add(needs_id)
    if end not in before:
        return []
    way = [end]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return way[::-1]


def _circle(session: Session, actor: Actor, way: list[int]) -> str:
    tasks = {each.id: each for each in session.scalars(select(Task).where(Task.id.in_(way)))}
    seen = [each for number in way if (each := tasks.get(number)) is not None]
    titles = " → ".join(called(session, actor, each) for each in seen)
    return str(_("They would wait for each other: %(way)s", way=titles))


def _wrong(message: object) -> Invalid:
    return Invalid([Problem("needs", message)])
