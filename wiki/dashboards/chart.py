"""The drawing of a trend: points on a grid of the size of its view box."""

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.dashboards.trend import Point

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 180, 52, 12, 28


@dataclass(frozen=True)
class Dot:
    """One day on the line; `label` where the axis names it."""

    x: float
    y: float
    point: Point
    label: bool


@dataclass(frozen=True)
class Chart:
    """Dots from left to right, lines of the grid as (per cent, height)."""

    dots: tuple[Dot, ...]
    grid: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        """The points of a polyline."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def drawn(points: Sequence[Point]) -> Chart:
    """The chart of a trend: the vertical axis always runs from 0 to 100 per cent."""
    step = (WIDTH - LEFT - 20) / max(1, len(points) - 1)
    labelled = {0, len(points) - 1, *range(len(points) - 1, 0, -3)}
    dots = tuple(
        Dot(round(LEFT + step * number, 1), _height(_share(each)), each, number in labelled)
        for number, each in enumerate(points)
    )
    return Chart(dots, tuple((percent, _height(percent)) for percent in (0, 50, 100)))


def _share(point: Point) -> float:
    return 100 * point.coverage.covered / point.coverage.total if point.coverage.total else 0


def _height(percent: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (100 - percent) / 100, 1)
