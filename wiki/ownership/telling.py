"""Who is told once a change of duties is in force: as the asker chose, those who watch and whole departments.

For callers: `choose` keeps the choice with a package, `in_force` follows requests that were put in force. What begins
later is told on its day, by JOB, and only if it still holds then.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import outbox
from wiki.core.clock import company_day
from wiki.core.consumers import Job, Sessions, Taken
from wiki.core.db import begin_write
from wiki.core.errors import Invalid
from wiki.core.matters import Matter, Told
from wiki.entries.audience import entitled, watchers_of
from wiki.entries.models import TELL_DEPARTMENTS, TELL_NOBODY, Entry
from wiki.entries.telling import Telling, members_of, problems_of
from wiki.ownership.card import holder_of as held_by
from wiki.ownership.holders import Place
from wiki.ownership.models import ACCEPTED, ACCOUNTABLE, RESPONSIBLE, Accountability, Duty, DutyRequest, RequestPackage
from wiki.ownership.packages import END, holder_of, lock_package, place_of
from wiki.ownership.queries import accountable_on, duties_on, of_entries
from wiki.ownership.staff import Staff

EVENT = "duty.in_force"
OF_INTEREST = (ACCOUNTABLE, RESPONSIBLE)
"""What those who watch hear of; departments that were chosen hear of every letter."""


def choose(session: Session, package: RequestPackage, telling: Telling) -> None:
    """Keep with the package who is told. Raises Invalid."""
    problems = problems_of(session, telling)
    if problems:
        raise Invalid(problems)
    package.tell, package.tell_message = telling.choice, telling.message
    package.tell_departments = list(telling.department_ids)


def chosen(package: RequestPackage) -> Telling:
    """What was chosen for the package."""
    return Telling(package.tell, tuple(package.tell_departments), package.tell_message)


def in_force(session: Session, actor: Actor, package: RequestPackage, requests: Iterable[DutyRequest]) -> None:
    """These requests were put in force: tell of those that hold today, and of the others on their day."""
    if package.tell == TELL_NOBODY:
        return
    today = company_day(session)
    wanted = [each for each in requests if each.letter in OF_INTEREST or package.tell == TELL_DEPARTMENTS]
    for each in wanted:
        each.tell_on = max(each.since or today, today)
    _record(session, actor.person_id, package, [each for each in wanted if each.tell_on == today])


def _record(session: Session, actor_id: int | None, package: RequestPackage, requests: Sequence[DutyRequest]) -> None:
    if not requests:
        return
    for each in requests:
        each.tell_on = None
    session.flush()
    entries = {each.entry_id for each in requests}
    outbox.record(
        session, EVENT, actor_id=actor_id, entry_id=entries.pop() if len(entries) == 1 else None,
        package_id=package.id, request_ids=[each.id for each in requests],
    )  # fmt: skip


def run(sessions: Sessions) -> str:
    """The job: tell of what is in force from today on."""
    with sessions() as session:
        query = select(DutyRequest.package_id).where(DutyRequest.tell_on <= company_day(session))
        ids = sorted(set(session.scalars(query)))
    for package_id in ids:
        with sessions() as session:
            begin_write(session)
            package, today = lock_package(session, package_id), company_day(session)
            due = [each for each in package.requests if each.tell_on is not None and each.tell_on <= today]
            _record(session, None, package, due)
            session.commit()
    return f"{len(ids)} packages"


JOB = Job("duties.in_force", timedelta(minutes=30), run)


def _told(session: Session, event: Taken) -> Iterable[Told]:
    package = session.get(RequestPackage, int(event.data["package_id"]))
    if package is None:
        return
    ids = {int(each) for each in event.data["request_ids"]}
    requests = _holding(session, [each for each in package.requests if each.id in ids and each.state == ACCEPTED])
    known = _knowing(session, event, package, requests)
    for person_id, theirs in _by_person(session, event, package, requests).items():
        if person_id not in known:
            yield Told(frozenset({person_id}), event.actor_id, _data(package, theirs))


def _holding(session: Session, requests: Sequence[DutyRequest]) -> list[DutyRequest]:
    """Those that are still as they were put in force; two queries."""
    today, ids = company_day(session), {each.entry_id for each in requests}
    rows = session.scalars(of_entries(accountable_on(today), ids))
    accountable = {Place(row.entry_id, row.step_key): (row.person_id, row.function_id) for row in rows}
    held = {
        (Place(row.entry_id, row.step_key), row.letter, row.holder_key)
        for row in session.scalars(duties_on(today).where(Duty.entry_id.in_(ids)))
    }

    def holds(request: DutyRequest) -> bool:
        place, holder, ended = place_of(request), holder_of(request), request.act == END
        if request.letter == ACCOUNTABLE:
            wanted = (None, None) if ended else (holder.person_id, holder.function_id)
            return accountable.get(place, (None, None)) == wanted
        return ((place, request.letter, holder.key) in held) is not ended

    return [each for each in requests if holds(each)]


def _by_person(
    session: Session, event: Taken, package: RequestPackage, requests: Sequence[DutyRequest]
) -> dict[int, list[DutyRequest]]:
    """Who is to be told of which: of what they may read alone."""
    telling = chosen(package)
    ids = {each.entry_id for each in requests}
    entries = {each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(ids)))}
    members = members_of(session, telling.department_ids) if telling.choice == TELL_DEPARTMENTS else set()
    watching = watchers_of(session, list(entries.values()), event.occurred_at)
    found: dict[int, list[DutyRequest]] = {}
    for entry_id, entry in entries.items():
        here = [each for each in requests if each.entry_id == entry_id]
        of_interest = [each for each in here if each.letter in OF_INTEREST]
        for person in entitled(session, entry, members | watching[entry_id]):
            found.setdefault(person.id, []).extend(here if person.id in members else of_interest)
    return {person_id: theirs for person_id, theirs in found.items() if theirs}


def _knowing(
    session: Session, event: Taken, package: RequestPackage, requests: Sequence[DutyRequest]
) -> set[int | None]:
    """Those who know already: who asked, was asked or answered, who holds it now, and who held it before."""
    staff = Staff(session, company_day(session))
    known: set[int | None] = {event.actor_id, package.asker_id, package.asked_id, package.escalated_to_id}
    known |= {person.id for each in requests for person in staff.people_of(holder_of(each))}
    places = {place_of(each) for each in requests if each.letter == ACCOUNTABLE}
    rows = select(Accountability).where(Accountability.entry_id.in_({each.entry_id for each in places}))
    before: dict[Place, list[Accountability]] = {}
    for row in session.scalars(rows.order_by(Accountability.since)):
        before.setdefault(Place(row.entry_id, row.step_key), []).append(row)
    last = [held_by(row) for place in places for row in before.get(place, [])[-2:]]
    return known | {person.id for each in last if each is not None for person in staff.people_of(each)}


def _data(package: RequestPackage, requests: Sequence[DutyRequest]) -> dict[str, Any]:
    entries: dict[int, Entry] = {each.entry_id: each.entry for each in requests}
    only = next(iter(entries.values())) if len(entries) == 1 else None
    where = {"kind": only.kind, "slug": only.slug} if only is not None else {}
    return {"count": len(entries), "note": package.tell_message, **where}


def _words(data: Any, _name: str, title: str) -> str:
    if title:
        return str(_("Who answers for “%(title)s” has changed.", title=title))
    return str(ngettext("Who answers for one entry has changed.",
                        "Who answers for %(num)s entries has changed.", int(data["count"])))  # fmt: skip


def _url(data: Any, absolute: bool) -> str:
    if "slug" in data:
        return url_for(f"{data['kind']}.ownership", slug=data["slug"], _external=absolute)
    return url_for("ownership.register_page", _external=absolute)


MATTER = Matter(EVENT.replace(".", "_"), EVENT, "person-check", _told, _words, _url)
