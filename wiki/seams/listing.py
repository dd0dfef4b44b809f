"""The list of seams: narrowed by what the address says, the worst first, a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wiki.seams.models import CAUSES, REPEATED
from wiki.seams.reading import Crossing
from wiki.seams.standing import AGREED, MISSING, OUTDATED, WAITS, Standing, worst_first

A_PAGE = 50
OPEN, WITHOUT, REPEATING, SETTLED, ALL = "open", "without", "repeating", "agreed", "all"
SHOWS = (OPEN, WITHOUT, REPEATING, SETTLED, ALL)
_STATES: dict[str, Callable[[Standing], bool]] = {
    OPEN: lambda each: each.is_open,
    WITHOUT: lambda each: each.state in (MISSING, WAITS, OUTDATED) and each.crossing.joins_departments,
    REPEATING: lambda each: each.said.context == REPEATED,
    SETTLED: lambda each: each.state == AGREED,
    ALL: lambda _each: True,
}


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to. `departments` are ids on either side; `day` is a day of the past."""

    show: str = OPEN
    departments: frozenset[int] = frozenset()
    cause: str = ""
    process_id: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Numbers:
    """How many seams there are within what was asked, whatever is shown of them."""

    total: int = 0
    open: int = 0
    without: int = 0
    agreed: int = 0
    repeating: int = 0
    by_cause: Mapping[str, int] = field(default_factory=dict)


def touches(crossing: Crossing, departments: frozenset[int]) -> bool:
    """Whether one of the departments stands on either side."""
    return any(unit is not None and unit.id in departments for unit in crossing.units)


def narrowed(found: Sequence[Standing], asked: Asked) -> list[Standing]:
    """Those that lie within the departments, the process and the cause, whatever their state."""
    kept = found
    if asked.departments:
        kept = [each for each in kept if touches(each.crossing, asked.departments)]
    if asked.process_id is not None:
        kept = [each for each in kept if each.crossing.process_id == asked.process_id]
    if asked.cause in CAUSES:
        kept = [each for each in kept if asked.cause in each.said.causes]
    return list(kept)


def shown(found: Sequence[Standing], asked: Asked) -> list[Standing]:
    """Of those the ones in the state asked for, the worst first."""
    return worst_first([each for each in found if _STATES[asked.show](each)])


def numbers(found: Sequence[Standing]) -> Numbers:
    """Counted in one pass over each question."""
    return Numbers(
        total=len(found),
        open=sum(_STATES[OPEN](each) for each in found),
        without=sum(_STATES[WITHOUT](each) for each in found),
        agreed=sum(_STATES[SETTLED](each) for each in found),
        repeating=sum(_STATES[REPEATING](each) for each in found),
        by_cause={cause: sum(cause in each.said.causes for each in found) for cause in CAUSES},
    )
