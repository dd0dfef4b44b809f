"""Initiatives as rows for lists, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.initiatives.figures import Figure, Value
from wiki.initiatives.models import (
    LEAD,
    LIGHTS,
    LIVE,
    RED,
    STAGES,
    Initiative,
    InitiativeMember,
    Milestone,
    Recheck,
)
from wiki.people.models import Person

ALL, OPEN = "all", "live"
MILESTONE, RECHECK, TARGET = "milestone", "recheck", "target"


@dataclass(frozen=True)
class Lead:
    """Who leads an initiative; `is_here`: they still work here."""

    id: int
    name: str
    is_here: bool


@dataclass(frozen=True)
class Due:
    """What an initiative has to do next."""

    on: date
    what: str
    is_overdue: bool


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative in a list."""

    initiative: Initiative
    lead: Lead | None
    due: Due | None

    @property
    def figure(self) -> Figure:
        """What it is measured by."""
        return self.initiative.figure

    @property
    def effect(self) -> Value | None:
        """The newest measured value."""
        return self.initiative.newest

    @property
    def verdict(self) -> str:
        """Whether the newest value reaches the target."""
        return self.figure.verdict(self.initiative.effect)

    @property
    def way(self) -> int | None:
        """How much of the way to the target has been gone, in percent."""
        return self.figure.way(self.initiative.effect)


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to. `stage`: one of them, OPEN for those not over, or ALL."""

    stage: str = OPEN
    light: str = ""
    field: str = ""
    department: str = ""

    def conditions(self, *, with_stage: bool = True) -> list[ColumnElement[bool]]:
        """What an initiative must fulfil."""
        found: list[ColumnElement[bool]] = []
        if with_stage and self.stage == OPEN:
            found.append(Initiative.stage.in_(LIVE))
        elif with_stage and self.stage in STAGES:
            found.append(Initiative.stage == self.stage)
        if self.light in LIGHTS:
            found.append(Initiative.light == self.light)
        if self.field:
            found.append(Entry.field_of_action == self.field)
        if self.department:
            found.append(Entry.department == self.department)
        return found


def matching(actor: Actor, asked: Asked, language: str) -> Select[tuple[Initiative]]:
    """The initiatives the actor may read, those that need help first, then by title."""
    order = Entry.sort_de if language == "de" else Entry.sort_en
    query = select(Initiative).where(readable(actor), *asked.conditions())
    return query.order_by((Initiative.light == RED).desc(), order, Entry.id)


def counts(session: Session, actor: Actor, asked: Asked) -> dict[str, int]:
    """How many there are by stage, with the other filters applied."""
    query = select(Initiative.stage, func.count()).where(readable(actor), *asked.conditions(with_stage=False))
    found: dict[str, int] = {row[0]: row[1] for row in session.execute(query.group_by(Initiative.stage))}
    found[OPEN] = sum(found.get(stage, 0) for stage in LIVE)
    found[ALL] = sum(found.get(stage, 0) for stage in STAGES)
    return found


def rows_of(session: Session, initiatives: Sequence[Initiative]) -> list[InitiativeRow]:
    """Leads and what is due next; three queries."""
    ids = [each.id for each in initiatives]
    leads, today = _leads(session, ids), company_day(session)
    milestones = _first(session, Milestone, Milestone.due, Milestone.reached_on.is_(None), ids)
    rechecks = _first(session, Recheck, Recheck.due, Recheck.outcome == "", ids)
    found = []
    for each in initiatives:
        dated = [(day, what) for day, what in (
            (milestones.get(each.id), MILESTONE), (rechecks.get(each.id), RECHECK),
            (each.target_on if each.closed_on is None else None, TARGET),
        ) if day is not None]  # fmt: skip
        first = min(dated, default=None) if each.stage in LIVE else None
        due = Due(first[0], first[1], first[0] < today) if first else None
        found.append(InitiativeRow(each, leads.get(each.id), due))
    return found


def _leads(session: Session, ids: Sequence[int]) -> dict[int, Lead]:
    query = (
        select(InitiativeMember.initiative_id, Person.id, Person.name, Person.active)
        .join(Person, Person.id == InitiativeMember.person_id)
        .where(InitiativeMember.initiative_id.in_(ids), InitiativeMember.part == LEAD, InitiativeMember.until.is_(None))
    )
    return {row[0]: Lead(row[1], row[2], row[3]) for row in session.execute(query)}


def _first(
    session: Session,
    model: type[Milestone] | type[Recheck],
    due: InstrumentedAttribute[date],
    is_open: ColumnElement[bool],
    ids: Sequence[int],
) -> dict[int, date]:
    """Initiative → the first day on which something of it is due."""
    query = select(model.initiative_id, func.min(due)).where(model.initiative_id.in_(ids), is_open)
    return {row[0]: row[1] for row in session.execute(query.group_by(model.initiative_id))}
