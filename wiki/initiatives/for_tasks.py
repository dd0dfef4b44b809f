"""What the pages and reminders of tasks ask about initiatives."""

from collections.abc import Collection, Iterator
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import DELETED
from wiki.initiatives.models import LEAD, LIVE, SPONSOR, Initiative, InitiativeMember, Milestone, Recheck
from wiki.tasks.due_dates import DueDate, DueSource
from wiki.tasks.teams import MilestoneShown


def leads(session: Session, initiative_ids: Collection[int]) -> dict[int, list[int]]:
    """Initiative → the people who lead it today, then those who sponsor it."""
    query = (
        select(InitiativeMember.initiative_id, InitiativeMember.person_id)
        .where(
            InitiativeMember.initiative_id.in_(initiative_ids), InitiativeMember.until.is_(None),
            InitiativeMember.part.in_((LEAD, SPONSOR)),
        )
        .order_by(InitiativeMember.part == SPONSOR, InitiativeMember.id)
    )  # fmt: skip
    found: dict[int, list[int]] = {}
    for initiative_id, person_id in session.execute(query):
        found.setdefault(initiative_id, []).append(person_id)
    return found


def wants_value(session: Session, task_id: int) -> bool:
    """Whether the task is that of a re-check nobody has answered."""
    query = select(Recheck.id).where(Recheck.task_id == task_id, Recheck.outcome == "")
    return session.scalar(query.limit(1)) is not None


def milestones(
    session: Session, initiative_ids: Collection[int], first: date | None = None, last: date | None = None
) -> list[MilestoneShown]:
    """The milestones of these initiatives, due within the days, the first due first."""
    query = select(Milestone).where(Milestone.initiative_id.in_(initiative_ids)).order_by(Milestone.due, Milestone.id)
    if first is not None:
        query = query.where(Milestone.due >= first)
    if last is not None:
        query = query.where(Milestone.due <= last)
    return [
        MilestoneShown(each.id, each.initiative_id, each.title, each.due, each.reached_on)
        for each in session.scalars(query)
    ]


def _due(session: Session, actor: Actor, _today: date, language: str) -> Iterator[DueDate]:
    """What the initiatives that the actor leads are to reach, and have not."""
    led = (
        (InitiativeMember.initiative_id == Milestone.initiative_id) & InitiativeMember.until.is_(None)
        & (InitiativeMember.part == LEAD) & (InitiativeMember.person_id == actor.person_id)
    )  # fmt: skip
    query = (
        select(Milestone, Initiative)
        .join(InitiativeMember, led)
        .join(Initiative, Initiative.id == Milestone.initiative_id)
        .where(Milestone.reached_on.is_(None), Initiative.stage.in_(LIVE), Initiative.status != DELETED)
        .order_by(Milestone.due, Milestone.id)
    )
    for milestone, initiative in session.execute(query):
        url = url_for("initiative.progress", slug=initiative.slug)
        yield DueDate(
            f"milestone-{milestone.id}", "milestone", milestone.title, url, "flag", milestone.due,
            initiative.title(language),
        )  # fmt: skip


DUE = DueSource("milestone", _l("Milestones"), _due)
