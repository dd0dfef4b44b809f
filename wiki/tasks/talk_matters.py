"""Who is told that something was said about a task: who does it, who made it, and who said something before."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.core.text import shorten
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.tasks.addresses import task_url
from wiki.tasks.models import Task, TaskComment
from wiki.tasks.rights import may_see

_SHOWN = 80


def _told(session: Session, event: Taken) -> Iterable[Told]:
    """Those of them who may still see the task; nobody of what they said themselves."""
    task = session.get(Task, int(event.data["task"]))
    said = session.get(TaskComment, int(event.data["comment"]))
    if task is None or said is None or said.removed_at is not None:
        return
    before = select(TaskComment.author_id).where(TaskComment.task_id == task.id, TaskComment.removed_at.is_(None))
    wanted = {task.assignee_id, task.created_by_id, *session.scalars(before)} - {None, event.actor_id}
    people = session.scalars(select(Person).where(Person.id.in_(wanted), Person.active))
    told = frozenset(each.id for each in people if may_see(session, actor_of(session, each), task))
    if told:
        data = {"task": task.id, "comment": said.id, "note": shorten(task.title, _SHOWN)}
        yield Told(told, event.actor_id, data)


def _words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("%(name)s commented on a task", name=name or _("Somebody")))


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return f"{task_url(int(data['task']), absolute=absolute)}#comment-{int(data['comment'])}"


COMMENTED = Matter("task_commented", "task.commented", "chat-left-text", _told, _words, _url)
