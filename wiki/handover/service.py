"""Packages begun and settled: successors proposed, asked, answering; what changes meanwhile is taken along."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock, outbox
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from wiki.core.text import clean_line
from wiki.handover.models import ACCEPTED, ASKED, DECLINED, GONE, OPEN, UNASKED, WITHDRAWN, Handover, HandoverItem
from wiki.handover.rights import may_begin, may_settle
from wiki.handover.sources import HandoverSources, moving
from wiki.people.absences import works_on
from wiki.people.leaving import known_last_day
from wiki.people.models import Person
from wiki.people.rights import note

FARTHEST_DAYS = 366 * 2
LONGEST_REASON = 500


def begin(session: Session, actor: Actor, person: Person, moves_on: date | None = None) -> Handover:
    """A package for `person`. For somebody with a last day that the actor may know, it follows that day and
    `moves_on` is not asked; else `moves_on` is today or later."""
    if not may_begin(session, actor, person):
        raise Forbidden(_("A hand-over is begun by the person, a head above, the administration or a CX manager."))
    session.refresh(person, with_for_update={"of": Person})
    if not person.active and not actor.is_system:
        raise Invalid([Problem("person_id", _("This person is not active any more."))])
    if session.scalar(select(Handover.id).where(Handover.person_id == person.id, Handover.state == OPEN)) is not None:
        raise Conflict(_("A hand-over of this person has been begun already."))
    day, leaving = _day(session, actor, person, moves_on)
    handover = Handover(
        person_id=person.id, moves_on=day, leaving=leaving, begun_at=clock.now(), begun_by_id=actor.person_id
    )  # fmt: skip
    session.add(handover)
    session.flush()
    take_along(session, handover, first=True)
    record(session, actor, handover, "begun")
    return handover


def _day(session: Session, actor: Actor, person: Person, moves_on: date | None) -> tuple[date, bool]:
    """The first day without the duties, and whether it follows the last day."""
    today = company_day(session)
    leaves = known_last_day(session, actor, person)
    if leaves is not None:
        return leaves + timedelta(days=1), True
    if moves_on is None:
        raise Invalid([Problem("moves_on", _("Write the day from which on others have the duties."))])
    if moves_on < today:
        raise Invalid([Problem("moves_on", _("This day is past. Duties move today or later."))])
    if (moves_on - today).days > FARTHEST_DAYS:
        raise Invalid([Problem("moves_on", _("This day lies too far ahead."))])
    return moves_on, False


def take_along(session: Session, handover: Handover, *, first: bool = False) -> None:
    """Bring the items up to date: what the person has come to answer for is added, what ended is marked as gone and
    comes back when it is there again. `first`: the package is just begun."""
    items = {each.key: each for each in _items(session, handover)}
    present: set[str] = set()
    for source in wired(session, HandoverSources).sources:
        for each in source.find(session, handover.person_id, handover.moves_on):
            present.add(each.key)
            item = items.get(each.key)
            if item is None:
                session.add(
                    HandoverItem(
                        handover_id=handover.id, sort=source.sort, key=each.key, entry_id=each.entry_id,
                        step_key=each.step_key, ref_id=each.ref_id, department=each.department,
                        title_de=each.title_de, title_en=each.title_en,
                        added_at=None if first else clock.now(),
                    )
                )  # fmt: skip
            else:
                item.title_de, item.title_en, item.department = each.title_de, each.title_en, each.department
                if item.state == GONE:
                    item.state, item.successor_id = UNASKED, None
    for key, item in items.items():
        if key not in present and item.is_waiting:
            item.state = GONE
    session.flush()
    session.expire(handover, ["items"])


def _items(session: Session, handover: Handover) -> list[HandoverItem]:
    return list(session.scalars(select(HandoverItem).where(HandoverItem.handover_id == handover.id)))


def lock(session: Session, handover_id: int) -> Handover:
    """The package, held until the transaction ends: answers, proposals and the day itself happen in turn."""
    found = session.scalar(
        select(Handover)
        .where(Handover.id == handover_id)
        .with_for_update(of=Handover)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such hand-over."))
    return found


def lock_open(session: Session, handover_id: int) -> Handover:
    """`lock`, and up to date. Raises Conflict when nothing can be settled any more."""
    found = lock(session, handover_id)
    if found.state != OPEN:
        raise Conflict(_("This hand-over is finished or was called off. Nothing can be changed any more."))
    take_along(session, found)
    return found


def propose(
    session: Session, actor: Actor, handover: Handover, item_ids: Iterable[int], successor_id: int | None
) -> list[HandoverItem]:
    """Ask somebody to take these items over; those who were asked before and have not agreed are asked no more."""
    handover = lock_open(session, handover.id)
    require_settling(session, actor, handover)
    successor = session.get(Person, successor_id) if successor_id is not None else None
    wanted, sorts = set(item_ids), moving(session)
    chosen = [each for each in handover.items if each.id in wanted and each.is_waiting and each.sort in sorts]
    problems = [*_successor_problems(handover, successor)]
    if not chosen:
        problems.append(Problem("items", _("Please tick what is to be handed over.")))
    if problems or successor is None:
        raise Invalid(problems)
    fresh = [each for each in chosen if (each.state, each.successor_id) not in _settled_with(successor.id)]
    for item in fresh:
        item.state, item.successor_id, item.reason = ASKED, successor.id, ""
        item.asked_at, item.answered_at = clock.now(), None
    session.flush()
    if actor.person_id == successor.id:
        _answer(fresh, {each.id: True for each in fresh}, "")
    session.flush()
    record(session, actor, handover, "proposed", successor_id=successor.id, count=len(fresh))
    return fresh


def _settled_with(successor_id: int) -> set[tuple[str, int]]:
    return {(ASKED, successor_id), (ACCEPTED, successor_id)}


def _successor_problems(handover: Handover, successor: Person | None) -> Iterable[Problem]:
    if successor is None:
        yield Problem("successor_id", _("Please choose who is to take over."))
    elif successor.id == handover.person_id:
        yield Problem("successor_id", _("Nobody hands over to themselves. Please choose somebody else."))
    elif not successor.active or (not works_on(successor, handover.moves_on) and successor.leaving_announced):
        yield Problem("successor_id", _("This person will not be there any more. Please choose somebody else."))


def retract(session: Session, actor: Actor, handover: Handover, item_ids: Iterable[int]) -> None:
    """Take proposals back, accepted ones too, as long as nothing has moved."""
    handover = lock_open(session, handover.id)
    require_settling(session, actor, handover)
    wanted = set(item_ids)
    for item in handover.items:
        if item.id in wanted and item.state in (ASKED, ACCEPTED, DECLINED):
            item.state, item.successor_id, item.reason, item.answered_at = UNASKED, None, "", None
    session.flush()
    record(session, actor, handover, "retracted", count=len(wanted))


def answer(
    session: Session, actor: Actor, handover: Handover, answers: Mapping[int, bool], reason: str = ""
) -> list[HandoverItem]:
    """A successor's answers, item by item; as long as nothing has moved they may be changed."""
    handover = lock_open(session, handover.id)
    mine = [each for each in handover.items if each.successor_id == actor.person_id and each.is_waiting]
    if not mine or actor.person_id is None:
        raise Forbidden(_("Nothing of this hand-over waits for you."))
    reason = clean_line(reason)
    if len(reason) > LONGEST_REASON:
        raise Invalid([Problem("reason", _("Use at most %(number)s characters.", number=LONGEST_REASON))])
    changed = [each for each in mine if each.id in answers and each.state != _state(answers[each.id])]
    _answer(changed, answers, reason)
    session.flush()
    for state in (ACCEPTED, DECLINED):
        count = sum(each.state == state for each in changed)
        if count:
            record(session, actor, handover, state, count=count, note=reason if state == DECLINED else "")
    return changed


