"""The checklist of a task: ticking, adding, taking away."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line
from wiki.entries.cleaning import MISSING
from wiki.tasks.checking import LONGEST_ITEM, MOST_ITEMS, data_problems, too_long
from wiki.tasks.models import ChecklistItem, Task
from wiki.tasks.rows import movable, record


def add_item(session: Session, actor: Actor, task_id: int, text: str, *, no_customer_data: bool = False) -> None:
    """A further item at the end."""
    task = movable(session, actor, task_id)
    text = clean_line(text)
    problems = too_long("item", text, LONGEST_ITEM) if text else [Problem("item", MISSING)]
    if len(task.items) >= MOST_ITEMS:
        problems.append(Problem("item", _l("At most %(most)s items.", most=MOST_ITEMS)))
    if not no_customer_data:
        problems += data_problems(text)
    if problems:
        raise Invalid(problems)
    task.items.append(ChecklistItem(text=text, position=1 + max((each.position for each in task.items), default=-1)))
    _changed(session, actor, task, "item_added")


def tick(session: Session, actor: Actor, task_id: int, item_id: int, *, done: bool) -> None:
    """Tick an item or take the tick away; an item that is gone meanwhile is no error."""
    task = movable(session, actor, task_id)
    item = _item(task, item_id)
    if item is None or (item.done_at is not None) == done:
        return
    item.done_at, item.done_by_id = (clock.now(), actor.person_id) if done else (None, None)
    _changed(session, actor, task, "item_ticked" if done else "item_opened")


def remove_item(session: Session, actor: Actor, task_id: int, item_id: int) -> None:
    """Take an item away."""
    task = movable(session, actor, task_id)
    item = _item(task, item_id)
    if item is not None:
        task.items.remove(item)
        _changed(session, actor, task, "item_removed")


def _item(task: Task, item_id: int) -> ChecklistItem | None:
    return next((each for each in task.items if each.id == item_id), None)


def _changed(session: Session, actor: Actor, task: Task, verb: str) -> None:
    task.changed_at, task.edits = clock.now(), task.edits + 1
    session.flush()
    record(session, actor, task, verb)
