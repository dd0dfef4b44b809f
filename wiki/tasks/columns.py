"""The columns of the board as conditions: what waits for an unfinished task stands under "Held up", and comes back by
itself as soon as that is done."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from wiki.core import clock
from wiki.tasks.models import DOING, DONE, OPEN, UNFINISHED, WAITING, Task, TaskNeed

COLUMNS = (OPEN, DOING, WAITING, DONE)
DONE_DAYS = 30
"""For how many days the board shows what is done."""

Needed = aliased(Task)


def unfinished_needs() -> Select[tuple[int]]:
    """The tasks (`Needed`) that a `Task` of the query around this one still waits for."""
    query = select(TaskNeed.needs_id).join(Needed, Needed.id == TaskNeed.needs_id)
    return query.where(TaskNeed.task_id == Task.id, Needed.state.in_(UNFINISHED)).correlate(Task)


def is_blocked() -> ColumnElement[bool]:
    """Unfinished, and a task it needs first is, too."""
    return and_(Task.state.in_(UNFINISHED), exists(unfinished_needs()))


def in_column(column: str) -> ColumnElement[bool]:
    """The tasks that stand in a column."""
    if column == WAITING:
        return and_(Task.state.in_(UNFINISHED), or_(Task.state == WAITING, exists(unfinished_needs())))
    if column == DONE:
        return and_(Task.state == DONE, Task.finished_at >= clock.in_(days=-DONE_DAYS))
    return and_(Task.state == column, ~exists(unfinished_needs()))


def blockers(session: Session, task_id: int) -> list[Task]:
    """The unfinished tasks that this one needs first."""
    query = select(Task).join(TaskNeed, TaskNeed.needs_id == Task.id).where(TaskNeed.task_id == task_id)
    return list(session.scalars(query.where(Task.state.in_(UNFINISHED)).order_by(Task.id)))


def column_of(session: Session, task: Task) -> str:
    """The column in which the board shows the task; its state for those it shows nowhere."""
    return WAITING if task.is_unfinished and blockers(session, task.id) else task.state
