"""Who takes part in an initiative. Works inside a writing transaction and flushes."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.entries.rights import demand
from wiki.initiatives.models import LEAD, MEMBER, PARTS, Initiative, InitiativeMember
from wiki.initiatives.reopening import open_rechecks
from wiki.initiatives.rights import may_steer
from wiki.initiatives.service import hold, record, steered
from wiki.people.models import Person
from wiki.tasks.gone import has_gone
from wiki.tasks.models import Task
from wiki.tasks.service import change, data_of
from wiki.tasks.values import Seen


def members_now(session: Session, initiative_id: int) -> list[InitiativeMember]:
    """Everybody who takes part today: sponsor, lead, then the others in the order in which they came."""
    query = select(InitiativeMember).where(
        InitiativeMember.initiative_id == initiative_id, InitiativeMember.until.is_(None)
    )
    found = session.scalars(query.order_by(InitiativeMember.id))
    return sorted(found, key=lambda member: PARTS.index(member.part))


def lead_of(session: Session, initiative_id: int) -> Person | None:
    """Who leads it, as long as they work here."""
    found = next((each for each in members_now(session, initiative_id) if each.part == LEAD), None)
    return found.person if found is not None and not has_gone(found.person, company_day(session)) else None


def join(session: Session, actor: Actor, initiative_id: int, person_id: int | None, part: str) -> InitiativeMember:
    """Somebody takes part from today on. A new lead or sponsor follows the present one; a new lead takes over what is
    to be checked again. Doing it twice changes nothing."""
    initiative = steered(session, actor, initiative_id)
    person = session.get(Person, person_id) if person_id else None
    if part not in PARTS:
        raise Invalid([Problem("part", _("Please choose one of the list."))])
    if person is None or has_gone(person, company_day(session)):
        raise Invalid([Problem("person", _("Please choose somebody who works here."))])
    present = members_now(session, initiative.id)
    known = next((each for each in present if each.person_id == person.id and each.part == part), None)
    if known is not None:
        return known
    today = company_day(session)
    for each in present:
        if part != MEMBER and each.part == part:
            each.until = today
    session.flush()
    made = InitiativeMember(initiative_id=initiative.id, person_id=person.id, part=part, since=today)
    session.add(made)
    session.flush()
    if part == LEAD:
        _hand_rechecks_over(session, actor, initiative, person)
    record(session, actor, initiative, "joined", person_id=person.id, part=part)
    return made


def leave(session: Session, actor: Actor, initiative_id: int, member_id: int) -> None:
    """Somebody takes part no longer: whoever steers it decides, and members for themselves."""
    initiative = hold(session, initiative_id)
    member = session.get(InitiativeMember, member_id)
    if member is None or member.initiative_id != initiative.id:
        raise NotFound
    is_own = member.part == MEMBER and member.person_id == actor.person_id
    demand(is_own or may_steer(session, actor, initiative.id), _("Here its lead and its sponsor have a say."))
    if member.until is None:
        member.until = company_day(session)
        session.flush()
        record(session, actor, initiative, "left", person_id=member.person_id, part=member.part)


def _hand_rechecks_over(session: Session, actor: Actor, initiative: Initiative, person: Person) -> None:
    for each in open_rechecks(session, initiative.id):
        task = session.get(Task, each.task_id) if each.task_id else None
        if task is not None and task.is_unfinished and task.assignee_id != person.id:
            change(session, actor, task.id, replace(data_of(task), assignee_id=person.id), Seen(task.edits))
