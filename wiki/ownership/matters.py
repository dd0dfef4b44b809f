"""What people are told about requests and duties, in inbox and mail: who is told, and in which words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Matters, Told
from wiki.entries.models import Entry
from wiki.ownership.models import ACCOUNTABLE, OPEN, Accountability, DutyRequest, RequestPackage
from wiki.ownership.packages import holder_of
from wiki.ownership.request_words import asks_you, sort_of
from wiki.ownership.staff import Staff
from wiki.people.queries import holders_of_permission

ASKING = ("request_asked", "request_reminded", "request_escalated")
"""The matters about what a page of one's own lists as long as it waits."""
ANSWERED = frozenset({"request.accepted", "request.declined", "request.withdrawn", "request.passed_on"})

Find = Callable[[Session, Taken, RequestPackage, list[DutyRequest]], Iterable[Told]]


def _told(find: Find) -> Callable[[Session, Taken], Iterable[Told]]:
    """`find` with the package and the requests of the event; nobody is told of what is not there any more."""

    def told(session: Session, event: Taken) -> Iterable[Told]:
        package = session.get(RequestPackage, int(event.data["package_id"]))
        if package is None:
            return []
        ids = {int(each) for each in event.data.get("request_ids", ())}
        return find(session, event, package, [each for each in package.requests if each.id in ids])

    return told


def _others(people: Iterable[int | None], *besides: int | None) -> frozenset[int]:
    return frozenset(each for each in people if each is not None and each not in besides)


def _data(session: Session, package: RequestPackage, requests: list[DutyRequest], **more: Any) -> dict[str, Any]:
    rows = session.execute(select(Entry.id, Entry.kind).where(Entry.id.in_({each.entry_id for each in requests})))
    kinds = {row.id: row.kind for row in rows}
    return {
        "package_id": package.id, "count": len(requests),
        "letters": "".join(sorted({each.letter for each in requests})),
        "sort": sort_of([kinds.get(each.entry_id, "") for each in requests], requests), **more,
    }  # fmt: skip


def _to_answer(session: Session, event: Taken, package: RequestPackage, requests: list[DutyRequest]) -> Iterable[Told]:
    """Who had to answer when it happened, and their deputy while they are away."""
    answerer = int(event.data.get("person_id", package.asked_id))
    found = Staff(session, company_day(session)).people.get(answerer)
    people = _others([answerer, found.deputy_id if found else None], event.actor_id)
    return [Told(people, package.asker_id, _data(session, package, requests, note=package.note))]


def _to_head(session: Session, event: Taken, package: RequestPackage, requests: list[DutyRequest]) -> Iterable[Told]:
    data = _data(session, package, requests, note=package.note)
    return [Told(_others([int(event.data["person_id"])]), package.asked_id, data)]


def _to_asker(session: Session, event: Taken, package: RequestPackage, requests: list[DutyRequest]) -> Iterable[Told]:
    data = _data(session, package, requests, note=event.data.get("note", ""))
    name_of = event.actor_id if event.actor_id is not None else package.asked_id
    return [Told(_others([package.asker_id], event.actor_id), name_of, data)]


def _to_asked(session: Session, event: Taken, package: RequestPackage, requests: list[DutyRequest]) -> Iterable[Told]:
    people = _others([package.asked_id, package.escalated_to_id], event.actor_id)
    return [Told(people, event.actor_id, _data(session, package, requests))]


def _to_managers(
    session: Session, _event: Taken, package: RequestPackage, requests: list[DutyRequest]
) -> Iterable[Told]:
    managers = [each.id for each in holders_of_permission(session, Permission.DUTY_ASSIGN)]
    return [Told(_others([*managers, package.asker_id]), package.asked_id, _data(session, package, requests))]


def _to_holders(session: Session, event: Taken, package: RequestPackage, requests: list[DutyRequest]) -> Iterable[Told]:
    """Everybody behind the holders: the person, all who hold the function, the head of the department."""
    staff = Staff(session, company_day(session))
    by_person: dict[int, list[DutyRequest]] = {}
    for request in requests:
        for person in staff.people_of(holder_of(request)):
            by_person.setdefault(person.id, []).append(request)
    for person_id, theirs in by_person.items():
        if person_id != event.actor_id:
            data = _data(session, package, theirs, note=event.data.get("note", ""))
            yield Told(frozenset({person_id}), event.actor_id, data)


def _to_former(session: Session, event: Taken, package: RequestPackage, requests: list[DutyRequest]) -> Iterable[Told]:
    """Those in whose place somebody else is accountable from now on."""
    by_person: dict[int, list[DutyRequest]] = {}
    for request in requests:
        former = _former(session, request) if request.letter == ACCOUNTABLE else None
        if former is not None and former.person_id is not None and former.person_id != request.person_id:
            by_person.setdefault(former.person_id, []).append(request)
    for person_id, theirs in by_person.items():
        if person_id not in (event.actor_id, package.asker_id):
            yield Told(frozenset({person_id}), event.actor_id, _data(session, package, theirs))


