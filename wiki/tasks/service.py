"""Making and changing tasks. Works inside a writing transaction and flushes. Moving them on: `moving.py`."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock, outbox
from wiki.core.errors import Conflict
from wiki.entries.rights import demand
from wiki.tasks.checking import assignee_problems, cleaned
from wiki.tasks.models import OPEN, ChecklistItem, Task
from wiki.tasks.moving import finish, move
from wiki.tasks.rights import may_add
from wiki.tasks.rows import changeable, movable, next_rank, of_origin, record
from wiki.tasks.values import SHOWN, Move, Seen, Subject, TaskData

__all__ = [
    "Clash", "Move", "Seen", "Subject", "TaskData", "assignee_problems", "change", "create", "data_of", "finish",
    "move", "next_rank", "of_origin", "record", "take",
]  # fmt: skip


NO_SUBJECT = Subject()


class Clash(Conflict):
    """Somebody else changed the same fields meanwhile. `present` says what is there now, `fields` which they are."""

    def __init__(self, present: TaskData, fields: list[str], edits: int) -> None:
        super().__init__(_l("Somebody else has changed this task meanwhile."))
        self.present, self.fields, self.edits = present, fields, edits


def create(session: Session, actor: Actor, data: TaskData, subject: Subject = NO_SUBJECT) -> Task:
    """A new task at the end of its column. With an `origin` that has a task already, that task. Forbidden or Invalid
    otherwise."""
    if subject.origin and (known := of_origin(session, subject.origin)) is not None:
        return known
    demand(may_add(session, actor, subject.initiative_id), _l("Only the team of an initiative adds tasks to it."))
    data = cleaned(session, actor, data, subject.initiative_id)
    now = clock.now()
    task = Task(
        title=data.title, text=data.text, category=data.category, assignee_id=data.assignee_id,
        starts=data.starts, due=data.due, repeat=data.repeat, initiative_id=subject.initiative_id,
        entry_id=subject.entry_id, step_key=subject.step_key[:40], comment_id=subject.comment_id,
        origin=subject.origin, rank=next_rank(session, subject.initiative_id, OPEN), created_at=now,
        created_by_id=actor.person_id, changed_at=now,
        items=[ChecklistItem(position=number, text=text) for number, text in enumerate(data.items)],
    )  # fmt: skip
    session.add(task)
    session.flush()
    record(session, actor, task, "created")
    _tell_assignee(session, actor, task)
    return task


def data_of(task: Task) -> TaskData:
    """What the task says now."""
    return TaskData(
        task.title, task.text, task.category, task.assignee_id, task.starts, task.due, task.repeat,
        tuple(each.text for each in task.items),
    )  # fmt: skip


def change(session: Session, actor: Actor, task_id: int, data: TaskData, seen: Seen) -> Task:
    """Change what a task says. What others changed meanwhile in other fields is kept; in the same fields it is a Clash,
    and nothing is changed."""
    task = changeable(session, actor, task_id)
    data = cleaned(session, actor, data, task.initiative_id, task)
    present = data_of(task)
    if task.edits != seen.edits:
        data = _merged(data, present, seen, task.edits)
    changed = [name for name in SHOWN if getattr(data, name) != getattr(present, name)]
    if not changed:
        return task
    for name in changed:
        if name != "items":
            setattr(task, name, getattr(data, name))
    if "items" in changed:
        _list_anew(task, data.items)
    task.changed_at, task.edits = clock.now(), task.edits + 1
    session.flush()
    record(session, actor, task, "changed", fields=changed)
    outbox.record(session, "task.changed", actor_id=actor.person_id, task=task.id)
    if "assignee_id" in changed:
        _tell_assignee(session, actor, task)
    return task


def take(session: Session, actor: Actor, task_id: int) -> Task:
    """Take on a task that nobody does yet; Conflict when somebody else was faster."""
    task = movable(session, actor, task_id)
    if task.assignee_id == actor.person_id:
        return task
    if task.assignee is not None:
        raise Conflict(_l("%(name)s has taken it on already.", name=task.assignee.name))
    task.assignee_id = actor.person_id
    task.changed_at, task.edits = clock.now(), task.edits + 1
    session.flush()
    record(session, actor, task, "changed", fields=["assignee_id"])
    _tell_assignee(session, actor, task)
    return task


def _merged(data: TaskData, present: TaskData, seen: Seen, edits: int) -> TaskData:
    """Field by field what was typed, unless only the others changed it."""
    typed, there = data.prints, present.prints
    values: dict[str, Any] = {}
    clashing = []
    for name in SHOWN:
        if typed[name] == there[name] or seen.prints.get(name) == there[name]:
            continue
        if seen.prints.get(name) == typed[name]:
            values[name] = getattr(present, name)
        else:
            clashing.append(name)
    if clashing:
        raise Clash(present, clashing, edits)
    return replace(data, **values)


def _list_anew(task: Task, texts: tuple[str, ...]) -> None:
    """The checklist as typed; items that stay keep their tick."""
    known = {each.text: each for each in task.items}
    task.items = [known.get(text) or ChecklistItem(text=text, position=0) for text in texts]
    for number, item in enumerate(task.items):
        item.position = number


def _tell_assignee(session: Session, actor: Actor, task: Task) -> None:
    if task.assignee_id is not None:
        outbox.record(session, "task.assigned", actor_id=actor.person_id, task=task.id, to=task.assignee_id)
