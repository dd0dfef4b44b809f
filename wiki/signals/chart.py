"""The drawing of how often a signal was seen: a bar a month, as figures for an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.signals.frequency import Month

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 170, 44, 14, 26


@dataclass(frozen=True)
class Bar:
    """A month: where its bar stands, how high it is, and whether its name is written below."""

    month: Month
    x: float
    y: float
    width: float
    height: float
    labelled: bool

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Chart:
    """Bars from left to right, lines of the grid as (number, height)."""

    bars: tuple[Bar, ...]
    grid: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def drawn(months: Sequence[Month]) -> Chart:
    """The chart; its vertical axis begins at nought."""
    top = _round_top(max((each.times for each in months), default=0))
    step = (WIDTH - LEFT - 8) / max(1, len(months))
    bars = tuple(
        Bar(
            each, round(LEFT + step * number + step * 0.14, 1), _height(each.times, top), round(step * 0.72, 1),
            round(HEIGHT - BOTTOM - _height(each.times, top), 1), (len(months) - 1 - number) % 3 == 0,
        )
        for number, each in enumerate(months)
    )  # fmt: skip
    marks = (0, top // 2, top) if top > 1 else (0, top)
    return Chart(bars, tuple((number, _height(number, top)) for number in marks))


def _round_top(most: int) -> int:
    """The next even, round number."""
    size = 2
    while size < most:
        size = next((size * factor // 2 for factor in (4, 10, 20) if size * factor // 2 >= most), size * 10)
    return size


def _height(number: int, top: int) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - number / top), 1)
