"""The day itself: what was agreed on moves, the rest of somebody who leaves goes to the head; a protocol is made.

The due job may come late or twice. What has moved is not touched again; nothing is written into the past: in between,
`Staff.answerer` already names the head of somebody who has left.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write, wired
from wiki.core.errors import Conflict, Invalid, NotFound
from wiki.handover.models import (
    ACCEPTED,
    ENDED,
    FINISHED,
    GONE,
    MOVED,
    OPEN,
    STAYED,
    TO_HEAD,
    WITHDRAWN,
    Handover,
    HandoverItem,
)
from wiki.handover.planner import Move, Wish, plan
from wiki.handover.protocol import make_protocol
from wiki.handover.service import begin, lock, lock_open, record, require_settling, take_along
from wiki.handover.sources import HandoverSources, Transfer
from wiki.ownership.staff import Staff
from wiki.people.models import Person


def carry_out(session: Session, handover: Handover, *, finish: bool = False) -> None:
    """Move what can move today. The package of somebody who leaves is finished by that; of somebody who stays when
    nothing is left to settle, or when `finish` says so."""
    day = company_day(session)
    if handover.state != OPEN or handover.moves_on > day:
        return
    take_along(session, handover)
    staff = Staff(session, day)
    sources = wired(session, HandoverSources).by_sort
    waiting = [each for each in handover.items if each.is_waiting]
    movable = [each for each in waiting if (found := sources.get(each.sort)) is not None and found.move is not None]
    chosen = movable if handover.leaving or finish else [each for each in movable if each.state == ACCEPTED]
    wishes = [_wish(session, handover, each, staff) for each in chosen]
    somebody = staff.people
    moves = plan(
        wishes, leaver_id=handover.person_id, leaving=handover.leaving,
        is_here=lambda person_id: person_id in somebody and somebody[person_id].here,
    )  # fmt: skip
    items = {each.key: each for each in chosen}
    done = [_follow(session, handover, items[move.key], move, day) for move in moves]
    session.flush()
    _tell(session, handover, done)
    if handover.leaving or finish or not any(each.is_waiting for each in movable):
        _finish(session, handover)


def _wish(session: Session, handover: Handover, item: HandoverItem, staff: Staff) -> Wish:
    source = wired(session, HandoverSources).by_sort[item.sort]
    person = staff.people.get(handover.person_id)
    unit = staff.by_slug.get(item.department)
    besides = (handover.person_id,)
    head = (staff.head_above(person.department_id, besides) if person else None) or (
        staff.head_above(unit.id, besides) if unit else None
    )
    needed = source.needs_somebody(session, item, handover.person_id, staff.day)
    return Wish(item.key, item.state, item.successor_id, needed, head.id if head else None)


def _follow(session: Session, handover: Handover, item: HandoverItem, move: Move, day: date) -> HandoverItem:
    """Write one move down. What is not there any more, or cannot be held by this person, is left as it is."""
    source = wired(session, HandoverSources).by_sort[item.sort]
    item.state, item.done_on, item.holder_id = move.result, day, move.holder_id
    if move.result == STAYED or source.move is None:
        return item
    acting = move.result == TO_HEAD
    try:
        with session.begin_nested():
            source.move(session, item, Transfer(handover.person_id, move.holder_id, acting, day))
    except (NotFound, Invalid, Conflict):
        item.state, item.holder_id = GONE, None
    return item


def _tell(session: Session, handover: Handover, done: Iterable[HandoverItem]) -> None:
    """One event for everybody something came to."""
    came: dict[tuple[str, int], int] = {}
    for item in done:
        if item.state in (MOVED, TO_HEAD) and item.holder_id is not None:
            came[item.state, item.holder_id] = came.get((item.state, item.holder_id), 0) + 1
    for (state, holder_id), count in sorted(came.items()):
        record(session, SYSTEM, handover, state, holder_id=holder_id, count=count)


def _finish(session: Session, handover: Handover) -> None:
    for item in handover.items:
        if item.is_waiting:  # told for information: it goes its own way
            item.state = ENDED
    handover.state, handover.finished_at = FINISHED, clock.now()
    session.flush()
    protocol = make_protocol(session, handover)
    record(session, SYSTEM, handover, "finished", digest=protocol.digest)


def finish_now(session: Session, actor: Actor, handover: Handover) -> None:
    """End the package of somebody who stays: what nobody has taken stays with the person."""
    handover = lock_open(session, handover.id)
    require_settling(session, actor, handover)
    if handover.leaving or handover.moves_on > company_day(session):
        raise Conflict(_("This hand-over is finished on its day."))
    carry_out(session, handover, finish=True)


def move_accepted(session: Session, handover: Handover) -> None:
    """After an answer: what is agreed on for today or earlier moves at once."""
    if handover.state == OPEN and not handover.leaving:
        carry_out(session, handover)


def follow_last_day(session: Session, actor: Actor, person: Person) -> None:
    """A last day was entered, moved or withdrawn: an open package follows it. One that had been begun for another
    reason follows once the day is announced, or over: who settles it need not know of the day before."""
    handover = _open_package(session, person)
    if handover is None:
        return
    if handover.leaving and person.last_day is None:
        handover.leaving = False
        take_along(session, handover)
        record(session, actor, handover, "day_moved")
    elif person.last_day is not None and (handover.leaving or person.leaving_announced):
        _follow_to(session, actor, handover, person.last_day)


def _open_package(session: Session, person: Person) -> Handover | None:
    query = select(Handover).where(Handover.person_id == person.id, Handover.state == OPEN)
    return session.scalar(query.with_for_update(of=Handover))


def _follow_to(session: Session, actor: Actor, handover: Handover, last_day: date) -> None:
    handover.moves_on, handover.leaving = last_day + timedelta(days=1), True
    take_along(session, handover)
    record(session, actor, handover, "day_moved")


def due(session: Session) -> list[int]:
    """The packages whose day has come; begun for those who left without one and still answer for something."""
    today = company_day(session)
    followed = select(Handover.id).where(Handover.person_id == Person.id, Handover.leaving, Handover.state != WITHDRAWN)
    left = select(Person).where(Person.last_day < today, ~followed.where(Handover.moves_on > Person.last_day).exists())
    sources = [each for each in wired(session, HandoverSources).sources if each.move is not None]
    for person in session.scalars(left.order_by(Person.id)).all():
        handover = _open_package(session, person)
        if handover is not None and person.last_day is not None:
            _follow_to(session, SYSTEM, handover, person.last_day)
        elif any(each.sort != "draft" and each.find(session, person.id, today) for each in sources):
            begin(session, SYSTEM, person)
    query = select(Handover.id).where(Handover.state == OPEN, Handover.moves_on <= today).order_by(Handover.id)
    return list(session.scalars(query))


def run(sessions: Sessions) -> str:
    """The due job: one transaction a package, so that one that fails holds none of the others back."""
    with sessions() as session:
        begin_write(session)
        found = due(session)
        session.commit()
    for handover_id in found:
        with sessions() as session:
            begin_write(session)
            carry_out(session, lock(session, handover_id))
            session.commit()
    return f"{len(found)} due"


JOB = Job("handover", timedelta(minutes=10), run)
