"""What ends when an initiative that counted as done is under way again: re-checks, their tasks, settled signals."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.initiatives.models import VOID, Initiative, Recheck
from wiki.signals.outcome import reopen_of
from wiki.tasks.models import DROPPED
from wiki.tasks.moving import enter
from wiki.tasks.rows import held


def leave_checking(session: Session, actor: Actor, initiative: Initiative) -> None:
    """Void what was to be checked again, take the day of closing back, open the signals again."""
    for each in open_rechecks(session, initiative.id):
        each.outcome = VOID
        if each.task_id is not None:
            task = held(session, each.task_id)
            if task.is_unfinished:
                enter(session, actor, task, DROPPED)
    initiative.closed_on, initiative.why_no_effect = None, ""
    session.flush()
    reopen_of(session, actor, initiative.id)


def open_rechecks(session: Session, initiative_id: int) -> list[Recheck]:
    """Those that wait for a value, the next first."""
    query = select(Recheck).where(Recheck.initiative_id == initiative_id, Recheck.outcome == "")
    return list(session.scalars(query.order_by(Recheck.due, Recheck.id)))
