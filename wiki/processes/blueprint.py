"""A service blueprint: lanes are rows, steps are columns, and the way leads from each step to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from wiki.processes.cards import Card

CUSTOMER, FRONTSTAGE, BACKSTAGE, PARTNER, SUPPORT = "customer", "frontstage", "backstage", "partner", "support"
INTERACTION, VISIBILITY, INTERNAL = "line-interaction", "line-visibility", "line-internal"
LINES = (INTERACTION, VISIBILITY, INTERNAL)
MOST_IN_BAND = 7
"""Columns that a sheet of paper holds readably."""


@dataclass(frozen=True)
class Cell:
    """Where a row and a step's column meet. `way` says which part of the way runs through it, as classes."""

    step: Card | None
    way: str
    column: int


@dataclass(frozen=True)
class Row:
    """A lane, or one of the three lines between lanes."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def is_line(self) -> bool:
        """Whether it is a line."""
        return self.name in LINES

    @property
    def is_empty(self) -> bool:
        """Whether nothing happens in it."""
        return not any(cell.step for cell in self.cells)


@dataclass(frozen=True)
class Drawing:
    """Columns that stand beside each other, with the rows across them."""

    steps: tuple[Card, ...]
    rows: tuple[Row, ...]


def draw(steps: Sequence[Card]) -> Drawing:
    """The whole process in one drawing."""
    return _part(steps, 0, len(steps))


def bands(steps: Sequence[Card]) -> list[Drawing]:
    """The process cut into drawings that a sheet of paper holds, about equally long."""
    number = max(1, ceil(len(steps) / MOST_IN_BAND))
    cuts = [round(at * len(steps) / number) for at in range(number + 1)]
    return [_part(steps, first, last) for first, last in pairwise(cuts)]


def _part(steps: Sequence[Card], first: int, last: int) -> Drawing:
    order = _order(steps)
    rows = tuple(
        Row(name, tuple(_cell(steps, order, here, column) for column in range(first, last)))
        for here, name in enumerate(order)
    )
    return Drawing(tuple(steps[first:last]), rows)


def _order(steps: Sequence[Card]) -> list[str]:
    partner = [PARTNER] if any(step.lane == PARTNER for step in steps) else []
    return [CUSTOMER, INTERACTION, FRONTSTAGE, VISIBILITY, BACKSTAGE, *partner, INTERNAL, SUPPORT]


def _cell(steps: Sequence[Card], order: list[str], here: int, column: int) -> Cell:
    step = steps[column]
    to = order.index(step.lane)
    came_from = order.index(steps[column - 1].lane) if column else None
    return Cell(step if here == to else None, _way(here, came_from, to), column)


def _way(here: int, came_from: int | None, to: int) -> str:
    """The part of the way from the row `came_from` to the row `to` that runs through the row `here`."""
    if came_from is None:
        return ""
    if came_from == to:
        return "bp-in" if here == to else ""
    heading = "down" if to > came_from else "up"
    if here == to:
        return f"bp-to {heading}"
    if here == came_from:
        return f"bp-from {heading}"
    return "bp-pass" if min(came_from, to) < here < max(came_from, to) else ""