def _state(accepts: bool) -> str:
    return ACCEPTED if accepts else DECLINED


def _answer(items: Iterable[HandoverItem], answers: Mapping[int, bool], reason: str) -> None:
    for item in items:
        item.state, item.answered_at = _state(answers[item.id]), clock.now()
        item.reason = "" if item.state == ACCEPTED else reason


def withdraw(session: Session, actor: Actor, handover: Handover) -> None:
    """Call a package off: nothing moves, nobody is asked any more."""
    handover = lock_open(session, handover.id)
    require_settling(session, actor, handover)
    if any(not each.is_waiting and each.state != GONE for each in handover.items):
        raise Conflict(_("Something has been taken over already. Finish the hand-over instead."))
    handover.state, handover.finished_at = WITHDRAWN, clock.now()
    session.flush()
    record(session, actor, handover, "withdrawn")


def require_settling(session: Session, actor: Actor, handover: Handover) -> None:
    """Raise Forbidden unless the actor may settle the package."""
    if not actor.is_system and not may_settle(session, actor, handover):
        raise Forbidden(_("A hand-over is settled by the person, a head above, the administration or a CX manager."))


def record(session: Session, actor: Actor, handover: Handover, act: str, **detail: Any) -> None:
    """Audit and event of what happened to a package."""
    told = {name: value for name, value in detail.items() if name != "note"}
    note(session, actor, f"handover:{act}", f"handover:{handover.id}", person_id=handover.person_id, **told)
    outbox.record(session, f"handover.{act}", actor_id=actor.person_id, handover_id=handover.id, **detail)
