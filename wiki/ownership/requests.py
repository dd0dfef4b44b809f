"""Answering requests: accepted, declined, taken over, passed on, taken back - each package at one moment by one person.

For callers: `answer` (an `Answer` for each request id; what is left out stays open), `withdraw`, `pass_on`. A duty
begins when it is accepted; until then whoever held it before holds it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from wiki.ownership import holders, telling
from wiki.ownership.duties import lock_object
from wiki.ownership.holders import PERSON
from wiki.ownership.models import ACCEPTED, ASKED, COLLECTING, DECLINED, OPEN, WITHDRAWN, DutyRequest, RequestPackage
from wiki.ownership.packages import (
    AS_HEAD,
    answer_by,
    capacities,
    close_if_answered,
    decide,
    holder_of,
    in_order,
    lock_functions,
    lock_package,
    may_withdraw,
    place_of,
    put_in_force,
    tell,
    whom_to_ask,
)
from wiki.ownership.staff import Staff

ACCEPT, DECLINE, TAKE_OVER = "accept", "decline", "take_over"
LONGEST_REASON = 500


@dataclass(frozen=True)
class Answer:
    """What somebody says to one request. `reason` is needed for declining; TAKE_OVER is for the head it went to."""

    verdict: str
    reason: str = ""


def answer(session: Session, actor: Actor, package_id: int, answers: Mapping[int, Answer]) -> RequestPackage:
    """Answer requests of a package, all or nothing.

    Raises Forbidden for whoever is not asked, Conflict for what was answered or taken back meanwhile, Invalid with
    problems at `request-<id>` and `reason-<id>`.
    """
    package = lock_package(session, package_id)
    staff = Staff(session, company_day(session))
    why = _standing(staff, actor, package)
    requests = _waiting(package, answers)
    problems = [problem for each in requests for problem in _problems(each, answers[each.id], why)]
    if why != AS_HEAD:
        problems += _of_others(staff, package, [each for each in requests if answers[each.id].verdict == ACCEPT])
    if problems:
        raise Invalid(problems)
    wanted = [each for each in requests if answers[each.id].verdict != DECLINE]
    with session.begin_nested():
        for request in wanted:
            if answers[request.id].verdict == TAKE_OVER:
                _take_over(request, actor)
        _accept(session, actor, wanted)
    refused = [each for each in requests if each not in wanted]
    for request in refused:
        decide(actor, request, DECLINED, answers[request.id].reason.strip())
    close_if_answered(package)
    session.flush()
    if wanted:
        tell(session, actor, package, "accepted", wanted)
        telling.in_force(session, actor, package, wanted)
    if refused:
        reasons = " · ".join(dict.fromkeys(each.reason for each in refused))
        tell(session, actor, package, "declined", refused, note=reasons[:LONGEST_REASON])
    return package


def withdraw(
    session: Session, actor: Actor, package_id: int, request_ids: Iterable[int] | None = None
) -> RequestPackage:
    """Take back what was asked and is not answered: all of it, or these requests only."""
    package = lock_package(session, package_id)
    if not may_withdraw(actor, package):
        raise Forbidden(_("Only who asked can take the request back."))
    waiting = [each.id for each in package.requests if each.state == ASKED]
    requests = _waiting(package, waiting if request_ids is None else list(request_ids))
    for request in requests:
        decide(actor, request, WITHDRAWN)
    close_if_answered(package)
    session.flush()
    tell(session, actor, package, "withdrawn", requests)
    return package


def pass_on(
    session: Session, actor: Actor, package_id: int, request_ids: Iterable[int], person_id: int
) -> RequestPackage:
    """The head a package went to asks somebody else instead; the new package still comes from who asked at first."""
    package = lock_package(session, package_id)
    today = company_day(session)
    staff = Staff(session, today)
    if _standing(staff, actor, package) != AS_HEAD:
        raise Forbidden(_("Only the head to whom the request went can ask somebody else."))
    person = staff.people.get(person_id)
    if person is None or not person.here:
        raise Invalid([Problem("person", _("This person is not active any more."))])
    if person_id == package.asked_id:
        raise Invalid([Problem("person", _("This person has been asked already."))])
    if person_id == actor.person_id:
        raise Invalid([Problem("person", _("Take it over yourself instead."))])
    requests = _waiting(package, list(request_ids))
    for request in requests:
        decide(actor, request, WITHDRAWN)
    close_if_answered(package)
    asked_now = RequestPackage(
        asker_id=package.asker_id, asked_id=person_id, made_at=clock.now(), note=package.note, effort=package.effort,
        state=OPEN, sent_on=today, due=answer_by(session, today),
    )  # fmt: skip
    telling.choose(session, asked_now, telling.chosen(package))
    holder = holders.person(person_id)
    asked_now.requests = [
        DutyRequest(
            entry_id=each.entry_id, step_key=each.step_key, letter=each.letter, act=each.act, since=each.since,
            holder_key=holder.key, state=ASKED, **holder.columns,
        )
        for each in requests
    ]  # fmt: skip
    session.add(asked_now)
    session.flush()
    tell(session, actor, package, "passed_on", requests, person_id=person_id)
    tell(session, actor, asked_now, "sent", asked_now.requests, note=asked_now.note)
    return asked_now


def _standing(staff: Staff, actor: Actor, package: RequestPackage) -> str:
    why = capacities(package, staff).get(actor.person_id or 0)
    if why is None or package.state == COLLECTING:
        raise Forbidden(_("This request is not addressed to you."))
    return why


def _waiting(package: RequestPackage, request_ids: Iterable[int]) -> list[DutyRequest]:
    """These requests of the package, each still waiting for its answer."""
    by_id = {each.id: each for each in package.requests}
    wanted = list(request_ids)
    if any(each not in by_id for each in wanted):
        raise NotFound(_("There is no such request any more."))
    found = [by_id[each] for each in wanted] or package.requests
    if any(each.state == WITHDRAWN for each in found):
        raise Conflict(_("The request has been taken back meanwhile. Nothing was changed."))
    if not wanted or any(each.state != ASKED for each in found):
        raise Conflict(_("This has been answered meanwhile. Nothing was changed."))
    return in_order(found)


def _problems(request: DutyRequest, given: Answer, why: str) -> list[Problem]:
    if given.verdict == DECLINE:
        if not given.reason.strip():
            return [Problem(f"reason-{request.id}", _("Please say in a few words why not."))]
        if len(given.reason.strip()) > LONGEST_REASON:
            message = _("At most %(number)s characters, please.", number=LONGEST_REASON)
            return [Problem(f"reason-{request.id}", message)]
        return []
    if given.verdict not in (ACCEPT, TAKE_OVER):
        return [Problem(f"request-{request.id}", _("Please accept or decline."))]
    if given.verdict == TAKE_OVER and why != AS_HEAD:
        return [Problem(f"request-{request.id}", _("Only the head to whom the request went can take it over."))]
    if given.verdict == ACCEPT and why == AS_HEAD and holder_of(request).sort == PERSON:
        message = _("Nobody can accept for somebody else. Take it over yourself, ask somebody else or decline.")
        return [Problem(f"request-{request.id}", message)]
    return []


def _of_others(staff: Staff, package: RequestPackage, requests: Iterable[DutyRequest]) -> list[Problem]:
    """Functions and departments that have passed to somebody else since: nobody accepts for whoever has them now."""
    message = _("Somebody else answers for this by now. Please decline, so that they can be asked.")
    now = {each: whom_to_ask(staff, holder_of(each)) for each in requests if holder_of(each).sort != PERSON}
    return [
        Problem(f"request-{each.id}", message)
        for each, person in now.items()
        if person is None or person.id != package.asked_id
    ]


def _take_over(request: DutyRequest, actor: Actor) -> None:
    holder = holders.person(actor.person_id or 0)
    request.holder_key = holder.key
    request.person_id, request.function_id, request.department_id = holder.id, None, None


def _accept(session: Session, actor: Actor, requests: list[DutyRequest]) -> None:
    """All of them in force, or a problem at each that cannot be. Entries are locked before functions."""
    problems = []
    for request in requests:
        try:
            lock_object(session, place_of(request))
        except NotFound as error:
            problems.append(Problem(f"request-{request.id}", error.message))
    if problems:
        raise Invalid(problems)
    lock_functions(session, [holder_of(each) for each in requests])
    for request in requests:
        try:
            put_in_force(session, actor, request, source="asked")
        except Invalid as error:
            problems += [Problem(f"request-{request.id}", each.message) for each in error.problems]
        decide(actor, request, ACCEPTED)
    if problems:
        raise Invalid(problems)
