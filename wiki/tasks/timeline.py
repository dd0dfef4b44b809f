"""The timeline of an initiative as a drawing: bars of tasks, milestones, today, and what needs what. Values in, values
out; the template writes the SVG."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date

from wiki.tasks.models import DONE, UNFINISHED
from wiki.tasks.teams import MilestoneShown

LABELS, PLOT, ROW, HEAD = 270, 830, 30, 40
"""In units of the drawing: width of the names, width of the days, height of a row, height of the scale."""
LONGEST_LABEL = 36
_TICKS = ((45, 7), (120, 14))
"""Up to so many days a tick stands every so many days; beyond that at every month, quarter or year."""


@dataclass(frozen=True)
class Item:
    """A task as the drawing and the table below need it; `needs` are ids of tasks that come first."""

    id: int
    title: str
    url: str
    state: str
    starts: date | None = None
    due: date | None = None
    who: str = ""
    needs: tuple[int, ...] = ()
    held_up: bool = False
    gone: bool = False

    def is_overdue(self, today: date) -> bool:
        """Whether its day is past."""
        return self.state in UNFINISHED and self.due is not None and self.due < today


@dataclass(frozen=True)
class Bar:
    """A row with a task. `width` is 0 where no day says when it begins: then a dot stands at its end."""

    item: Item
    x: float
    width: float
    y: float
    look: str

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.width


@dataclass(frozen=True)
class Point:
    """A row with a milestone."""

    milestone: MilestoneShown
    x: float
    y: float
    look: str


@dataclass(frozen=True)
class Drawing:
    """Everything there is to draw, in units of an SVG of `width` by `height`."""

    height: float
    bars: Sequence[Bar]
    points: Sequence[Point]
    ticks: Sequence[tuple[float, str]]
    arrows: Sequence[str]
    today_x: float
    width: int = LABELS + PLOT
    labels: int = LABELS
    row: int = ROW
    head: int = HEAD


def drawing(items: Iterable[Item], milestones: Sequence[MilestoneShown], today: date) -> Drawing | None:
    """The drawing; None where nothing has a day."""
    shown = sorted((each for each in items if each.due is not None), key=_begin)
    if not shown and not milestones:
        return None
    days = [today, *(each.due for each in milestones)]
    days += [day for each in shown for day in (each.starts, each.due) if day is not None]
    scale = Scale(min(days), max(days))
    points = [
        Point(each, scale.x(each.due), _y(number), _look_of_milestone(each, today))
        for number, each in enumerate(milestones)
    ]
    bars = [_bar(each, scale, number + len(points), today) for number, each in enumerate(shown)]
    height = HEAD + ROW * (len(points) + len(bars)) + 8
    return Drawing(height, bars, points, scale.ticks(), arrows(bars), scale.x(today))


class Scale:
    """Days to places; there is a little room on both sides."""

    def __init__(self, first: date, last: date) -> None:
        room = timedelta(days=max(2, (last - first).days // 25))
        self.first, self.last = first - room, last + room

    def x(self, day: date) -> float:
        """Where a day stands."""
        return round(LABELS + PLOT * (day - self.first).days / (self.last - self.first).days, 1)

    def ticks(self) -> list[tuple[float, str]]:
        """(place, words) of the scale."""
        span = (self.last - self.first).days
        every = next((days for most, days in _TICKS if span <= most), 0)
        if every:
            day = self.first + timedelta(days=-self.first.weekday() % 7)
            words = "d. MMM"
            days = [day + timedelta(days=number) for number in range(0, (self.last - day).days, every)]
        else:
            months = next((each for each in (1, 3, 12) if span / 30 / each <= 12), 36)
            words = "LLL yy" if months < 12 else "yyyy"
            days = _months(self.first, self.last, months)
        return [(self.x(each), format_date(each, words)) for each in days]


def _months(first: date, last: date, every: int) -> list[date]:
    index = -(-(first.year * 12 + first.month) // every) * every
    found = []
    while (day := date(index // 12, index % 12 + 1, 1)) < last:
        if day > first:
            found.append(day)
        index += every
    return found


def _begin(item: Item) -> tuple[date, date, int]:
    due = item.due or date.max
    return item.starts or due, due, item.id


def _y(number: int) -> float:
    return HEAD + ROW * number + ROW / 2


def _bar(item: Item, scale: Scale, number: int, today: date) -> Bar:
    end = scale.x(item.due or today)
    start = scale.x(item.starts) if item.starts is not None else end
    width = max(end - start, 6.0) if item.starts is not None else 0.0
    if item.is_overdue(today):
        look = "late"
    elif item.held_up and item.state != DONE:
        look = "waiting"
    else:
        look = item.state
    return Bar(item, start, width, _y(number), look)


def _look_of_milestone(each: MilestoneShown, today: date) -> str:
    if each.reached_on is not None:
        return "done"
    return "late" if each.due < today else "open"


def arrows(bars: Sequence[Bar]) -> list[str]:
    """Paths from what comes first to what needs it."""
    by_id: Mapping[int, Bar] = {each.item.id: each for each in bars}
    return [_path(by_id[need], bar) for bar in bars for need in bar.item.needs if need in by_id]


def _path(first: Bar, then: Bar) -> str:
    """Out to the right, down (or up), and in from the left; round by the gap between rows where there is no room."""
    start, end = first.end + (0 if first.width else 6), then.x - (0 if then.width else 6)
    turn = start + 8
    if end - 8 >= turn:
        return f"M{start:g} {first.y:g}H{turn:g}V{then.y:g}H{end - 2:g}"
    between = then.y + (-ROW / 2 if then.y > first.y else ROW / 2)
    return f"M{start:g} {first.y:g}H{turn:g}V{between:g}H{end - 9:g}V{then.y:g}H{end - 2:g}"
