"""Values of a figure over time as a drawing: a line with dots, what chance may do as bars, the target as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from wiki.initiatives.figures import Interval

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 84, 16, 34
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Point:
    """A value on a day."""

    on: date | None
    value: float
    interval: Interval | None = None


@dataclass(frozen=True)
class Dot:
    """Where a point stands in the drawing. `low` and `high`: the ends of its bar, None without an interval."""

    x: float
    y: float
    point: Point
    low: float | None
    high: float | None
    label: bool
    """Whether its day is written below."""


@dataclass(frozen=True)
class Chart:
    """A drawing of WIDTH by HEIGHT. `grid`: (value, y)."""

    dots: tuple[Dot, ...]
    grid: tuple[tuple[float, float], ...]
    target_y: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def line(self) -> str:
        """The points of the line through the values."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def drawn(points: Sequence[Point], target: float | None, target_on: date | None) -> Chart:
    """The drawing of at least one point; every point has a day."""
    days = [each.on.toordinal() for each in points if each.on is not None]
    last = max([*days, target_on.toordinal()] if target_on and target is not None else days)
    span = max(1, last - min(days))
    values = [each.value for each in points] + ([target] if target is not None else [])
    for each in points:
        if each.interval is not None:
            values += [each.interval.low, each.interval.high]
    low, high, step = _scale(min(values), max(values))

    def y(value: float) -> float:
        return round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    dots = []
    free_from = -1.0
    for day, each in zip(days, points, strict=True):
        x = round(LEFT + (day - min(days)) / span * (WIDTH - LEFT - RIGHT), 1)
        shows = x >= free_from
        free_from = x + 84 if shows else free_from
        ends = (y(each.interval.low), y(each.interval.high)) if each.interval else (None, None)
        dots.append(Dot(x, y(each.value), each, ends[0], ends[1], shows))
    count = round((high - low) / step)
    grid = tuple((round(low + index * step, 6), y(low + index * step)) for index in range(count + 1))
    return Chart(tuple(dots), grid, y(target) if target is not None else None)


def _scale(least: float, most: float) -> tuple[float, float, float]:
    """Round ends around the values and the distance of the grid's lines; from 0 where the values are near it."""
    if 0 <= least <= most / 2:
        least = 0.0
    width = (most - least) or abs(most) or 1.0
    size = 10 ** floor(log10(width / 4))
    step = next(each * size for each in _STEPS if each * size >= width / 4)
    low, high = floor(least / step) * step, ceil(most / step) * step
    return low, high if high > low else low + step, step
