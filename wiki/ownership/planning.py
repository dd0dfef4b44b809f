"""Changes of duties put together before anybody is asked, and sent as one package for each person.

For callers: `plan` and `plan_many` (with `Wish`es), `unplan`, `planned`, `send`. Planning tells nobody. Sending puts in
force what needs no answer (what one takes on oneself, who is informed, what ends) and asks for the rest.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from wiki.entries.models import Entry
from wiki.entries.telling import Telling
from wiki.ownership import telling
from wiki.ownership.desk import Desk, Wish
from wiki.ownership.duties import lock_object
from wiki.ownership.holders import Holder, Place
from wiki.ownership.models import (
    ACCEPTED,
    ASKED,
    COLLECTING,
    INFORMED,
    OPEN,
    PLANNED,
    DutyRequest,
    RequestPackage,
)
from wiki.ownership.packages import (
    ASSIGN,
    END,
    answer_by,
    close_if_answered,
    decide,
    in_order,
    lock_package,
    place_of,
    put_in_force,
    tell,
)
from wiki.people.models import Person

LONGEST_NOTE, LONGEST_EFFORT = 1000, 120
LATEST_ANSWER_DAYS = 90


def plan(
    session: Session, actor: Actor, place: Place, letter: str, holder: Holder, *, act: str = ASSIGN,
    since: date | None = None,
) -> DutyRequest | None:  # fmt: skip
    """Plan one change; None where it takes back what was planned before."""
    return plan_many(session, actor, [Wish(place, letter, holder, act, since)])[0]


def plan_many(session: Session, actor: Actor, wishes: Sequence[Wish]) -> list[DutyRequest | None]:
    """Plan several changes, all or nothing, in about as many queries as one.

    The opposite of what is planned takes that back (None); planning anew replaces. Raises Forbidden, Invalid, NotFound.
    """
    _lock_asker(session, actor)
    desk = Desk.at(session, actor, wishes)
    found = [desk.plan(wish) for wish in wishes]
    session.flush()
    return found


def refusals(session: Session, actor: Actor, wishes: Sequence[Wish]) -> list[Forbidden | Invalid | NotFound | None]:
    """For each wish why it cannot be planned, None where it can; nothing is changed."""
    _lock_asker(session, actor)
    desk = Desk.at(session, actor, wishes)
    return [desk.refusal(wish) for wish in wishes]


def unplan_all(session: Session, actor: Actor) -> int:
    """Take back everything the actor has planned; returns how many changes that were."""
    _lock_asker(session, actor)
    found = planned(session, actor)
    count = sum(len(package.requests) for package in found)
    for package in found:
        session.delete(package)
    session.flush()
    return count


def unplan(session: Session, actor: Actor, request_id: int) -> None:
    """Take back a planned change of one's own. Raises NotFound."""
    _lock_asker(session, actor)
    request = session.get(DutyRequest, request_id)
    if request is None or request.state != PLANNED or request.package.asker_id != actor.person_id:
        raise NotFound(_("This change is not planned any more."))
    Desk.at(session, actor, []).drop(request)
    session.flush()


def planned(session: Session, actor: Actor) -> list[RequestPackage]:
    """The actor's packages that are not sent yet, by the name of who is to be asked."""
    query = (
        select(RequestPackage)
        .join(Person, Person.id == RequestPackage.asked_id)
        .where(RequestPackage.asker_id == actor.person_id, RequestPackage.state == COLLECTING)
        .options(
            joinedload(RequestPackage.asked),
            selectinload(RequestPackage.requests).joinedload(DutyRequest.entry).joinedload(Entry.released),
        )
        .order_by(Person.sort_key, RequestPackage.id)
    )
    return list(session.scalars(query))


