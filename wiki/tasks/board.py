"""The board: what stands in which column. Long columns are cut, the rest is fetched on demand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.people.models import Person
from wiki.tasks.columns import COLUMNS, in_column, is_blocked
from wiki.tasks.gone import has_gone
from wiki.tasks.models import CATEGORIES, DONE, UNFINISHED, WAITING, ChecklistItem, Task, TaskComment, TaskNeed
from wiki.tasks.named import Named, names_of
from wiki.tasks.rights import flag, movable_tasks, readable_tasks

A_COLUMN, MOST = 25, 500
"""How many cards a column shows at first, and at most."""


@dataclass(frozen=True)
class BoardAsked:
    """Whose tasks: of an initiative, or of all; only the actor's; of a category. `shown`: column → number of cards."""

    initiative_id: int | None = None
    mine: bool = False
    category: str = ""
    shown: Mapping[str, int] = field(default_factory=dict)

    def limit(self, column: str) -> int:
        """How many cards the column shows."""
        return min(MOST, max(A_COLUMN, self.shown.get(column, A_COLUMN)))


@dataclass(frozen=True)
class Card:
    """A task on the board; `waits_for` are the titles of what has to be done first, or what somebody said."""

    id: int
    title: str
    category: str
    doer: Person | None
    due: date | None
    is_overdue: bool
    waits_for: tuple[str, ...]
    ticked: int
    items: int
    comments: int
    may_move: bool
    initiative: Named | None
    doer_is_gone: bool = False


@dataclass(frozen=True)
class Column:
    """A column with its first cards."""

    name: str
    cards: list[Card]
    total: int

    @property
    def left(self) -> int:
        """How many more there are."""
        return max(0, self.total - len(self.cards))


def board_of(session: Session, actor: Actor, asked: BoardAsked, today: date, language: str) -> list[Column]:
    """The columns, by hand for an initiative, else the first due first; what is done, the newest first. A fixed number
    of queries."""
    wanted = _conditions(session, actor, asked)
    totals = _totals(session, wanted)
    movable = flag(movable_tasks(session, actor), "movable")
    rows = {each: _rows(session, asked, each, wanted, movable) if totals[each] else [] for each in COLUMNS}
    tasks = [task for column in rows.values() for task, _may in column]
    extras = _Extras(session, actor, tasks, language, with_names=asked.initiative_id is None)
    return [Column(name, [extras.card(task, may, today) for task, may in rows[name]], totals[name]) for name in COLUMNS]


def _conditions(session: Session, actor: Actor, asked: BoardAsked) -> list[ColumnElement[bool]]:
    found = [readable_tasks(session, actor)]
    if asked.initiative_id is not None:
        found.append(Task.initiative_id == asked.initiative_id)
    if asked.mine:
        found.append(Task.assignee_id == actor.person_id)
    if asked.category in CATEGORIES:
        found.append(Task.category == asked.category)
    return found


def _totals(session: Session, wanted: list[ColumnElement[bool]]) -> dict[str, int]:
    column = case((is_blocked(), WAITING), else_=Task.state).label("name")
    is_shown = or_(Task.state.in_(UNFINISHED), in_column(DONE))
    rows = select(column).where(*wanted, is_shown).subquery()
    found = session.execute(select(rows.c.name, func.count()).group_by(rows.c.name))
    counted = {row[0]: int(row[1]) for row in found}
    return {each: counted.get(each, 0) for each in COLUMNS}


def _rows(
    session: Session, asked: BoardAsked, column: str, wanted: list[ColumnElement[bool]], movable: ColumnElement[int]
) -> list[tuple[Task, bool]]:
    query = select(Task, movable).where(*wanted, in_column(column))
    if column == DONE:
        query = query.order_by(Task.finished_at.desc(), Task.id.desc())
    elif asked.initiative_id is not None:
        query = query.order_by(Task.rank, Task.id)
    else:
        query = query.order_by(Task.due.is_(None), Task.due, Task.id)
    return [(row[0], bool(row[1])) for row in session.execute(query.limit(asked.limit(column)))]


class _Extras:
    """What the cards show beside the rows of their tasks."""

    def __init__(self, session: Session, actor: Actor, tasks: list[Task], language: str, *, with_names: bool) -> None:
        ids = [each.id for each in tasks]
        doers = {each.assignee_id for each in tasks}
        people = session.scalars(select(Person).where(Person.id.in_(each for each in doers if each)))
        self._people = {each.id: each for each in people}
        self._needed = _needed(session, actor, ids)
        ticked = func.count(ChecklistItem.done_at)
        self._items = _by_task(session, select(ChecklistItem.task_id, func.count(), ticked), ChecklistItem.task_id, ids)
        said = select(TaskComment.task_id, func.count(), func.count()).where(TaskComment.removed_at.is_(None))
        self._said = _by_task(session, said, TaskComment.task_id, ids)
        initiatives = (each.initiative_id for each in tasks) if with_names else ()
        self._names = names_of(session, actor, language, initiatives)

    def card(self, task: Task, may_move: bool, today: date) -> Card:
        items, ticked = self._items.get(task.id, (0, 0))
        waits = self._needed.get(task.id, ()) if task.state in UNFINISHED else ()
        doer = self._people.get(task.assignee_id or 0)
        return Card(
            task.id, task.title, task.category, doer, task.due,
            task.state in UNFINISHED and task.due is not None and task.due < today,
            waits or ((task.waits_for,) if task.waits_for else ()),
            ticked, items, self._said.get(task.id, (0, 0))[0], may_move, self._names.get(task.initiative_id or 0),
            task.state in UNFINISHED and doer is not None and has_gone(doer, today),
        )  # fmt: skip


def _by_task(session: Session, query: Select[Any], column: Any, ids: list[int]) -> dict[int, tuple[int, int]]:
    rows = session.execute(query.where(column.in_(ids)).group_by(column))
    return {task_id: (first, second) for task_id, first, second in rows}


def _needed(session: Session, actor: Actor, ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Task → titles of what has to be done first; empty titles where the actor may not see which."""
    # The state is no condition: SQLite would begin at every unfinished task instead of at those of the board.
    query = select(TaskNeed.task_id, Task.id, Task.title, Task.state).join(Task, Task.id == TaskNeed.needs_id)
    found_rows = session.execute(query.where(TaskNeed.task_id.in_(ids)).order_by(TaskNeed.task_id, Task.id))
    rows = [row for row in found_rows if row.state in UNFINISHED]
    needed = {row.id for row in rows}
    seen = set(session.scalars(select(Task.id).where(Task.id.in_(needed), readable_tasks(session, actor))))
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.task_id] = (*found.get(row.task_id, ()), row.title if row.id in seen else "")
    return found
