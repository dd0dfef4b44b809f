"""A month of due dates: one's own from all rooms, or the tasks and milestones of initiatives one may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import FIRST_DAY, LAST_DAY, months_after
from wiki.core.db import wired
from wiki.entries.models import Entry
from wiki.people.models import Person
from wiki.tasks.addresses import task_url
from wiki.tasks.due_dates import everything_due
from wiki.tasks.models import DONE, DROPPED, Task
from wiki.tasks.rights import readable_tasks
from wiki.tasks.teams import Teams

MOST = 2000
"""So many tasks a month shows."""
MOST_A_DAY, MOST_FOLDED = 4, 12
MINE, ALL = "mine", "all"
MILESTONE = "milestone"
FIRST, LAST = FIRST_DAY, LAST_DAY.replace(day=1)


@dataclass(frozen=True)
class Mark:
    """Something on a day. `who` does it; `about`: what it belongs to."""

    sort: str
    title: str
    url: str
    about: str = ""
    who: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class Day:
    """A day of the page; those of the months beside it are shown, too, so that weeks are whole."""

    date: date
    in_month: bool
    marks: Sequence[Mark]

    @property
    def first(self) -> Sequence[Mark]:
        """What there is room for; one more never hides behind "one more"."""
        return self.marks if len(self.marks) <= MOST_A_DAY + 1 else self.marks[:MOST_A_DAY]

    @property
    def rest(self) -> Sequence[Mark]:
        """What is folded away."""
        return self.marks[len(self.first) : len(self.first) + MOST_FOLDED]

    @property
    def left_out(self) -> int:
        """How many there is no room for at all."""
        return len(self.marks) - len(self.first) - len(self.rest)


@dataclass(frozen=True)
class Month:
    """A month in whole weeks, Monday first."""

    first: date
    weeks: Sequence[Sequence[Day]]
    number: int

    @property
    def before(self) -> str:
        """The month before, as addresses write it; empty at the end of the world."""
        return f"{months_after(self.first, -1):%Y-%m}" if self.first > FIRST else ""

    @property
    def after(self) -> str:
        """The month after."""
        return f"{months_after(self.first, 1):%Y-%m}" if self.first < LAST else ""


def month_of(asked: str, today: date) -> date:
    """The first day of the month that an address asks for as `2026-11`; of this month where it asks for none."""
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return found if FIRST <= found <= LAST else today.replace(day=1)


def own_month(session: Session, actor: Actor, language: str, first: date, today: date) -> Month:
    """What waits for the actor, whatever room it comes from."""
    marks: dict[date, list[Mark]] = {}
    for each in everything_due(session, actor, language, today):
        if each.day is not None:
            marks.setdefault(each.day, []).append(Mark(each.sort, each.title, each.url, each.note))
    return _month(first, marks)


def month(session: Session, actor: Actor, first: date, initiatives: dict[int, str]) -> Month:
    """The tasks of these initiatives (id → title) that the actor may see, and their milestones."""
    start, end = _bounds(first)
    marks: dict[date, list[Mark]] = {}
    slugs = _slugs(session, initiatives)
    for each in wired(session, Teams).milestones(session, list(initiatives), start, end):
        url = url_for("initiative.progress", slug=slugs[each.initiative_id])
        about = initiatives[each.initiative_id]
        marks.setdefault(each.due, []).append(
            Mark(MILESTONE, each.title, url, about, is_done=each.reached_on is not None)
        )
    query = (
        select(Task.id, Task.title, Task.due, Task.state, Task.initiative_id, Person.name)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(Task.initiative_id.in_(initiatives), Task.due >= start, Task.due <= end, Task.state != DROPPED)
        .where(readable_tasks(session, actor))
        .order_by(Task.due, Task.rank, Task.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        about = initiatives[row.initiative_id]
        marks.setdefault(row.due, []).append(
            Mark("task", row.title, task_url(row.id), about, row.name or "", row.state == DONE)
        )
    return _month(first, marks)


def _slugs(session: Session, ids: Iterable[int]) -> dict[int, str]:
    return {row.id: row.slug for row in session.execute(select(Entry.id, Entry.slug).where(Entry.id.in_(ids)))}


def _bounds(first: date) -> tuple[date, date]:
    """The Monday and the Sunday between which the month lies."""
    last = months_after(first, 1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _month(first: date, marks: dict[date, list[Mark]]) -> Month:
    start, end = _bounds(first)
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    shown = [Day(each, each.month == first.month, marks.get(each, ())) for each in days]
    weeks = [shown[start : start + 7] for start in range(0, len(shown), 7)]
    return Month(first, weeks, sum(len(each.marks) for each in shown if each.in_month))
