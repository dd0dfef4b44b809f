"""Making tasks of signals. Works inside a writing transaction and flushes."""

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import NotFound
from wiki.signals.models import Signal
from wiki.signals.outcome import locked
from wiki.tasks.models import Task
from wiki.tasks.rights import may_add
from wiki.tasks.service import create
from wiki.tasks.values import Subject, TaskData

LONGEST_TITLE = 200


def task_origin(signal_id: int, number: int | str) -> str:
    """What tells the tasks made of a signal."""
    return f"signal:{signal_id}:{number}"


def make_task(session: Session, actor: Actor, signal_id: int) -> Task:
    """A task for the actor, at the place of the signal; it belongs to the initiative where the actor may add to it."""
    signal = locked(session, signal_id)
    if signal is None:
        raise NotFound
    title = _("Signal: %(title)s", title=signal.title)[:LONGEST_TITLE]
    data = TaskData(title=title, text=_text(signal), assignee_id=actor.person_id)
    belongs = signal.initiative_id if may_add(session, actor, signal.initiative_id) else None
    made = session.scalar(select(func.count(Task.id)).where(Task.origin.startswith(task_origin(signal_id, "")))) or 0
    subject = Subject(belongs, signal.entry_id, signal.step_key, origin=task_origin(signal_id, made + 1))
    return create(session, actor, data, subject)


def _text(signal: Signal) -> str:
    return "\n\n".join(each for each in (signal.text, signal.root_cause) if each)
