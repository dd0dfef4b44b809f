"""Who sees and changes which tasks: asked by pages, lists, counts, feeds and services alike.

Tasks of an initiative are seen by everybody signed in who may read the initiative, and by its team. Others are between
who made them and who does them: nobody can look through what a person has to do.
"""

from sqlalchemy import ColumnElement, and_, case, false, or_, select, true
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.entries.models import DELETED, Entry
from wiki.entries.rights import readable
from wiki.tasks.models import Task
from wiki.tasks.teams import Teams


def readable_tasks(session: Session, actor: Actor) -> ColumnElement[bool]:
    """A condition on `Task`: those the actor may see. Tasks of an initiative go with it into the recycle bin."""
    if actor.is_system:
        return true()
    if not actor.signed_in:
        return false()
    joined = Entry.id.in_(wired(session, Teams).joined_by(actor)) & (Entry.status != DELETED)
    own = or_(Task.assignee_id == actor.person_id, Task.created_by_id == actor.person_id)
    binned = Task.initiative_id.in_(select(Entry.id).where(Entry.status == DELETED))
    return or_(
        and_(own, or_(Task.initiative_id.is_(None), ~binned)),
        Task.initiative_id.in_(select(Entry.id).where(or_(readable(actor), joined))),
    )


def changeable_tasks(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Those whose words, days and assignee the actor may change: who made them, who does them, who steers the
    initiative."""
    if actor.is_system or actor.may(Permission.INITIATIVE_STEER):
        return true()
    if not actor.signed_in:
        return false()
    own = or_(Task.assignee_id == actor.person_id, Task.created_by_id == actor.person_id)
    return or_(own, Task.initiative_id.in_(wired(session, Teams).steered_by(actor)))


def movable_tasks(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Those the actor may move on (begin, finish, tick): the same, and the team of the initiative."""
    if not actor.signed_in:
        return changeable_tasks(session, actor)
    joined = Task.initiative_id.in_(wired(session, Teams).joined_by(actor))
    return or_(changeable_tasks(session, actor), joined)


def may_see(session: Session, actor: Actor, task: Task) -> bool:
    """The same as `readable_tasks` for one task."""
    return _holds(session, task, readable_tasks(session, actor))


def may_change(session: Session, actor: Actor, task: Task) -> bool:
    """The same as `changeable_tasks` for one task."""
    return may_see(session, actor, task) and _holds(session, task, changeable_tasks(session, actor))


def may_move(session: Session, actor: Actor, task: Task) -> bool:
    """The same as `movable_tasks` for one task."""
    return may_see(session, actor, task) and _holds(session, task, movable_tasks(session, actor))


def may_add(session: Session, actor: Actor, initiative_id: int | None) -> bool:
    """Whether the actor may make a task: for an initiative its team and who steers all; without one everybody."""
    if actor.is_system or initiative_id is None:
        return actor.signed_in or actor.is_system
    if actor.may(Permission.INITIATIVE_STEER):
        return True
    joined = wired(session, Teams).joined_by(actor).subquery()
    return session.scalar(select(joined.c[0]).where(joined.c[0] == initiative_id)) is not None


def may_give(session: Session, actor: Actor, initiative_id: int | None, assignee_id: int | None) -> bool:
    """Whether the actor may name this person as who does it: oneself always; others within an initiative's team, or
    with the right to give tasks to everybody."""
    if assignee_id in (None, actor.person_id) or actor.is_system or actor.may(Permission.TASK_ASSIGN):
        return True
    return initiative_id is not None and may_add(session, actor, initiative_id)


def flag(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    """The condition as a column of a query: 1 where it holds."""
    return case((condition, 1), else_=0).label(name)


def _holds(session: Session, task: Task, condition: ColumnElement[bool]) -> bool:
    return session.scalar(select(Task.id).where(Task.id == task.id, condition)) is not None
