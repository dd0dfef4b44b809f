"""Seams read from the released steps: where function, department or channel change on the way through a process.

A step's department is that of its function, else of its touchpoint, else of the process; its channel is that of its
touchpoint, or the touchpoint itself where that names none. What customers do themselves has no function, and a
department only where a touchpoint has one. What a step does not say goes on as it was: each of the three is compared
with the last step that said it, and the seam begins at the latest of these.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from wiki.entries.models import RELEASED, EntryLink
from wiki.entries.rights import PUBLISHED
from wiki.people.models import Department, Function
from wiki.processes.models import Process, ProcessStep
from wiki.touchpoints.models import Touchpoint

FUNCTION, DEPARTMENT, CHANNEL = "function", "department", "channel"
CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Words:
    """A name in both languages, as far as there is one."""

    de: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """In `language`, else in the other one."""
        return (self.de or self.en) if language == "de" else (self.en or self.de)


@dataclass(frozen=True, slots=True)
class Unit:
    """A department."""

    id: int
    slug: str
    name: Words


@dataclass(frozen=True, slots=True)
class Step:
    """A released step as far as seams ask for it. `acts` and `channel` are what is compared; empty: not said."""

    key: str
    number: int
    lane: str
    title: Words
    acts: str = ""
    actor: Words = Words()
    unit: Unit | None = None
    channel: str = ""
    touchpoint: Words = Words()
    severity: str = ""
    """How severe its break point is; empty where nothing breaks."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A seam. `before` and `after` are its steps; what changes comes from the last step that said it."""

    process_id: int
    before: Step
    after: Step
    actors: tuple[Words, Words] | None
    units: tuple[Unit | None, Unit | None]
    """The departments of both sides; the same one twice where it does not change."""
    channels: tuple[Step, Step] | None

    @property
    def place(self) -> tuple[int, str, str]:
        """What rows about it are found by."""
        return self.process_id, self.before.key, self.after.key

    @property
    def joins_departments(self) -> bool:
        """Whether two departments meet here: then they should have an agreement."""
        first, second = self.units
        return first is not None and second is not None and first.id != second.id

    @property
    def changes(self) -> tuple[str, ...]:
        """What changes hands."""
        said = ((FUNCTION, self.actors), (DEPARTMENT, self.joins_departments), (CHANNEL, self.channels))
        return tuple(name for name, changed in said if changed)


_UNSAID: tuple[Words, Unit | None, str] = (Words(), None, "")
_NOWHERE: tuple[str, Words, Unit | None] = ("", Words(), None)


@dataclass(frozen=True)
class Around:
    """What steps refer to by slug or id."""

    functions: dict[str, tuple[Words, Unit | None, str]]
    """Name, department, what is compared."""
    touchpoints: dict[int, tuple[str, Words, Unit | None]]
    """Channel, title, department."""
    units: dict[str, Unit]


Among = Select[tuple[int]]
"""A query for the ids of some processes."""


def around(session: Session, among: Among | None = None) -> Around:
    """Departments, functions and touchpoints, with `among` those its steps name; three queries."""
    columns = (Department.id, Department.slug, Department.name_de, Department.name_en)
    rows = session.execute(select(*columns)).all()
    units = {row.slug: Unit(row.id, row.slug, Words(row.name_de, row.name_en)) for row in rows}
    by_id = {unit.id: unit for unit in units.values()}
    functions = select(Function.slug, Function.name_de, Function.name_en, Function.department_id)
    at = (Touchpoint.id, Touchpoint.channel, Touchpoint.title_de, Touchpoint.title_en, Touchpoint.department)
    touchpoints = select(*at).where(Touchpoint.status.in_(PUBLISHED))
    if among is not None:
        named = select(ProcessStep.function).where(ProcessStep.process_id.in_(among))
        functions = functions.where(Function.slug.in_(named))
        led_to = select(EntryLink.target_id).where(EntryLink.source_id.in_(among), EntryLink.role == "steps")
        touchpoints = touchpoints.where(Touchpoint.id.in_(led_to))
    return Around(
        {row.slug: _function(row, by_id) for row in session.execute(functions)},
        {row.id: _touchpoint(row, units) for row in session.execute(touchpoints)},
        units,
    )


