"""The timeline of an initiative: a drawing with the same as a table below it."""

from datetime import date

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.people.models import Person
from wiki.tasks.addresses import task_url
from wiki.tasks.blueprint import blueprint
from wiki.tasks.gone import is_gone
from wiki.tasks.models import DONE, DROPPED, UNFINISHED, WAITING, Task, TaskNeed
from wiki.tasks.rights import may_add, readable_tasks
from wiki.tasks.subjects import find_initiative, initiatives_seen
from wiki.tasks.teams import Teams
from wiki.tasks.timeline import Item, drawing
from wiki.tasks.wording import STATES
from wiki.web.i18n import reader_language
from wiki.web.redirects import same_view
from wiki.web.transaction import db

MOST = 150
"""So many tasks are drawn; the list has all of them."""
OPEN_ONLY = "open"


@blueprint.get("/timeline")
@rule(SIGNED_IN)
def timeline() -> str:
    """Bars, milestones and what needs what; without an initiative the choice of one."""
    session, actor, language = db(), current_actor(), reader_language()
    today = company_day(session)
    asked = request.args.get("initiative", "")[:100]
    initiative = find_initiative(session, actor, asked) if asked else None
    if asked and initiative is None:
        raise NotFound(_("There is no such initiative."))
    only_open = request.args.get("show") == OPEN_ONLY
    items = _items(session, actor, initiative.id, today, only_open) if initiative else []
    milestones = wired(session, Teams).milestones(session, [initiative.id]) if initiative else ()
    return render_template(
        "tasks/timeline.html",
        initiative=initiative,
        may_add=initiative is not None and may_add(session, actor, initiative.id),
        initiatives=[(str(number), title) for number, title in initiatives_seen(session, actor, language)],
        drawn=drawing(items[:MOST], milestones, today),
        items=items[:MOST],
        left_out=len(items) > MOST,
        milestones=milestones,
        titles={each.id: each.title for each in items},
        today=today,
        states=STATES,
        chips=[
            (_("Everything"), same_view(show=None), not only_open, None),
            (_("Unfinished"), same_view(show=OPEN_ONLY), only_open, None),
        ],
    )


def _items(session: Session, actor: Actor, initiative_id: int, today: date, only_open: bool) -> list[Item]:
    """The tasks of the initiative that the actor may see, those due first first; one more than are drawn."""
    of_initiative = (Task.initiative_id == initiative_id) & (Task.state != DROPPED)
    query = (
        select(Task.id, Task.title, Task.state, Task.starts, Task.due, Person.name, is_gone(today).label("gone"))
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(of_initiative, readable_tasks(session, actor))
        .order_by(Task.due.is_(None), Task.due, Task.rank, Task.id)
        .limit(MOST + 1)
    )
    if only_open:
        query = query.where(Task.state != DONE)
    rows = session.execute(query).all()
    states = {row.id: row.state for row in rows}
    needs: dict[int, list[int]] = {}
    held_up = set()
    needed = select(TaskNeed.task_id, TaskNeed.needs_id, Task.state).join(Task, Task.id == TaskNeed.needs_id)
    own = TaskNeed.task_id.in_(select(Task.id).where(of_initiative))
    for task_id, needs_id, state in session.execute(needed.where(own).order_by(TaskNeed.needs_id)):
        if needs_id in states:
            needs.setdefault(task_id, []).append(needs_id)
        if state in UNFINISHED:
            held_up.add(task_id)
    return [
        Item(
            row.id, row.title, task_url(row.id), row.state, row.starts, row.due, row.name or "",
            tuple(needs.get(row.id, ())), row.state == WAITING or row.id in held_up,
            bool(row.gone) and row.state in UNFINISHED,
        )
        for row in rows
    ]  # fmt: skip
