"""Seams read from the released steps: where function, department or channel change on the way through a process.

A step's department is that of its function, else of its touchpoint, else of the process; its channel is that of its
touchpoint, or the touchpoint itself where that names none. What customers do themselves has no function, and a
department only where a touchpoint has one. What a step does not say goes on as it was: each of the three is compared
with the last step that said it, and the seam begins at the latest of these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

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


@dataclass(frozen=True)
class Around:
    """What steps refer to by slug or id."""

    functions: dict[str, tuple[Words, Unit | None]]
    touchpoints: dict[int, tuple[str, Words, Unit | None]]
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
        {
            row.slug: (Words(row.name_de, row.name_en), by_id.get(row.department_id or 0))
            for row in session.execute(functions)
        },
        {
            row.id: (row.channel, Words(row.title_de, row.title_en), units.get(row.department))
            for row in session.execute(touchpoints)
        },
        units,
    )


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


def _steps(rows: Iterable[Row[tuple[object, ...]]], known: Around) -> Iterator[Step]:
    keys: set[str] = set()
    for row in rows:
        if row.key not in keys:  # a step that names two touchpoints stands here twice
            keys.add(row.key)
            yield _step(row, len(keys), known)


def _step(row: Row[tuple[object, ...]], number: int, known: Around) -> Step:
    ours = row.lane != CUSTOMER
    actor, unit, acts = Words(row.actor_de, row.actor_en), None, ""
    if row.function and ours:
        found, unit = known.functions.get(row.function, (None, None))
        actor = found or Words(row.function, row.function)
    if ours:
        acts = (actor.de or actor.en).casefold()
    channel, touchpoint, at_unit = known.touchpoints.get(row.target_id or 0, ("", Words(), None))
    unit = unit or at_unit or (known.units.get(row.department) if ours else None)
    severity = (row.break_severity or "unrated") if row.has_break_point else ""
    return Step(
        row.key, number, row.lane, Words(row.title_de, row.title_en), acts, actor, unit,
        channel or touchpoint.of("de"), touchpoint, severity,
    )  # fmt: skip


def walk(process_id: int, steps: Iterable[Step]) -> Iterator[Crossing]:
    """The seams on the way through `steps`."""
    acted: Step | None = None
    held: Step | None = None
    met: Step | None = None
    for step in steps:
        actors = acted if acted is not None and step.acts and step.acts != acted.acts else None
        unit = held if held is not None and step.unit is not None and step.unit != held.unit else None
        channel = met if met is not None and step.channel and step.channel != met.channel else None
        origins = [each for each in (actors, unit, channel) if each is not None]
        if origins:
            before = held.unit if held is not None else None
            yield Crossing(
                process_id,
                max(origins, key=lambda each: each.number),
                step,
                (actors.actor, step.actor) if actors is not None else None,
                (before, step.unit or before),
                (channel, step) if channel is not None else None,
            )
        acted = step if step.acts else acted
        held = step if step.unit is not None else held
        met = step if step.channel else met
