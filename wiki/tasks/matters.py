"""What people are told of tasks, in inbox and mail."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.tasks.addresses import task_url
from wiki.tasks.columns import unfinished_needs
from wiki.tasks.gone import has_gone
from wiki.tasks.models import UNFINISHED, Task, TaskNeed
from wiki.tasks.reminding import DUE, GONE
from wiki.web.i18n import day as in_words

_MOVED = frozenset({"task.done", "task.moved", "task.changed"})


def _assigned(session: Session, event: Taken) -> Iterable[Told]:
    """Who is to do it, unless they took it themselves."""
    task = session.get(Task, int(event.data["task"]))
    person = int(event.data["to"])
    if task is not None and task.assignee_id == person and person != event.actor_id:
        data = {"task": task.id, "to": person, "note": task.title, "day": task.due.isoformat() if task.due else ""}
        yield Told(frozenset({person}), event.actor_id, data)


def _assigned_words(data: Mapping[str, Any], name: str, _title: str) -> str:
    if data.get("day"):
        day = in_words(date.fromisoformat(data["day"]))
        return str(_("%(name)s gave you a task, due by %(day)s", name=name or _("Somebody"), day=day))
    return str(_("%(name)s gave you a task", name=name or _("Somebody")))


def _is_not_mine(session: Session, data: Mapping[str, Any]) -> bool:
    """Whether it is finished, or somebody else's by now."""
    task = session.get(Task, int(data["task"]))
    return task is None or not task.is_unfinished or task.assignee_id != int(data["to"])


def _ready(session: Session, event: Taken) -> Iterable[Told]:
    """Those whose tasks waited for this one, and wait for nothing else."""
    done = session.get(Task, int(event.data["task"]))
    if done is None or done.is_unfinished:
        return
    waited = select(TaskNeed.task_id).where(TaskNeed.needs_id == done.id)
    query = select(Task).where(
        Task.id.in_(waited), Task.state.in_(UNFINISHED), Task.assignee_id.is_not(None), ~exists(unfinished_needs())
    )
    told: dict[int, list[Task]] = {}
    for each in session.scalars(query.order_by(Task.due, Task.id)):
        if each.assignee_id is not None and each.assignee_id != event.actor_id:
            told.setdefault(each.assignee_id, []).append(each)
    for person, tasks in told.items():
        note = ", ".join(each.title for each in tasks)[:300]
        task = tasks[0].id if len(tasks) == 1 else 0
        yield Told(frozenset({person}), event.actor_id, {"task": task, "to": person, "count": len(tasks), "note": note})


def _ready_words(data: Mapping[str, Any], _name: str, _title: str) -> str:
    count = int(data["count"])
    return str(ngettext("What your task waited for is done: it can begin",
                        "What %(num)s of your tasks waited for is done: they can begin", count))  # fmt: skip


def _reminded(session: Session, event: Taken) -> Iterable[Told]:
    """Whoever the job found."""
    first, person = session.get(Task, int(event.data["first"])), int(event.data["person_id"])
    note = first.title if first is not None else ""
    kept = {name: event.data[name] for name in ("task", "count", "overdue", "day")}
    yield Told(frozenset({person}), None, {**kept, "to": person, "note": note})


def _due_words(data: Mapping[str, Any], _name: str, _title: str) -> str:
    count, overdue = int(data["count"]), int(data["overdue"])
    if count == 1:
        day = in_words(date.fromisoformat(data["day"]))
        return str(_("A task of yours is overdue since %(day)s", day=day) if overdue
                   else _("A task of yours is due by %(day)s", day=day))  # fmt: skip
    if overdue:
        return str(_("%(count)s of your tasks are due, %(overdue)s of them overdue", count=count, overdue=overdue))
    return str(_("%(count)s of your tasks are due", count=count))


def _gone_words(data: Mapping[str, Any], _name: str, _title: str) -> str:
    return str(ngettext("Who was to do a task works here no longer: please find somebody else",
                        "Who was to do %(num)s tasks works here no longer: please find somebody else",
                        int(data["count"])))  # fmt: skip


def _detail(data: Mapping[str, Any]) -> str:
    others = int(data.get("count", 1)) - 1
    note = str(data.get("note", ""))
    if others <= 0 or data.get("task"):
        return note
    return str(ngettext("%(title)s, and %(num)s more", "%(title)s, and %(num)s more", others, title=note))


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    if data.get("task"):
        return task_url(int(data["task"]), absolute=absolute)
    return url_for("tasks.mine", _external=absolute)


def _gone_url(data: Mapping[str, Any], absolute: bool) -> str:
    return (
        task_url(int(data["task"]), absolute=absolute)
        if data.get("task")
        else url_for("tasks.board", _external=absolute)
    )


def _has_a_doer(session: Session, data: Mapping[str, Any]) -> bool:
    """Whether it is finished, or done by somebody who is here."""
    task = session.get(Task, int(data["task"]))
    return (
        task is None
        or not task.is_unfinished
        or (task.assignee is not None and not has_gone(task.assignee, company_day(session)))
    )


TASK_DUE = Matter("task_due", DUE, "clock", _reminded, _due_words, _url, _detail, _is_not_mine, _MOVED, "task")
TASK_ASSIGNED = Matter(
    "task_assigned", "task.assigned", "check-circle", _assigned, _assigned_words, _url, is_done=_is_not_mine,
    closing_events=_MOVED, keyed_by="task",
)  # fmt: skip
MATTERS = (
    TASK_ASSIGNED,
    TASK_DUE,
    Matter("task_ready", "task.done", "lightning-charge", _ready, _ready_words, _url),
    Matter("task_ready_dropped", "task.moved", "lightning-charge", _ready, _ready_words, _url),
    Matter(
        "task_orphaned", GONE, "person-badge", _reminded, _gone_words, _gone_url, _detail, _has_a_doer, _MOVED, "task"
    ),
)
STANDING_ABOVE = (TASK_ASSIGNED.name, TASK_DUE.name)
"""What the home page does not tell as news: the tasks themselves stand there."""
