"""All initiatives that concern groups: how many people, where they stand, what is told next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, selectinload

from wiki.access.permissions import Actor
from wiki.change.adkar import PLACES, Standing, per_cent, standing
from wiki.change.models import ChangeGroup, ChangeMessage, ChangeTraining
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.initiatives.models import LIVE, Initiative

Dated = ChangeMessage | ChangeTraining


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
    query = select(ChangeGroup).where(ChangeGroup.initiative_id.in_(ids)).options(selectinload(ChangeGroup.rounds))
    groups: dict[int, list[ChangeGroup]] = {each: [] for each in ids}
    for group in session.scalars(query):
        groups[group.initiative_id].append(group)
    messages = _counted(session, ChangeMessage, ids, today)
    trainings = _counted(session, ChangeTraining, ids, today)
    return [_shown(each, groups[each.id], messages.get(each.id), trainings.get(each.id)) for each in initiatives]


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
    initiative: Initiative, groups: Sequence[ChangeGroup], messages: _Days | None, trainings: _Days | None
) -> Shown:
    messages, trainings = messages or NO_DAYS, trainings or NO_DAYS
    days = [each for each in (messages.next_day, trainings.next_day) if each is not None]
    return Shown(
        initiative, len(groups), sum(each.people for each in groups), together(groups), messages.late + trainings.late,
        min(days, default=None), messages.done, messages.all,
    )  # fmt: skip


def together(groups: Sequence[ChangeGroup]) -> Standing | None:
    """Where several groups stand, by their newest rounds."""
    weights: Counter[str] = Counter()
    for group in groups:
        if group.rounds:
            found = standing(group.rounds[-1])
            for place in PLACES:
                weights[place] += found.share(place) * group.people
    return Standing(per_cent(weights)) if weights else None
