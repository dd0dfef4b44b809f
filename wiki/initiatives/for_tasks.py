"""What the pages and reminders of tasks ask about initiatives."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.initiatives.models import LEAD, SPONSOR, InitiativeMember, Milestone
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
