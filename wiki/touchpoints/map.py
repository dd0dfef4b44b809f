"""The map of touchpoints: phases of the journey × channels; what stands nowhere is a gap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, select

from wiki.entries.fields import Label
from wiki.entries.models import RELEASED, Entry
from wiki.entries.options import PHASES
from wiki.entries.shown import Words, in_language
from wiki.touchpoints.fields import CHANNEL
from wiki.touchpoints.models import Touchpoint

MOST_IN_CELL = 8
_OUTSIDE = {"partner": _l("Partner"), "third_party": _l("Third parties")}


@dataclass(frozen=True)
class Stop:
    """A touchpoint on the map. `outside`: who owns it where that is not us."""

    id: int
    slug: str
    title: Words
    importance: int
    decisive: bool
    outside: Label


@dataclass(frozen=True)
class Cell:
    """What customers meet in a phase on a channel; `more` stand in the table only."""

    channel: str
    phase: str
    stops: tuple[Stop, ...]
    more: int


@dataclass(frozen=True)
class Row:
    """A channel; `value` is empty where none is said."""

    value: str
    label: Label
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Map:
    """Channels with touchpoints, the channels without, and touchpoints that belong to no phase."""

    rows: tuple[Row, ...]
    empty: tuple[tuple[str, Label], ...]
    apart: tuple[Stop, ...]
    counts: tuple[int, ...]
    """Touchpoints in each phase."""


def placed(language: str, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """The released touchpoints, the weightiest first."""
    order = Touchpoint.sort_de if language == "de" else Touchpoint.sort_en
    columns = [getattr(Touchpoint, name) for name in _READ]
    weight = (Touchpoint.moment_of_truth.desc(), Touchpoint.importance_customer.desc().nulls_last(), order, Entry.id)
    return select(*columns).where(Entry.status == RELEASED, *conditions).order_by(*weight)


_READ = (
    "id", "slug", "title_de", "title_en", "channel", "phases", "owned_by", "importance_customer", "moment_of_truth",
)  # fmt: skip


def drawn(found: Iterable[Any], language: str) -> Map:
    """The map of rows of `placed`."""
    phases = [option.value for option in PHASES.options]
    by_place: dict[tuple[str, str], list[Stop]] = {}
    apart, counts = [], dict.fromkeys(phases, 0)
    for row in found:
        stop = _stop(row, language)
        for phase in row.phases:
            by_place.setdefault((row.channel, phase), []).append(stop)
            counts[phase] += 1
        if not row.phases:
            apart.append(stop)
    used = {channel for channel, _phase in by_place}
    channels = [*((option.value, option.label) for option in CHANNEL.options), ("", "")]
    rows = [
        Row(value, label, tuple(_cell(value, phase, by_place) for phase in phases))
        for value, label in channels
        if value in used
    ]
    empty = tuple((value, label) for value, label in channels if value and value not in used)
    return Map(tuple(rows), empty, tuple(apart), tuple(counts.values()))


def _stop(row: Any, language: str) -> Stop:
    title = in_language({"de": row.title_de, "en": row.title_en}, language, row.slug)
    outside = _OUTSIDE.get(row.owned_by, "")
    return Stop(row.id, row.slug, title, row.importance_customer or 0, row.moment_of_truth, outside)


def _cell(channel: str, phase: str, by_place: dict[tuple[str, str], list[Stop]]) -> Cell:
    stops = by_place.get((channel, phase), [])
    return Cell(channel, phase, tuple(stops[:MOST_IN_CELL]), max(0, len(stops) - MOST_IN_CELL))
