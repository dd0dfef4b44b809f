"""Moving tasks on: from column to column, up and down, finished, dropped, taken up again."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock, outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import clean_line
from wiki.tasks.checking import LONGEST_REASON, too_long
from wiki.tasks.columns import blockers, column_of, in_column
from wiki.tasks.models import DONE, DROPPED, STATES, WAITING, Task
from wiki.tasks.repeating import follow
from wiki.tasks.rows import called, movable, next_rank, record
from wiki.tasks.teams import Teams
from wiki.tasks.values import Move
from wiki.tasks.wording import STATES as NAMES

CLOSED = (DONE, DROPPED)
PLACES = ("up", "down")
_CLOSEST = 1e-6
"""Ranks nearer to each other than this are numbered anew."""


def move(session: Session, actor: Actor, task_id: int, to: Move) -> Task:
    """Put a task into a column, at a place in it. Conflict when somebody else moved it meanwhile, or when what it needs
    first is not done."""
    task = movable(session, actor, task_id)
    if to.state not in STATES:
        raise Invalid([Problem("state", _l("Please choose one of the list."))])
    here = column_of(session, task)
    if to.seen and to.seen != here:
        raise Conflict(_l("Meanwhile it stands under “%(column)s”: somebody else moved it.", column=NAMES[here]))
    if to.state != here:
        demand_by_hand(session, task, to.state)
        enter(session, actor, task, to.state, to.waits_for)
    elif to.state == WAITING and to.waits_for and to.waits_for != task.waits_for:
        _say_why(task, to.waits_for)
        task.changed_at, task.edits = clock.now(), task.edits + 1
        record(session, actor, task, "changed", fields=["waits_for"])
        outbox.record(session, "task.changed", actor_id=actor.person_id, task=task.id)
    if to.state not in CLOSED and to.after_id is not None:
        _place(session, task, to)
        record(session, actor, task, "ordered")
    session.flush()
    return task


def finish(session: Session, actor: Actor, task: Task) -> None:
    """Mark a task as done; once more changes nothing."""
    task = movable(session, actor, task.id)
    if task.state != DONE:
        enter(session, actor, task, DONE)


def enter(session: Session, actor: Actor, task: Task, state: str, waits_for: str = "") -> None:
    """Give a task another state, at the end of its column; the next of a series is made. The caller holds the row and
    has asked for the right."""
    if state not in (WAITING, DROPPED):
        demand_ready(session, actor, task)
    now = clock.now()
    task.rank = next_rank(session, task.initiative_id, state)
    task.state, task.waits_for = state, ""
    if state == WAITING and waits_for:
        _say_why(task, waits_for)
    is_closed = state in CLOSED
    task.finished_at, task.finished_by_id = (now, actor.person_id) if is_closed else (None, None)
    task.changed_at, task.edits = now, task.edits + 1
    session.flush()
    record(session, actor, task, "done" if state == DONE else "moved", state=state)
    event = "task.done" if state == DONE else "task.moved"
    outbox.record(session, event, actor_id=actor.person_id, task=task.id, state=state)
    if state == DONE:
        follow(session, actor, task)


def demand_by_hand(session: Session, task: Task, state: str) -> None:
    """Conflict where a task would be closed that only the value it asks for closes: nobody would ask for that again."""
    if state in CLOSED and task.is_unfinished and wired(session, Teams).wants_value(session, task.id):
        raise Conflict(_l("Enter the value under “Effect” of the initiative: then this task is done by itself."))


def demand_ready(session: Session, actor: Actor, task: Task) -> None:
    """Conflict when a task it needs first is not done."""
    found = blockers(session, task.id)
    if found:
        titles = ", ".join(called(session, actor, each) for each in found[:3])
        raise Conflict(_l("It waits for %(titles)s. Finish that first, or take the dependency away.", titles=titles))


def _say_why(task: Task, reason: str) -> None:
    reason = clean_line(reason)
    if problems := too_long("waits_for", reason, LONGEST_REASON):
        raise Invalid(problems)
    task.waits_for = reason


def _place(session: Session, task: Task, to: Move) -> None:
    """A rank between the task above and the one below; where they are too near, the column is numbered anew."""
    mine = [Task.initiative_id == task.initiative_id, in_column(to.state), Task.id != task.id]
    above = 0.0
    if to.after_id:
        found = session.scalar(select(Task.rank).where(*mine, Task.id == to.after_id))
        if found is None:
            task.rank = next_rank(session, task.initiative_id, to.state)
            return
        above = found
    query = select(func.min(Task.rank)).where(*mine, Task.rank > above if to.after_id else Task.rank.is_not(None))
    below = session.scalar(query)
    if not to.after_id:
        task.rank = (below if below is not None else 1.0) - 1.0
    elif below is None:
        task.rank = above + 1.0
    else:
        task.rank = (above + below) / 2
        if below - above <= _CLOSEST:
            _number(session, task, to)


def place_of(session: Session, actor: Actor, task_id: int, place: str) -> int | None:
    """Below which task one goes to stand one place further up (0: at the top) or down; None: it is the last already."""
    task = movable(session, actor, task_id)
    column = in_column(column_of(session, task))
    mine = [Task.initiative_id == task.initiative_id, column, Task.id != task.id]
    if place == "up":
        above = select(Task.id).where(*mine, Task.rank <= task.rank).order_by(Task.rank.desc(), Task.id.desc())
        found = list(session.scalars(above.limit(2)))
        return found[1] if len(found) > 1 else 0
    below = select(Task.id).where(*mine, Task.rank >= task.rank).order_by(Task.rank, Task.id)
    return session.scalar(below.limit(1))


def _number(session: Session, task: Task, to: Move) -> None:
    """Whole numbers for the column, in the order in which it stands, with `task` where it belongs. While others move
    one of it the numbers wait for the next time: whoever waited here would be waited for."""
    column = [Task.initiative_id == task.initiative_id, in_column(to.state), Task.id != task.id]
    free = set(session.scalars(select(Task.id).where(*column).with_for_update(of=Task, skip_locked=True)))
    order = list(session.scalars(select(Task.id).where(*column).order_by(Task.rank, Task.id)))
    if free != set(order):
        return
    order.insert(order.index(to.after_id or 0) + 1, task.id)
    for number, each in enumerate(order, 1):
        if each == task.id:
            task.rank = float(number)
        else:
            session.execute(update(Task).where(Task.id == each).values(rank=float(number)))
