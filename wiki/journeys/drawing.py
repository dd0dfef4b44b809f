"""A journey as its map shows it: one column a moment, grouped by phase, with the curve of feelings."""

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from wiki.entries.fields import Payload
from wiki.entries.links import Target
from wiki.entries.options import PHASES
from wiki.entries.page import EntryPage, Shown
from wiki.journeys.fields import FEELING, LISTS
from wiki.journeys.journey import signed
from wiki.journeys.queries import steps_named
from wiki.web.i18n import reader_language
from wiki.web.transaction import db

HEIGHT = {2: 14, 1: 32, 0: 50, -1: 68, -2: 86}
"""How far below the upper edge of the drawing a feeling lies, in hundredths."""
TEXTS = ("action", "thought", "expectation", "pain", "gain", "opportunity")


@dataclass(frozen=True)
class Feeling:
    """How a moment feels. `line` and `area` are its piece of the curve within a square of 100."""

    value: int
    text: str
    words: str
    is_researched: bool
    line: str
    area: str

    @property
    def height(self) -> int:
        """How far below the upper edge it lies."""
        return HEIGHT[self.value]

    @property
    def tone(self) -> str:
        """good, bad or nothing, for colours."""
        return "good" if self.value > 0 else "bad" if self.value < 0 else ""

    @property
    def place(self) -> str:
        """The class that puts the mark at its height."""
        return f"at-{self.value}".replace("--", "-minus-")


@dataclass(frozen=True)
class Behind:
    """The process behind a moment, and the step of it where one is named and still there."""

    process: Target
    url: str
    step: str


@dataclass(frozen=True)
class Moment:
    """A moment of a journey, for the reader."""

    key: str
    number: int
    phase: str
    title: Shown
    texts: dict[str, Shown]
    feeling: Feeling | None
    touchpoint: str
    persona: str
    behind: Behind | None

    def has(self, name: str) -> bool:
        """Whether there is anything to show in the row `name` of the map."""
        return bool(self.texts.get(name) or getattr(self, name, None))


@dataclass(frozen=True)
class Phase:
    """Moments of one phase that follow each other. `number` is the first one's."""

    label: Any
    moments: list[Moment]


def phases_of(page: EntryPage) -> list[Phase]:
    """The moments of a journey, grouped by phase; one query for the steps behind them."""
    rows = page.payload.get("moments", [])
    steps = _steps_behind(page, rows)
    curve = feelings([int(row["feeling"]) if "feeling" in row else None for row in rows])
    moments = [
        _moment(page, row, number, _felt(row, curve[number - 1]), steps) for number, row in enumerate(rows, start=1)
    ]
    return [
        Phase(PHASES.label_of(phase), list(together))
        for phase, together in groupby(moments, key=lambda moment: moment.phase)
    ]


def _moment(
    page: EntryPage, row: Payload, number: int, feeling: Feeling | None, steps: dict[tuple[str, str], str]
) -> Moment:
    return Moment(
        key=row["key"],
        number=number,
        phase=row["phase"],
        title=page.local(row["title"]),
        texts={name: page.local(row[name]) for name in TEXTS if name in row},
        feeling=feeling,
        touchpoint=row.get("touchpoint", ""),
        persona=row.get("persona", ""),
        behind=_behind(page, row, steps),
    )


def _felt(row: Payload, piece: tuple[str, str]) -> Feeling | None:
    if "feeling" not in row:
        return None
    value = int(row["feeling"])
    words = str(FEELING.label_of(row["feeling"])).partition(" · ")[2]
    return Feeling(value, signed(value), words, row.get("feeling_basis") == "researched", *piece)


def feelings(values: list[int | None]) -> list[tuple[str, str]]:
    """For each value its piece of the curve: line and area down to neutral, as SVG paths. Where a value is missing, the
    curve is broken."""
    pieces = [["", ""] for _value in values]
    for index, (here, there) in enumerate(pairwise(values)):
        if here is not None and there is not None:
            pieces[index][1] = _half(HEIGHT[here], HEIGHT[there], 50, 100)
            pieces[index + 1][0] = _half(HEIGHT[there], HEIGHT[here], 50, 0)
    return [(f"{left} {right}".strip(), _area(left, 0) + _area(right, 100)) for left, right in pieces]


def _half(here: int, there: int, start: int, end: int) -> str:
    """Half a wave from the middle of a column to its edge, level where it begins."""
    step = (end - start) / 4
    points = [(start + 2 * step, here), (start + 3 * step, (3 * here + there) / 4), (end, (here + there) / 2)]
    return f"M{start} {here}C" + " ".join(f"{x:g} {y:g}" for x, y in points)


def _area(half: str, edge: int) -> str:
    return f"{half}L{edge} {HEIGHT[0]}L50 {HEIGHT[0]}Z" if half else ""


def _steps_behind(page: EntryPage, rows: list[Payload]) -> dict[tuple[str, str], str]:
    wanted = set()
    for row in rows:
        target = page.target("process", row["process_behind"]) if "process_behind" in row else None
        if target is not None and "process_step" in row:
            wanted.add((target.slug, row["process_step"]))
    found = db().execute(steps_named(wanted)) if wanted else ()
    return {(slug, step.key): step.title(reader_language()) for slug, step in found}


def _behind(page: EntryPage, row: Payload, steps: dict[tuple[str, str], str]) -> Behind | None:
    target = page.target("process", row["process_behind"]) if "process_behind" in row else None
    if target is None:
        return None
    key = row.get("process_step", "")
    title = steps.get((target.slug, key), "")
    return Behind(target, f"{target.url}#step-{key}" if title else target.url, title)


def texts_of(page: EntryPage, moment: Moment) -> dict[str, Markup]:
    """The texts of a moment with mentions of terms; together they are one section of the page."""
    return dict(zip(moment.texts, page.told(*moment.texts.values()), strict=True))


def curve_in_words(phases: list[Phase]) -> str:
    """The curve for those who do not see it: its highest and its lowest moment."""
    felt = [(moment.feeling.value, moment) for phase in phases for moment in phase.moments if moment.feeling]
    if not felt:
        return ""
    high, low = max(felt, key=lambda each: each[0])[1], min(felt, key=lambda each: each[0])[1]
    return str(_("Best moment: %(high)s. Worst moment: %(low)s.", high=high.title.text, low=low.title.text))


def points_of(page: EntryPage) -> dict[str, list[Markup]]:
    """The points of a persona's lists, by field."""
    shown = {name: page.text(name) for name in LISTS}
    return {name: list(page.told(*text.lines)) for name, text in shown.items() if text}


GLOBALS: dict[str, Any] = {
    "journey_phases": phases_of,
    "moment_texts": texts_of,
    "curve_in_words": curve_in_words,
    "persona_points": points_of,
}
"""What the templates of journeys and personas call."""
