"""Drawings: who can stop the change and whom it concerns; where a group stood over time. Sizes are in the units of the
view boxes; templates write them into SVG."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from wiki.change.adkar import BARRIER_AT_MOST, ELEMENTS, PLACES, Standing, standing
from wiki.change.models import HIGHEST, AdkarRound, ChangeGroup

CELL, MARGIN = 76, 44
SIDE = CELL * HIGHEST
HIGH = 3
"""From here on influence and interest count as high: whom one judges in the middle is rather involved than not."""
SMALLEST_DOT, LARGEST_DOT = 11, 20

COLUMN, GAP, LEFT, TOP, TALL, FOOT = 76, 30, 52, 10, 240, 40
MOST_COLUMNS = 8
LEAST_WITH_WORDS = 8
"""Per cent a part needs so that its number fits in."""


@dataclass(frozen=True)
class Dot:
    """A group in the picture, by its number in the list."""

    number: int
    group: ChangeGroup
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Map:
    """Influence upwards, interest to the right, each from 1 to 5."""

    dots: tuple[Dot, ...]
    cell: int = CELL
    margin: int = MARGIN
    side: int = SIDE
    divide: int = CELL * (HIGH - 1)
    """Where high begins, from the low end."""


def influence_map(groups: Sequence[ChangeGroup]) -> Map:
    """The dots; several in one cell stand around its middle."""
    cells: dict[tuple[int, int], list[tuple[int, ChangeGroup]]] = defaultdict(list)
    for number, group in enumerate(groups, 1):
        cells[group.interest, group.influence].append((number, group))
    most = max((group.people for group in groups), default=1)
    return Map(tuple(dot for place, inside in cells.items() for dot in _dots(place, inside, most)))


def _dots(place: tuple[int, int], inside: list[tuple[int, ChangeGroup]], most: int) -> list[Dot]:
    interest, influence = place
    x, y = MARGIN + CELL * (interest - 0.5), CELL * (HIGHEST - influence + 0.5)
    spread = 0 if len(inside) == 1 else CELL / 4
    found = []
    for at, (number, group) in enumerate(inside):
        angle = 2 * pi * at / len(inside)
        radius = SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * sqrt(group.people / most)
        if spread:
            radius = min(radius, CELL / 5)
        found.append(
            Dot(number, group, round(x + spread * cos(angle), 1), round(y + spread * sin(angle), 1), round(radius, 1))
        )
    return found


def strategy(group: ChangeGroup) -> str:
    """What the two ratings suggest: involve, satisfy, inform or observe."""
    if group.influence >= HIGH:
        return "involve" if group.interest >= HIGH else "satisfy"
    return "inform" if group.interest >= HIGH else "observe"


@dataclass(frozen=True)
class Part:
    """The share of a column at one barrier; `words`: whether its number fits in."""

    place: str
    share: int
    y: float
    height: float

    @property
    def words(self) -> bool:
        """Whether its number fits in."""
        return self.share >= LEAST_WITH_WORDS


@dataclass(frozen=True)
class Column:
    """A round as a column of shares, the first barrier at the bottom."""

    row: AdkarRound
    standing: Standing
    x: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class OverTime:
    """Rounds from left to right; `left_out` are earlier ones."""

    columns: tuple[Column, ...]
    left_out: int
    width: int
    height: int = TOP + TALL + FOOT
    column: int = COLUMN
    left: int = LEFT

    @property
    def grid(self) -> tuple[tuple[int, float], ...]:
        """(per cent, height) of the lines."""
        return tuple((share, TOP + TALL * (100 - share) / 100) for share in (0, 50, 100))


def over_time(rows: Sequence[AdkarRound]) -> OverTime:
    """The newest rounds as columns."""
    shown = rows[-MOST_COLUMNS:]
    columns = tuple(_column(row, LEFT + GAP / 2 + (COLUMN + GAP) * at) for at, row in enumerate(shown))
    return OverTime(columns, len(rows) - len(shown), LEFT + (COLUMN + GAP) * len(shown))


def _column(row: AdkarRound, x: float) -> Column:
    found, below = standing(row), 0
    parts = []
    for place in PLACES:
        share = found.share(place)
        if share:
            y = TOP + TALL * (100 - below - share) / 100
            parts.append(Part(place, share, round(y, 1), round(TALL * share / 100, 1)))
            below += share
    return Column(row, found, x, tuple(parts))


@dataclass(frozen=True)
class Average:
    """An element's average in the newest round and in the one before; lengths in per cent of the scale from 1 to 5."""

    element: str
    value: float
    before: float | None

    @property
    def length(self) -> float:
        """How far the bar reaches."""
        return _along(self.value)

    @property
    def mark(self) -> float | None:
        """Where the round before stood."""
        return None if self.before is None else _along(self.before)

    @property
    def is_barrier(self) -> bool:
        """Whether the average is at or below the bound."""
        return self.value <= BARRIER_AT_MOST


def _along(value: float) -> float:
    return round(100 * (value - 1) / (HIGHEST - 1), 1)


def averages(rows: Sequence[AdkarRound]) -> list[Average]:
    """Those of the newest round that has any, beside the one before."""
    known = [found.means for found in map(standing, rows) if found.means]
    if not known:
        return []
    before = known[-2] if len(known) > 1 else [None] * len(ELEMENTS)
    return [Average(*each) for each in zip(ELEMENTS, known[-1], before, strict=True)]
