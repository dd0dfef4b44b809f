"""Cells filled in: from what the page showed and what is wished now to planned changes (ownership/planning.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.core.errors import Forbidden, Invalid, NotFound, Problem
from wiki.matrix.letters import ORDER, Cell, standings
from wiki.ownership.desk import Wish
from wiki.ownership.holders import Holder, Place
from wiki.ownership.models import COLLECTING, DutyRequest, RequestPackage
from wiki.ownership.packages import ASSIGN, END
from wiki.ownership.planning import plan_many, refusals, unplan_all

MOST_CHANGES = 2000


@dataclass(frozen=True)
class Change:
    """One cell: the letters that the page showed as wished, and those wished now."""

    place: Place
    holder: Holder
    was: str
    now: str


@dataclass(frozen=True)
class Refusal:
    """A cell that stays as it was, and why. `is_conflict`: somebody else changed it meanwhile."""

    change: Change
    message: str
    is_conflict: bool = False


def change(session: Session, actor: Actor, changes: Sequence[Change]) -> list[Refusal]:
    """Plan what differs. What cannot be is refused cell by cell; everything else is planned all the same."""
    if len(changes) > MOST_CHANGES:
        problem = _("At most %(number)s cells at once, please.", number=MOST_CHANGES)
        raise Invalid([Problem("changes", problem)])
    there = _cells(session, actor, {each.place.entry_id for each in changes})
    refused: list[Refusal] = []
    wishes: dict[Change, list[Wish]] = {}
    for each in changes:
        cell = there.get((each.place, each.holder.key), Cell())
        if set(each.now) == set(cell.wished):
            continue
        if set(each.was) != set(cell.wished):
            refused.append(Refusal(each, _("This has changed meanwhile. Look at it, then fill it in again."), True))
        elif set(cell.wished) - set(each.now) & cell.asked:
            refused.append(Refusal(each, _("Somebody has been asked already. Withdraw it under Requests.")))
        else:
            wishes[each] = _wishes(each, cell)
    return refused + _planned_but_for(session, actor, wishes)


def _cells(session: Session, actor: Actor, entry_ids: set[int]) -> Mapping[tuple[Place, str], Cell]:
    found: dict[tuple[Place, str], Cell] = {}
    for each in standings(session, actor, entry_ids, company_day(session), now=True):
        cell = found.setdefault((each.place, each.holder_key), Cell())
        letters: set[str] = getattr(cell, each.state)
        letters.add(each.letter)
    return found


def _wishes(change: Change, cell: Cell) -> list[Wish]:
    """What ends comes first, so that the accountable one can move within a row."""
    gone = [each for each in ORDER if each in cell.wished and each not in change.now]
    come = [each for each in ORDER if each in change.now and each not in cell.wished]
    return [
        *(Wish(change.place, letter, change.holder, END) for letter in gone),
        *(Wish(change.place, letter, change.holder, ASSIGN) for letter in come),
    ]


def _planned_but_for(session: Session, actor: Actor, wishes: dict[Change, list[Wish]]) -> list[Refusal]:
    """Plan what can be; what cannot is found out first, for all at once."""
    everything = [(each, wish) for each, found in wishes.items() for wish in found]
    errors = refusals(session, actor, [wish for _change, wish in everything])
    refused: dict[Change, Refusal] = {}
    for (each, _wish), error in zip(everything, errors, strict=True):
        if error is not None:
            refused.setdefault(each, Refusal(each, _message(error)))
    inorder = sorted((wish for each, wish in everything if each not in refused), key=lambda wish: wish.act != END)
    if inorder:
        plan_many(session, actor, inorder)
    return list(refused.values())


def _message(error: Forbidden | Invalid | NotFound) -> str:
    if isinstance(error, Invalid):
        return " ".join(str(each.message) for each in error.problems)
    return str(error.message)


@dataclass(frozen=True)
class Planned:
    """How much the actor has planned and not yet sent."""

    changes: int
    people: int


def how_much_planned(session: Session, actor: Actor) -> Planned:
    """The actor's planned changes, and how many people they concern. One query."""
    query = (
        select(func.count(DutyRequest.id), func.count(RequestPackage.asked_id.distinct()))
        .join(RequestPackage, RequestPackage.id == DutyRequest.package_id)
        .where(RequestPackage.asker_id == actor.person_id, RequestPackage.state == COLLECTING)
    )
    changes, people = session.execute(query).one()
    return Planned(changes, people)


def drop_all(session: Session, actor: Actor) -> int:
    """Take back everything the actor has planned; returns how many changes that were."""
    return unplan_all(session, actor)
