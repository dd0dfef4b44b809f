"""The list "My tasks": what waits for its reader, with what there is to know of each task; and what was done lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import wired
from wiki.tasks.due_dates import LATER, NO_DAY, OVERDUE, WEEK, DueDate, DueSources, by_group, everything_due
from wiki.tasks.models import DONE, DROPPED, WAITING, ChecklistItem, Task, TaskNeed
from wiki.tasks.rights import readable_tasks

GROUP_WORDS = {
    OVERDUE: _l("Overdue"),
    WEEK: _l("In the next seven days"),
    LATER: _l("Later"),
    NO_DAY: _l("Without a day"),
}
LATELY = timedelta(days=14)
MOST_DONE = 20


@dataclass(frozen=True)
class Extra:
    """What a task of the list says beside its title. `needs`: titles of what has to be done first and is not."""

    ticked: int = 0
    items: int = 0
    waits_for: str = ""
    needs: Sequence[str] = ()


@dataclass(frozen=True)
class Shown:
    """A row for the page."""

    due: DueDate
    extra: Extra

    @property
    def held_up(self) -> bool:
        """Whether it cannot go on."""
        return self.due.state == WAITING or bool(self.extra.needs)


@dataclass(frozen=True)
class Mine:
    """What waits for the reader; `numbers`: how many of each sort there are."""

    rows: Sequence[DueDate]
    today: date
    numbers: dict[str, int] = field(default_factory=dict)


def mine(session: Session, actor: Actor, language: str, sort: str, today: date) -> Mine:
    """What waits for the actor, of one sort or (empty) of all."""
    found = everything_due(session, actor, language, today)
    numbers = {each.sort: 0 for each in wired(session, DueSources).sources}
    for each in found:
        numbers[each.sort] += 1
    return Mine([each for each in found if sort in ("", each.sort)], today, numbers)


def grouped(session: Session, actor: Actor, rows: Iterable[DueDate], today: date) -> list[tuple[str, str, list[Shown]]]:
    """(group, its title, rows) of one page of the list; two queries whatever its length."""
    found = by_group(rows, today)
    ids = [each.task_id for shown in found.values() for each in shown if each.task_id]
    extras = _extras(session, actor, ids)
    return [
        (name, str(GROUP_WORDS[name]), [Shown(each, extras.get(each.task_id, Extra())) for each in shown])
        for name, shown in found.items()
    ]


def _extras(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, Extra]:
    if not ids:
        return {}
    ticked = select(func.count(ChecklistItem.done_at)).where(ChecklistItem.task_id == Task.id).scalar_subquery()
    items = select(func.count(ChecklistItem.id)).where(ChecklistItem.task_id == Task.id).scalar_subquery()
    rows = session.execute(select(Task.id, Task.waits_for, ticked, items).where(Task.id.in_(ids)))
    needs = open_needs(session, actor, ids)
    return {row[0]: Extra(row[2], row[3], row[1], needs.get(row[0], ())) for row in rows}


def open_needs(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, list[str]]:
    """Task → the titles of what it needs first and what is not done, as far as the actor may see them."""
    query = (
        select(TaskNeed.task_id, Task.title, readable_tasks(session, actor).label("seen"))
        .join(Task, Task.id == TaskNeed.needs_id)
        # Not `in_(UNFINISHED)`: SQLite would go through all of these by their index instead of by the few needs.
        .where(TaskNeed.task_id.in_(ids), Task.state.not_in((DONE, DROPPED)))
        .order_by(TaskNeed.task_id, Task.due, Task.id)
    )
    found: dict[int, list[str]] = {}
    for task_id, title, seen in session.execute(query):
        found.setdefault(task_id, []).append(title if seen else _("a task you may not see"))
    return found


def lately_done(session: Session, actor: Actor) -> list[Task]:
    """What the actor ticked off in the last days, the newest first."""
    since = clock.now() - LATELY
    query = select(Task).where(
        Task.assignee_id == actor.person_id, Task.state == DONE, Task.finished_at >= since
    )  # fmt: skip
    return list(session.scalars(query.order_by(Task.finished_at.desc()).limit(MOST_DONE)))