def _function(row: Row[tuple[Any, ...]], units: dict[int, Unit]) -> tuple[Words, Unit | None, str]:
    name = Words(row.name_de, row.name_en)
    return name, units.get(row.department_id or 0), _acts(name)


def _acts(actor: Words) -> str:
    return actor.of("de").casefold()


def _touchpoint(row: Row[tuple[Any, ...]], units: dict[str, Unit]) -> tuple[str, Words, Unit | None]:
    title = Words(row.title_de, row.title_en)
    return row.channel or title.of("de"), title, units.get(row.department)


def crossings(session: Session, known: Around, among: Among | None = None) -> Iterator[Crossing]:
    """The seams of all released processes, or of those `among` finds; one query."""
    leads = (
        (EntryLink.source_id == ProcessStep.process_id)
        & (EntryLink.step_key == ProcessStep.key)
        & (EntryLink.role == "steps")
        & (EntryLink.target_kind == "touchpoint")
    )
    query = (
        select(
            ProcessStep.process_id, ProcessStep.key, ProcessStep.lane, ProcessStep.title_de, ProcessStep.title_en,
            ProcessStep.function, ProcessStep.actor_de, ProcessStep.actor_en, ProcessStep.has_break_point,
            ProcessStep.break_severity, EntryLink.target_id, Process.department,
        )
        .join(Process, Process.id == ProcessStep.process_id)
        .outerjoin(EntryLink, leads)
        .where(Process.status == RELEASED)
        .order_by(ProcessStep.process_id, ProcessStep.position)
    )  # fmt: skip
    if among is not None:
        query = query.where(ProcessStep.process_id.in_(among))
    for number, rows in groupby(session.execute(query), key=itemgetter(0)):
        yield from walk(number, _steps(rows, known))


def _steps(rows: Iterable[Row[tuple[Any, ...]]], known: Around) -> Iterator[Step]:
    keys: set[str] = set()
    for row in rows:
        if row[1] not in keys:  # a step that names two touchpoints stands here twice
            keys.add(row[1])
            yield step_of(row, len(keys), known)


def step_of(row: Sequence[Any], number: int, known: Around) -> Step:
    """The step a row of the query in `crossings` tells of."""
    # Unpacked at once: this runs for every step of the company.
    _id, key, lane, de, en, function, actor_de, actor_en, broken, severity, target, department = row
    ours = lane != CUSTOMER
    actor, unit, acts = _UNSAID
    if function and ours:
        actor, unit, acts = known.functions.get(function) or (Words(function, function), None, function)
    elif actor_de or actor_en:
        actor = Words(actor_de, actor_en)
        acts = _acts(actor) if ours else ""
    channel, touchpoint, at_unit = known.touchpoints.get(target, _NOWHERE)
    unit = unit or at_unit or (known.units.get(department) if ours else None)
    worst = (severity or "unrated") if broken else ""
    return Step(key, number, lane, Words(de, en), acts, actor, unit, channel, touchpoint, worst)


_NUMBER = attrgetter("number")


def walk(process_id: int, steps: Iterable[Step]) -> Iterator[Crossing]:
    """The seams on the way through `steps`."""
    acted: Step | None = None
    held: Step | None = None
    met: Step | None = None
    for step in steps:
        actors = acted if acted is not None and step.acts and step.acts != acted.acts else None
        unit = held if held is not None and step.unit is not None and step.unit is not held.unit else None
        channel = met if met is not None and step.channel and step.channel != met.channel else None
        if actors is not None or unit is not None or channel is not None:
            before = held.unit if held is not None else None
            yield Crossing(
                process_id,
                max((each for each in (actors, unit, channel) if each is not None), key=_NUMBER),
                step,
                (actors.actor, step.actor) if actors is not None else None,
                (before, step.unit or before),
                (channel, step) if channel is not None else None,
            )
        acted = step if step.acts else acted
        held = step if step.unit is not None else held
        met = step if step.channel else met
