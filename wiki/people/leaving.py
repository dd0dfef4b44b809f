"""The last working day of somebody who leaves: entered by a head above or the administration.

Until it is announced only these, and the person, know of it. Nothing ends by itself: on the day after, duties pass on
(see `wiki/handover`) and the administration is told that the account can be ended; to end it stays their decision.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor, Permission
from wiki.core import outbox
from wiki.core.audit import AuditRow
from wiki.core.clock import company_day
from wiki.core.consumers import Job, Sessions, Taken
from wiki.core.db import begin_write, wired
from wiki.core.errors import Conflict, Forbidden, Invalid, Problem
from wiki.core.matters import Matter, Told
from wiki.people.models import Person
from wiki.people.queries import holders_of_permission
from wiki.people.rights import may_look_after, note

FARTHEST_DAYS = 366 * 2
LEFT = "person.last_day_over"
_TOLD = "system:person:last_day_over"


@dataclass
class Leavings:
    """Upper floors append what they do when a last day is entered, moved or withdrawn; wired."""

    changed: list[Callable[[Session, Actor, Person], None]] = field(default_factory=list)


def may_set(session: Session, actor: Actor, person: Person) -> bool:
    """Whether the actor may enter the last day of this person."""
    return actor.is_system or may_look_after(session, actor, person)


def may_know(session: Session, actor: Actor, person: Person) -> bool:
    """Whether the actor may know of a last day of this person, if there is one."""
    return person.leaving_announced or actor.person_id == person.id or may_set(session, actor, person)


def known_last_day(session: Session, actor: Actor, person: Person) -> date | None:
    """The last day of the person, for those who may know it; None for everybody else."""
    return person.last_day if person.last_day is not None and may_know(session, actor, person) else None


def set_last_day(session: Session, actor: Actor, person: Person, day: date | None, *, announced: bool) -> None:
    """Enter, move, announce or (with None) withdraw a last day. Refused once the day is over: duties have moved."""
    if not may_set(session, actor, person):
        raise Forbidden(_("A last working day is entered by a head above or by the administration."))
    session.refresh(person, with_for_update={"of": Person})
    today, before = company_day(session), person.last_day
    if before is not None and before < today and day != before:
        raise Conflict(_("This last working day is over and the duties have moved. It cannot be changed any more."))
    if day is not None and day != before and day < today:
        raise Invalid([Problem("last_day", _("This day is past. A last working day is today or later."))])
    if day is not None and (day - today).days > FARTHEST_DAYS:
        raise Invalid([Problem("last_day", _("This day lies too far ahead."))])
    person.last_day, person.leaving_announced = day, announced and day is not None
    session.flush()
    note(session, actor, f"person:last_day_{'entered' if day else 'withdrawn'}", f"person:{person.id}")
    outbox.record(session, "person.last_day_changed", actor_id=actor.person_id, person_id=person.id)
    for tell in wired(session, Leavings).changed:
        tell(session, actor, person)


def tell_of_left(session: Session) -> int:
    """Tell the administration, once a person and day, whose last day is over; returns how many people."""
    today = company_day(session)
    left = list(session.scalars(select(Person).where(Person.active, Person.last_day < today).order_by(Person.id)))
    subjects = [f"person:{each.id}" for each in left]
    acts = session.scalars(select(AuditRow).where(AuditRow.action == _TOLD, AuditRow.subject.in_(subjects)))
    told = {(each.subject, each.detail.get("day")) for each in acts}
    new = [each for each in left if each.last_day and (f"person:{each.id}", each.last_day.isoformat()) not in told]
    for person in new:
        day = person.last_day.isoformat() if person.last_day else ""
        note(session, SYSTEM, "person:last_day_over", f"person:{person.id}", day=day)
        outbox.record(session, LEFT, person_id=person.id)
    session.flush()
    return len(new)


def run(sessions: Sessions) -> str:
    """The due job."""
    with sessions() as session:
        begin_write(session)
        found = tell_of_left(session)
        session.commit()
    return f"{found} told"


def _told(session: Session, taken: Taken) -> Iterable[Told]:
    person_id = int(taken.data["person_id"])
    people = {each.id for each in holders_of_permission(session, Permission.PERSON_MANAGE)} - {person_id}
    return [Told(frozenset(people), person_id, {"person_id": person_id})]


def _sentence(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("The last working day of %(name)s is over. Please decide about the account.", name=name))


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("people.admin_person", person_id=int(data["person_id"]), _external=absolute)


def _is_done(session: Session, data: Mapping[str, Any]) -> bool:
    person = session.get(Person, int(data["person_id"]))
    return person is None or not person.active


JOB = Job("people_last_days", timedelta(hours=1), run)
MATTER = Matter(
    "last_day_over", LEFT, "box-arrow-right", _told, _sentence, _url,
    is_done=_is_done, closing_events=frozenset({"person.deactivated"}),
)  # fmt: skip
