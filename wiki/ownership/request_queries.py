"""Packages of requests in lists: to me, from me, in my area; and whether somebody may see one."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from wiki.access.permissions import Actor
from wiki.core.errors import NotFound
from wiki.entries.models import Entry
from wiki.ownership.models import CLOSED, COLLECTING, OPEN, DutyRequest, RequestPackage
from wiki.ownership.packages import capacities, holder_of
from wiki.ownership.rights import oversees
from wiki.ownership.staff import Staff
from wiki.people.models import Absence, Person

TO_ME, FROM_ME, PLANNED, AREA = "to-me", "from-me", "planned", "area"
"""Whose requests a list shows."""


def packages(condition: ColumnElement[bool]) -> Select[tuple[RequestPackage]]:
    """Packages that meet the condition, with what a list says of them; those to be answered first stand first, of
    those that are done the last."""
    return (
        select(RequestPackage)
        .where(condition)
        .options(
            joinedload(RequestPackage.asker),
            joinedload(RequestPackage.asked),
            joinedload(RequestPackage.escalated_to),
            selectinload(RequestPackage.requests).joinedload(DutyRequest.entry),
        )
        .order_by(
            RequestPackage.state.desc(), RequestPackage.closed_at.desc(), RequestPackage.due, RequestPackage.id.desc()
        )
    )


def by_state(answered: bool) -> ColumnElement[bool]:
    """Those that wait, or those that are done."""
    return RequestPackage.state == (CLOSED if answered else OPEN)


def to_me(actor: Actor, day: date) -> ColumnElement[bool]:
    """Those the actor is asked, or answers for somebody: as a head, or standing in for who is away."""
    away = aliased(Person)
    absent = (
        select(Absence.person_id)
        .join(away, away.id == Absence.person_id)
        .where(
            Absence.first_day <= day,
            Absence.last_day >= day,
            func.coalesce(Absence.deputy_id, away.deputy_id) == actor.person_id,
        )
    )
    me = actor.person_id
    mine = or_(RequestPackage.asked_id == me, RequestPackage.escalated_to_id == me)
    others = or_(RequestPackage.asked_id.in_(absent), RequestPackage.escalated_to_id.in_(absent))
    return (RequestPackage.state != COLLECTING) & or_(mine, others)


def with_a_head() -> ColumnElement[bool]:
    """Those that had no answer in time."""
    return RequestPackage.escalated_on.is_not(None)


def about_department(slug: str) -> ColumnElement[bool]:
    """Those about entries of this department."""
    about = select(DutyRequest.id).join(Entry, Entry.id == DutyRequest.entry_id)
    return exists(about.where(DutyRequest.package_id == RequestPackage.id, Entry.department == slug))


def from_me(actor: Actor) -> ColumnElement[bool]:
    """Those the actor has sent."""
    return (RequestPackage.asker_id == actor.person_id) & (RequestPackage.state != COLLECTING)


def planned_by_me(actor: Actor) -> ColumnElement[bool]:
    """Those the actor puts together."""
    return (RequestPackage.asker_id == actor.person_id) & (RequestPackage.state == COLLECTING)


def in_area(actor: Actor) -> ColumnElement[bool]:
    """Those about entries whose requests the actor oversees."""
    about = select(DutyRequest.id).join(Entry, Entry.id == DutyRequest.entry_id)
    seen = exists(about.where(DutyRequest.package_id == RequestPackage.id, oversees(actor)))
    return (RequestPackage.state != COLLECTING) & seen


def visible(session: Session, actor: Actor, staff: Staff, package_id: int) -> RequestPackage:
    """The package, for those it concerns and those who oversee it. Raises NotFound."""
    package = session.scalar(packages(RequestPackage.id == package_id))
    if package is None or not _concerns(session, actor, staff, package):
        raise NotFound(_("There is no such request any more."))
    return package


def _concerns(session: Session, actor: Actor, staff: Staff, package: RequestPackage) -> bool:
    if package.asker_id == actor.person_id:
        return True
    if package.state == COLLECTING:
        return False
    if actor.person_id in (package.asked_id, package.escalated_to_id, *capacities(package, staff)):
        return True
    behind = {person.id for each in package.requests for person in staff.people_of(holder_of(each))}
    if actor.person_id in behind:
        return True
    return bool(session.scalar(select(exists().where(RequestPackage.id == package.id, in_area(actor)))))
