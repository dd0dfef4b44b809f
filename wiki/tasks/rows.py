"""What every change of a task begins and ends with: its row held, the act in the record."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit
from wiki.core.errors import NotFound
from wiki.entries.rights import demand, demand_readable
from wiki.tasks.models import Task
from wiki.tasks.rights import may_change, may_move, may_see

OTHERS = _l("This task belongs to others.")


def held(session: Session, task_id: int) -> Task:
    """The task, as it is now, held until the transaction ends. NotFound when it is gone."""
    query = select(Task).where(Task.id == task_id).with_for_update(of=Task).execution_options(populate_existing=True)
    task = session.scalar(query)
    if task is None:
        raise NotFound
    return task


def changeable(session: Session, actor: Actor, task_id: int) -> Task:
    """The task held, if the actor may change its words, days and assignee."""
    task = held(session, task_id)
    demand_readable(may_see(session, actor, task))
    demand(may_change(session, actor, task), OTHERS)
    return task


def movable(session: Session, actor: Actor, task_id: int) -> Task:
    """The task held, if the actor may move it on."""
    task = held(session, task_id)
    demand_readable(may_see(session, actor, task))
    demand(may_move(session, actor, task), OTHERS)
    return task


def quoted(title: str) -> str:
    """A title within a sentence, in the reader's quotation marks."""
    return str(_("“%(title)s”", title=title))


def called(session: Session, actor: Actor, task: Task) -> str:
    """Another task's title within a sentence, where the actor may see it."""
    return quoted(task.title if may_see(session, actor, task) else _("a task you may not see"))


def of_origin(session: Session, origin: str) -> Task | None:
    """The task made by `origin`."""
    return session.scalar(select(Task).where(Task.origin == origin))


def next_rank(session: Session, initiative_id: int | None, state: str) -> float:
    """A rank after all others of the state."""
    query = select(func.max(Task.rank)).where(Task.state == state, Task.initiative_id == initiative_id)
    return float(session.scalar(query) or 0.0) + 1.0


def record(session: Session, actor: Actor, task: Task, verb: str, **detail: object) -> None:
    """The act in the record."""
    audit.append(session, actor.pseudonym, f"web:task:{verb}", f"task:{task.id}", **detail)
