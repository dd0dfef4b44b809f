"""What repeats: finishing one makes the next, once."""

from calendar import monthrange
from datetime import date, timedelta

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock, outbox
from wiki.core.clock import company_day, months_after
from wiki.people.models import Person
from wiki.tasks.models import OPEN, ChecklistItem, Task
from wiki.tasks.rows import next_rank, of_origin, record

MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_LOOKS_BACK = 12


def follow(session: Session, actor: Actor, task: Task) -> Task | None:
    """The next of the series, when there is none yet; days that have passed meanwhile are left out. The caller holds
    the row of `task`."""
    origin = f"repeat:{task.id}"
    if not task.repeat or task.due is None or of_origin(session, origin) is not None:
        return None
    due = next_due(task.repeat, task.due, _day_wanted(session, task), company_day(session))
    doer = session.get(Person, task.assignee_id) if task.assignee_id else None
    now = clock.now()
    following = Task(
        title=task.title, text=task.text, category=task.category, repeat=task.repeat, due=due,
        starts=task.starts and due - (task.due - task.starts), assignee_id=doer.id if doer and doer.active else None,
        initiative_id=task.initiative_id, entry_id=task.entry_id, step_key=task.step_key, origin=origin,
        follows_id=task.id, rank=next_rank(session, task.initiative_id, OPEN), created_at=now, changed_at=now,
        created_by_id=task.created_by_id,
        items=[ChecklistItem(position=each.position, text=each.text) for each in task.items],
    )  # fmt: skip
    session.add(following)
    session.flush()
    record(session, actor, following, "created", follows=task.id)
    if following.assignee_id is not None:
        outbox.record(session, "task.assigned", actor_id=actor.person_id, task=following.id, to=following.assignee_id)
    return following


def next_due(repeat: str, due: date, day_wanted: int, today: date) -> date:
    """The first day of the series after `due` that is not before `today`; in months without the wanted day their
    last."""
    following = due
    while following <= due or following < today:
        if repeat not in MONTHS:
            following += timedelta(weeks=1)
            continue
        following = months_after(following, MONTHS[repeat])
        following = following.replace(day=min(day_wanted, _days(following)))
    return following


def _days(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _day_wanted(session: Session, task: Task) -> int:
    """The day of the month the series began with: after a short month it returns."""
    assert task.due is not None
    wanted, each = task.due.day, task
    for _ in range(_LOOKS_BACK):
        if each.due is None or each.due.day < _days(each.due) or each.follows_id is None:
            break
        before = session.get(Task, each.follows_id)
        if before is None or before.due is None:
            break
        wanted, each = max(wanted, before.due.day), before
    return wanted
