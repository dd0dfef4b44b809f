"""All initiatives that concern groups: how many people, where they stand, what is told next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.adkar import PLACES, Standing, per_cent, standing
from wiki.change.models import AdkarRound, ChangeGroup, ChangeMessage, ChangeTraining
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.initiatives.models import LIVE, Initiative

Dated = ChangeMessage | ChangeTraining
_Weighed = tuple[int, AdkarRound | None]


@dataclass(frozen=True)
class Shown:
    """An initiative in the list. `standing` brings its groups together, each as heavy as it has people."""

    initiative: Initiative
    groups: int
    people: int
    standing: Standing | None
    late: int
    """Messages and trainings whose day has passed."""
    next_day: date | None
    """The day of the next one."""
    told: int
    messages: int


LIVE_ONES, LATE, ALL = "live", "late", "all"
SCOPES = (LIVE_ONES, LATE, ALL)


def concerned(actor: Actor, scope: str, today: date, language: str) -> Select[tuple[Initiative]]:
    """Initiatives with groups or messages that the actor may read: those under way, those whose plan is behind its
    days, or all."""
    has_groups = select(ChangeGroup.id).where(ChangeGroup.initiative_id == Entry.id).exists()
    has_messages = select(ChangeMessage.id).where(ChangeMessage.initiative_id == Entry.id).exists()
    query = select(Initiative).where(readable(actor), has_groups | has_messages)
    if scope != ALL:
        query = query.where(Initiative.stage.in_(LIVE))
    if scope == LATE:
        query = query.where(_late(ChangeMessage, today) | _late(ChangeTraining, today))
    return query.order_by(Entry.sort_de if language == "de" else Entry.sort_en, Entry.id)


def _late(model: type[Dated], today: date) -> ColumnElement[bool]:
    late = and_(model.initiative_id == Entry.id, model.done_on.is_(None), model.planned_on < today)
    return select(model.id).where(late).exists()


def described(session: Session, initiatives: Sequence[Initiative], today: date) -> list[Shown]:
    """What the list shows of them, in a fixed number of queries."""
    ids = [each.id for each in initiatives]
    groups: dict[int, list[_Weighed]] = {each: [] for each in ids}
    for initiative_id, people, row in session.execute(_newest_rounds(ids)):
        groups[initiative_id].append((people, row))
    messages = _counted(session, ChangeMessage, ids, today)
    trainings = _counted(session, ChangeTraining, ids, today)
    return [_shown(each, groups[each.id], messages.get(each.id), trainings.get(each.id)) for each in initiatives]


def _newest_rounds(ids: Sequence[int]) -> Select[Any]:
    """(initiative, people, newest round or None) of every group."""
    place = func.row_number().over(
        partition_by=AdkarRound.group_id, order_by=(AdkarRound.day.desc(), AdkarRound.id.desc())
    )
    of_groups = select(ChangeGroup.id).where(ChangeGroup.initiative_id.in_(ids))
    placed = select(AdkarRound.id, place.label("place")).where(AdkarRound.group_id.in_(of_groups)).subquery()
    newest = select(placed.c.id).where(placed.c.place == 1)
    is_newest = and_(AdkarRound.group_id == ChangeGroup.id, AdkarRound.id.in_(newest))
    query = select(ChangeGroup.initiative_id, ChangeGroup.people, AdkarRound).outerjoin(AdkarRound, is_newest)
    return query.where(ChangeGroup.initiative_id.in_(ids))


@dataclass(frozen=True)
class _Days:
    all: int
    done: int
    late: int
    next_day: date | None


NO_DAYS = _Days(0, 0, 0, None)


def _counted(session: Session, model: type[Dated], ids: Sequence[int], today: date) -> dict[int, _Days]:
    is_open, is_late = model.done_on.is_(None), and_(model.done_on.is_(None), model.planned_on < today)
    query = (
        select(
            model.initiative_id, func.count(), func.count(model.done_on), func.count(model.id).filter(is_late),
            func.min(model.planned_on).filter(and_(is_open, model.planned_on >= today)),
        )
        .where(model.initiative_id.in_(ids))
        .group_by(model.initiative_id)
    )  # fmt: skip
    return {key: _Days(every, done, late, day) for key, every, done, late, day in session.execute(query)}


def _shown(
    initiative: Initiative, groups: Sequence[_Weighed], messages: _Days | None, trainings: _Days | None
) -> Shown:
    messages, trainings = messages or NO_DAYS, trainings or NO_DAYS
    days = [each for each in (messages.next_day, trainings.next_day) if each is not None]
    return Shown(
        initiative, len(groups), sum(people for people, _row in groups), together(groups),
        messages.late + trainings.late, min(days, default=None), messages.done, messages.all,
    )  # fmt: skip


def together(groups: Sequence[_Weighed]) -> Standing | None:
    """Where several groups stand: (people, newest round) of each."""
    weights: Counter[str] = Counter()
    for people, row in groups:
        if row is not None:
            found = standing(row)
            for place in PLACES:
                weights[place] += found.share(place) * people
    return Standing(per_cent(weights)) if weights else None
