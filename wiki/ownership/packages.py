"""A package of requests as services change it: locked, judged, closed. Each act locks its package first and the entries
after it, in their order, so that two acts never wait for each other."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core import audit, clock, outbox
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.ownership.duties import add_duty, end_duty, set_accountable
from wiki.ownership.holders import FUNCTION, PERSON, Holder, Place
from wiki.ownership.models import ACCOUNTABLE, ASKED, CLOSED, DutyRequest, RequestPackage
from wiki.ownership.staff import Somebody, Staff
from wiki.people.models import Function

ASSIGN, END = "assign", "end"
"""What a request wants: that somebody takes a duty on, or that it ends."""
AS_ASKED, AS_DEPUTY, AS_HEAD = "asked", "deputy", "head"
"""Why somebody may answer: is asked · stands in for them · leads them and got the request after its time"""


def lock_package(session: Session, package_id: int) -> RequestPackage:
    """The package with its requests as they are now, held until the transaction ends. Raises NotFound."""
    package = session.scalar(
        select(RequestPackage)
        .where(RequestPackage.id == package_id)
        .options(selectinload(RequestPackage.requests))
        .execution_options(populate_existing=True)
        .with_for_update(of=RequestPackage)
    )
    if package is None:
        raise NotFound(_("There is no such request any more."))
    return package


def lock_functions(session: Session, holders: Iterable[Holder]) -> None:
    """Hold the functions among `holders`, in one order, after the entries: `duties.py` holds each as it goes."""
    ids = {each.id for each in holders if each.sort == FUNCTION}
    if ids:
        session.execute(select(Function.id).where(Function.id.in_(ids)).order_by(Function.id).with_for_update())


def place_of(request: DutyRequest) -> Place:
    """What the request is about."""
    return Place(request.entry_id, request.step_key)


def holder_of(request: DutyRequest) -> Holder:
    """Who is to hold the duty, or to hold it no longer."""
    return Holder.read(request.holder_key)


def in_order(requests: Iterable[DutyRequest]) -> list[DutyRequest]:
    """In the one order in which entries are locked."""
    return sorted(requests, key=lambda each: (each.entry_id, each.step_key, each.id))


def whom_to_ask(staff: Staff, holder: Holder) -> Somebody | None:
    """Who answers for a holder: the person, the only holder of a function, else the head of its department."""
    if holder.sort == PERSON:
        person = staff.people.get(holder.id)
        return person if person is not None and person.here else None
    if holder.sort != FUNCTION:
        return staff.head_above(holder.id)
    job = staff.functions.get(holder.id)
    if job is None:
        return None
    if len(job.holder_ids) == 1 and job.single_holder:
        return staff.people[job.holder_ids[0]]
    head = staff.head_above(job.department_id)
    return head or (staff.people[job.holder_ids[0]] if job.holder_ids else None)


def capacities(package: RequestPackage, staff: Staff) -> dict[int, str]:
    """Who may answer the package on the staff's day, and why: the asked person, the head it went to, their deputies."""
    found: dict[int, str] = {}
    for person_id, why, standing_in in (
        (package.asked_id, AS_ASKED, AS_DEPUTY), (package.escalated_to_id, AS_HEAD, AS_HEAD)
    ):  # fmt: skip
        person = staff.people.get(person_id) if person_id is not None else None
        if person is None:
            continue
        if person.here:
            found.setdefault(person.id, why)
        if person.deputy_id is not None and person.deputy_id in staff.people:
            found.setdefault(person.deputy_id, standing_in)
    return found


def may_withdraw(actor: Actor, package: RequestPackage) -> bool:
    """Whether `actor` may take the package back: who asked, and whoever may ask anybody anything."""
    return package.asker_id == actor.person_id or actor.may(Permission.DUTY_ASSIGN)


def answer_by(session: Session, today: date) -> date:
    """Until when an answer is hoped for when nothing else is said."""
    return today + timedelta(days=wired(session, Settings).answer_days)


def put_in_force(session: Session, actor: Actor, request: DutyRequest, *, source: str) -> None:
    """Do what the request wants, from its day on, at the earliest today. `duties.py` checks it once more."""
    place, holder = place_of(request), holder_of(request)
    today = company_day(session)
    since = max(request.since, today) if request.since else today
    if request.act == END and request.letter == ACCOUNTABLE:
        set_accountable(session, actor, place, None, since, source="ended")
    elif request.act == END:
        end_duty(session, actor, place, request.letter, holder, since)
    elif request.letter == ACCOUNTABLE:
        set_accountable(session, actor, place, holder, since, source=source)
    else:
        add_duty(session, actor, place, request.letter, holder, since, source=source)


def decide(actor: Actor, request: DutyRequest, state: str, reason: str = "") -> None:
    """Write down what became of the request."""
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by_id = clock.now(), actor.person_id


def close_if_answered(package: RequestPackage) -> None:
    """A package in which nothing waits any more is closed."""
    if not any(each.state == ASKED for each in package.requests):
        package.state, package.closed_at = CLOSED, clock.now()


def tell(
    session: Session, actor: Actor, package: RequestPackage, act: str, requests: Iterable[DutyRequest], **data: Any
) -> None:
    """Audit row and event `request.<act>` of what happened to some requests of a package."""
    found = list(requests)
    detail = {"package_id": package.id, "request_ids": [each.id for each in found], "count": len(found)}
    origin = "system" if actor.is_system else "web"
    action = f"{origin}:request:{act.replace('.', '_')}"
    audit.append(session, actor.pseudonym, action, f"person:{package.asked_id}", **detail)
    entries = {each.entry_id for each in found}
    outbox.record(
        session, f"request.{act}", actor_id=actor.person_id, entry_id=entries.pop() if len(entries) == 1 else None,
        **detail, **data,
    )  # fmt: skip
