"""The map of fields of action and strategic aspects: what is running, what has effect, where nothing happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import RELEASED, Entry
from wiki.entries.options import FIELD_OF_ACTION
from wiki.entries.rights import readable
from wiki.initiatives.fields import ASPECTS
from wiki.initiatives.models import CHECKING, CLOSED, LIVE, STOPPED
from wiki.loops.reading import Loop
from wiki.signals.models import WAITING, Signal

DIRECT = ("capture", "design", "steer", "orchestrate")
"""What customers notice at once; the others make it possible."""
INDIRECT = ("governance", "optimise")
UNSAID = ""
"""The row of initiatives that name no field, the column of those that name no aspect."""


@dataclass
class Cell:
    """The initiatives of one field and one aspect."""

    loops: list[Loop] = field(default_factory=list)

    @property
    def running(self) -> int:
        """Those under way or planned."""
        return sum(each.facts.stage in LIVE and not has_effect(each) for each in self.loops)

    @property
    def with_effect(self) -> int:
        """Those with a measured effect that held, or is still being checked."""
        return sum(map(has_effect, self.loops))

    @property
    def red(self) -> int:
        """Those under way that are on red."""
        return sum(each.light == "red" and each.facts.stage in LIVE for each in self.loops)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running and nothing has effect."""
        return not (self.running or self.with_effect)


@dataclass(frozen=True)
class Row:
    """A field of action: its cells by aspect, all of it together, and what else there is of it."""

    name: str
    label: str
    cells: dict[str, Cell]
    whole: Cell
    signals: int
    processes: int


def has_effect(loop: Loop) -> bool:
    """Whether its effect was measured and the initiative closed with it."""
    return loop.facts.measured and loop.facts.stage in (CHECKING, CLOSED)


def is_of(loop: Loop, field_name: str | None, aspect: str | None) -> bool:
    """Whether a loop belongs to this field and this aspect; None: whatever it says."""
    field_fits = field_name is None or loop.field == field_name
    aspect_fits = aspect is None or (aspect in loop.aspects if aspect else not loop.aspects)
    return field_fits and aspect_fits


def drawn(session: Session, actor: Actor, found: Sequence[Loop]) -> list[Row]:
    """The rows of the map, those of the six fields always; two queries."""
    signals, processes = _signals(session), _processes(session, actor)
    known = {option.value: str(option.label) for option in FIELD_OF_ACTION.options}
    beside = sorted({each.field for each in found} - {*DIRECT, *INDIRECT}, key=lambda name: (not name, name))
    return [
        _row(name, known.get(name, name), [each for each in found if each.field == name], signals, processes)
        for name in (*DIRECT, *INDIRECT, *beside)
    ]


def _row(name: str, label: str, of_field: list[Loop], signals: dict[str, int], processes: dict[str, int]) -> Row:
    cells = {option.value: Cell([each for each in of_field if option.value in each.aspects])
             for option in ASPECTS.options}  # fmt: skip
    cells[UNSAID] = Cell([each for each in of_field if not each.aspects])
    return Row(name, label, cells, Cell(of_field), signals.get(name, 0), processes.get(name, 0))


def _signals(session: Session) -> dict[str, int]:
    """Signals that wait, by the field of what they are about."""
    query = (
        select(Entry.field_of_action, func.count())
        .join(Signal, Signal.entry_id == Entry.id)
        .where(Signal.state.in_(WAITING), Signal.initiative_id.is_(None))
        .group_by(Entry.field_of_action)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _processes(session: Session, actor: Actor) -> dict[str, int]:
    query = (
        select(Entry.field_of_action, func.count())
        .where(Entry.kind == "process", Entry.status == RELEASED, readable(actor))
        .group_by(Entry.field_of_action)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def by_aspect(rows: Sequence[Row], aspect: str) -> Cell:
    """A column of the map as one cell."""
    return Cell([each for row in rows for each in row.cells[aspect].loops])


def ended_without(found: Sequence[Loop]) -> list[Loop]:
    """Initiatives that ended and have no measured effect."""
    return [each for each in found if each.facts.stage == STOPPED or
            (each.facts.stage == CLOSED and not each.facts.measured)]  # fmt: skip
