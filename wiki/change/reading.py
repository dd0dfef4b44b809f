"""What the pages of an initiative's change management show, read in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from wiki.access.permissions import Actor
from wiki.change.adkar import Standing, standing
from wiki.change.models import (
    AdkarRound,
    ChangeGroup,
    ChangeMeasure,
    ChangeMessage,
    ChangeResistance,
    ChangeTraining,
)
from wiki.change.pictures import Map, influence_map, strategy
from wiki.core.clock import company_day
from wiki.initiatives.models import InitiativeMember
from wiki.initiatives.rights import takes_part
from wiki.tasks.models import Task

FITS_EASILY = 16
"""So many lines of the plan; a group takes two."""


@dataclass(frozen=True)
class GroupLine:
    """A group in the list: its number in the picture, and where its newest round saw it."""

    number: int
    group: ChangeGroup
    newest: AdkarRound | None

    @property
    def standing(self) -> Standing | None:
        """Where it stands."""
        return standing(self.newest) if self.newest else None

    @property
    def strategy(self) -> str:
        """What influence and interest suggest."""
        return strategy(self.group)


class ChangePlan:
    """Groups, messages, trainings and resistance of an initiative. `inside`: the reader takes part; influence, interest
    and resistance are for the team alone."""

    def __init__(self, session: Session, actor: Actor, initiative_id: int) -> None:
        self._session = session
        self.initiative_id = initiative_id
        self.inside = takes_part(session, actor, initiative_id)
        self.today: date = company_day(session)

    @cached_property
    def groups(self) -> list[GroupLine]:
        """Those with most influence and interest first."""
        query = (
            select(ChangeGroup)
            .where(ChangeGroup.initiative_id == self.initiative_id)
            .options(*group_parts(), selectinload(ChangeGroup.rounds))
            .order_by((ChangeGroup.influence + ChangeGroup.interest).desc(), ChangeGroup.people.desc(), ChangeGroup.id)
        )
        found = self._session.scalars(query)
        return [GroupLine(at, each, each.rounds[-1] if each.rounds else None) for at, each in enumerate(found, 1)]

    @property
    def people(self) -> int:
        """How many people belong to groups; somebody in two counts twice."""
        return sum(line.group.people for line in self.groups)

    @property
    def map(self) -> Map:
        """Influence and interest as a picture."""
        return influence_map([line.group for line in self.groups])

    @cached_property
    def messages(self) -> list[ChangeMessage]:
        """In the order of their days."""
        query = (
            select(ChangeMessage)
            .where(ChangeMessage.initiative_id == self.initiative_id)
            .options(
                joinedload(ChangeMessage.group).options(*group_parts()), joinedload(ChangeMessage.department),
                joinedload(ChangeMessage.sender), joinedload(ChangeMessage.sender_function),
            )
            .order_by(ChangeMessage.planned_on, ChangeMessage.id)
        )  # fmt: skip
        return list(self._session.scalars(query))

    @cached_property
    def trainings(self) -> list[ChangeTraining]:
        """In the order of their days."""
        query = (
            select(ChangeTraining)
            .where(ChangeTraining.initiative_id == self.initiative_id)
            .options(joinedload(ChangeTraining.group).options(*group_parts()))
            .order_by(ChangeTraining.planned_on, ChangeTraining.id)
        )
        return list(self._session.scalars(query))

    @cached_property
    def resistance(self) -> list[ChangeResistance]:
        """What is not settled first; nothing for readers outside the team."""
        if not self.inside:
            return []
        query = (
            select(ChangeResistance)
            .where(ChangeResistance.initiative_id == self.initiative_id)
            .options(joinedload(ChangeResistance.group).options(*group_parts()))
            .order_by(ChangeResistance.done_on.is_not(None), ChangeResistance.noted_at.desc(), ChangeResistance.id)
        )
        return list(self._session.scalars(query))

    @cached_property
    def measures(self) -> list[tuple[ChangeGroup, Task]]:
        """Tasks made of measures, in the order of their days."""
        query = (
            select(ChangeMeasure)
            .join(AdkarRound)
            .join(ChangeGroup)
            .join(Task, Task.id == ChangeMeasure.task_id)
            .where(ChangeGroup.initiative_id == self.initiative_id)
            .options(joinedload(ChangeMeasure.task).joinedload(Task.assignee))
            .order_by(Task.due.is_(None), Task.due, Task.id)
        )
        of_round = {line.id: each.group for each in self.groups for line in each.group.rounds}
        return [(of_round[each.round_id], each.task) for each in self._session.scalars(query) if each.task]

    @property
    def is_long(self) -> bool:
        """Whether all lists together need small print to fit one page."""
        return len(self.groups) * 2 + len(self.messages) + len(self.trainings) + len(self.resistance) > FITS_EASILY

    @cached_property
    def team(self) -> list[InitiativeMember]:
        """Who takes part today."""
        return team_of(self._session, self.initiative_id)


def group_parts() -> tuple[_AbstractLoad, ...]:
    """What naming a group needs."""
    return joinedload(ChangeGroup.department), joinedload(ChangeGroup.function)


def team_of(session: Session, initiative_id: int) -> list[InitiativeMember]:
    """Who takes part today, in whatever part."""
    query = (
        select(InitiativeMember)
        .where(InitiativeMember.initiative_id == initiative_id, InitiativeMember.until.is_(None))
        .options(joinedload(InitiativeMember.person))
        .order_by(InitiativeMember.id)
    )
    return list(session.scalars(query))


def measures_of(session: Session, round_ids: Collection[int]) -> dict[tuple[int, str], ChangeMeasure]:
    """What was taken of rounds, by round and code of the measure."""
    query = (
        select(ChangeMeasure)
        .where(ChangeMeasure.round_id.in_(round_ids))
        .options(joinedload(ChangeMeasure.task).joinedload(Task.assignee))
    )
    return {(each.round_id, each.code): each for each in session.scalars(query)}