def _former(session: Session, request: DutyRequest) -> Accountability | None:
    query = (
        select(Accountability)
        .where(Accountability.entry_id == request.entry_id, Accountability.step_key == request.step_key)
        .order_by(Accountability.since.desc())
        .limit(2)
    )
    rows = list(session.scalars(query))
    return rows[1] if len(rows) == 2 else None


def is_answered(session: Session, data: Mapping[str, Any]) -> bool:
    """Whether nothing waits in the package any more."""
    package = session.get(RequestPackage, int(data.get("package_id", 0)))
    return package is None or package.state != OPEN


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("ownership.request_page", package_id=int(data["package_id"]), _external=absolute)


def _asked_words(data: Mapping[str, Any], name: str, title: str) -> str:
    return (
        asks_you(name, str(data.get("letters", "")), str(data.get("sort", "")), int(data.get("count", 1)), title) + "."
    )


def _reminded_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("A request from %(name)s still waits for your answer.", name=name or _("Somebody")))


def _escalated_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("A request to %(name)s is with you now: there was no answer.", name=name or _("Somebody")))


def _expired_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("Your request to %(name)s had no answer and is with the head now.", name=name))


def _unanswered_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("Nobody has answered the request to %(name)s, up to the top.", name=name or _("Somebody")))


def _accepted_words(data: Mapping[str, Any], name: str, title: str) -> str:
    name = name or _("Somebody")
    if title:
        return str(_("%(name)s accepted: “%(title)s”.", name=name, title=title))
    return str(
        ngettext("%(name)s accepted a duty.", "%(name)s accepted %(num)s duties.", int(data["count"]), name=name)
    )


def _declined_words(data: Mapping[str, Any], name: str, title: str) -> str:
    name = name or _("Somebody")
    if title:
        return str(_("%(name)s declined: “%(title)s”.", name=name, title=title))
    return str(
        ngettext("%(name)s declined a duty.", "%(name)s declined %(num)s duties.", int(data["count"]), name=name)
    )


def _withdrawn_words(_data: Mapping[str, Any], name: str, title: str) -> str:
    name = name or _("Somebody")
    if title:
        return str(_("%(name)s took the request about “%(title)s” back.", name=name, title=title))
    return str(_("%(name)s took a request to you back.", name=name))


def _passed_on_words(_data: Mapping[str, Any], name: str, _title: str) -> str:
    return str(_("%(name)s asked somebody else instead.", name=name or _("Somebody")))


def _ended_words(data: Mapping[str, Any], _name: str, title: str) -> str:
    if title:
        return str(_("A duty of yours for “%(title)s” ends.", title=title))
    return str(ngettext("A duty of yours ends.", "%(num)s duties of yours end.", int(data["count"])))


def _informed_words(data: Mapping[str, Any], _name: str, title: str) -> str:
    if title:
        return str(_("You are to be informed about “%(title)s” from now on.", title=title))
    return str(ngettext("You are to be informed about one more entry.",
                    "You are to be informed about %(num)s more entries.", int(data["count"])))  # fmt: skip


def _former_words(data: Mapping[str, Any], name: str, title: str) -> str:
    name = name or _("Somebody")
    if title:
        return str(_("%(name)s answers for “%(title)s” in your place.", name=name, title=title))
    return str(ngettext("%(name)s answers for one entry in your place.",
                    "%(name)s answers for %(num)s entries in your place.", int(data["count"]), name=name))  # fmt: skip


def _open(name: str, event: str, icon: str, find: Find, words: Callable[[Mapping[str, Any], str, str], str]) -> Matter:
    """A matter that asks for something until the package is answered."""
    return Matter(name, event, icon, _told(find), words, _url, is_done=is_answered, closing_events=ANSWERED)


def register(matters: Matters) -> None:
    """Tell the inbox. Where one event concerns a person twice the first of these counts."""
    matters.add(
        _open("request_asked", "request.sent", "person-check", _to_answer, _asked_words),
        _open("request_reminded", "request.reminded", "clock", _to_answer, _reminded_words),
        _open("request_escalated", "request.escalated", "arrow-up", _to_head, _escalated_words),
        _open("request_unanswered", "request.unanswered", "exclamation-circle", _to_managers, _unanswered_words),
        Matter("request_expired", "request.escalated", "clock-history", _told(_to_asker), _expired_words, _url),
        Matter("request_accepted", "request.accepted", "check-circle", _told(_to_asker), _accepted_words, _url),
        Matter("duty_passed", "request.accepted", "arrow-right", _told(_to_former), _former_words, _url),
        Matter("duty_taken", "request.taken_on", "arrow-right", _told(_to_former), _former_words, _url),
        Matter("request_declined", "request.declined", "x-circle", _told(_to_asker), _declined_words, _url),
        Matter("request_withdrawn", "request.withdrawn", "arrow-counterclockwise", _told(_to_asked), _withdrawn_words,
               _url),
        Matter("request_passed_on", "request.passed_on", "arrow-right", _told(_to_asker), _passed_on_words, _url),
        Matter("duty_ended", "request.ended", "x-circle", _told(_to_holders), _ended_words, _url),
        Matter("duty_informed", "request.informed", "info-circle", _told(_to_holders), _informed_words, _url),
    )  # fmt: skip