def send(
    session: Session, actor: Actor, package_id: int, note: str = "", effort: str = "", due: date | None = None,
    whom: Telling | None = None,
) -> RequestPackage:  # fmt: skip
    """Send a package of one's own: what needs no answer is in force at once, the rest is asked until `due` (default:
    CXWIKI_ANSWER_DAYS). `whom`: who hears of it when it is in force, by default those who watch. Raises Invalid with a
    problem at `note`, `effort`, `due`, `request-<id>` or those of a `Telling`."""
    _lock_asker(session, actor)
    package = lock_package(session, package_id)
    if package.asker_id != actor.person_id:
        raise NotFound(_("There is no such request any more."))
    if package.state != COLLECTING:
        raise Conflict(_("This has been sent already."))
    today = company_day(session)
    due = due or answer_by(session, today)
    problems = [*_form_problems(note, effort, due, today), *_problems(session, actor, package)]
    if problems:
        raise Invalid(problems)
    telling.choose(session, package, whom or Telling())
    package.note, package.effort, package.sent_on = note.strip(), effort.strip(), today
    at_once = [each for each in in_order(package.requests) if needs_no_answer(each, actor)]
    with session.begin_nested():
        for request in at_once:
            put_in_force(session, actor, request, source="own" if package.asked_id == actor.person_id else "asked")
            decide(actor, request, ACCEPTED)
    asked = [each for each in package.requests if each not in at_once]
    for request in asked:
        request.state = ASKED
    package.state, package.due = OPEN, due if asked else None
    close_if_answered(package)
    session.flush()
    _tell_sent(session, actor, package, at_once, asked)
    telling.in_force(session, actor, package, at_once)
    return package


def needs_no_answer(request: DutyRequest, actor: Actor) -> bool:
    """Whether sending puts it in force: one's own duties, who is informed, what ends."""
    return request.act == END or request.letter == INFORMED or request.package.asked_id == actor.person_id


def _tell_sent(
    session: Session, actor: Actor, package: RequestPackage, at_once: list[DutyRequest], asked: list[DutyRequest]
) -> None:
    begun = [each for each in at_once if each.act == ASSIGN]
    parts = {
        "sent": asked,
        "ended": [each for each in at_once if each.act == END],
        "informed": [each for each in begun if each.letter == INFORMED],
        "taken_on": [each for each in begun if each.letter != INFORMED],
    }
    for act, requests in parts.items():
        if requests:
            tell(session, actor, package, act, requests, note=package.note)


def _form_problems(note: str, effort: str, due: date, today: date) -> list[Problem]:
    problems = []
    for field, text, longest in (("note", note, LONGEST_NOTE), ("effort", effort, LONGEST_EFFORT)):
        if len(text.strip()) > longest:
            problems.append(Problem(field, _("At most %(number)s characters, please.", number=longest)))
    if due <= today:
        problems.append(Problem("due", _("Please leave at least one day for the answer.")))
    elif due > today + timedelta(days=LATEST_ANSWER_DAYS):
        problems.append(Problem("due", _("At most %(number)s days, please.", number=LATEST_ANSWER_DAYS)))
    return problems


def _problems(session: Session, actor: Actor, package: RequestPackage) -> list[Problem]:
    """What keeps requests of the package from being sent, at `request-<id>`. Their entries stay locked."""
    wishes = {each.id: Wish.of(each) for each in package.requests}
    found = {request.id: _lock_problem(session, request) for request in in_order(package.requests)}
    desk = Desk.at(session, actor, list(wishes.values()), to_judge=True)
    for number, wish in wishes.items():
        found[number] = found[number] or _judged(desk, wish, package.asked_id)
    return [Problem(f"request-{number}", message) for number, message in found.items() if message]


def _lock_problem(session: Session, request: DutyRequest) -> object:
    try:
        lock_object(session, place_of(request))
    except NotFound as error:
        return error.message
    return ""


def _judged(desk: Desk, wish: Wish, asked_id: int) -> object:
    try:
        desk.judge(wish)
        if wish.act == ASSIGN and desk.asked_id(wish) != asked_id:
            return _("Somebody else answers for this by now. Please take it out and plan it anew.")
    except Invalid as error:
        return error.problems[0].message
    except (NotFound, Forbidden) as error:
        return error.message
    return ""


def _lock_asker(session: Session, actor: Actor) -> None:
    """What one person plans changes in turn, also from two windows."""
    if actor.person_id is None:
        raise Forbidden(_("Please sign in to continue."))
    session.scalar(select(Person.id).where(Person.id == actor.person_id).with_for_update(key_share=True))
