"""The list of signals: narrowed by what the address says, the most pressing first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from wiki.core.text import fold
from wiki.entries.models import Entry
from wiki.signals.frequency import recent_times
from wiki.signals.models import (
    ANSWERED,
    DUPLICATE,
    EXAMINED,
    NEW,
    SETTLED,
    STATES,
    TAKEN_UP,
    WAITING,
    Signal,
)

A_PAGE = 50
WAITS, DONE, ALL = "waiting", "done", "all"
SHOWS: Mapping[str, tuple[str, ...]] = {
    WAITS: WAITING,
    NEW: (NEW,),
    EXAMINED: (EXAMINED,),
    TAKEN_UP: (TAKEN_UP,),
    DONE: (ANSWERED, DUPLICATE, SETTLED),
    ALL: STATES,
}
PRESSING, OFTEN, NEWEST, OLDEST = "pressing", "often", "newest", "oldest"
ORDERS = (PRESSING, OFTEN, NEWEST, OLDEST)
WEIGHTS = {"critical": 9, "major": 4, "minor": 1, "": 2}
"""How severe it is, times how often it was seen, says how pressing it is; what nobody has judged counts as two minor
ones, so that it is looked at."""


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to. `departments`: slugs, None for all; `own_id`: who reported it."""

    show: str = WAITS
    order: str = PRESSING
    sort: str = ""
    source: str = ""
    severity: str = ""
    departments: tuple[str, ...] | None = None
    field: str = ""
    entry_id: int | None = None
    step_key: str = ""
    own_id: int | None = None
    words: str = ""


def conditions(asked: Asked) -> list[ColumnElement[bool]]:
    """Everything but the state."""
    found: list[ColumnElement[bool]] = []
    for column, value in ((Signal.sort, asked.sort), (Signal.source, asked.source), (Signal.step_key, asked.step_key)):
        if value:
            found.append(column == value)
    if asked.severity:
        found.append(Signal.severity == ("" if asked.severity == "none" else asked.severity))
    if asked.departments is not None:
        within = select(Entry.id).where(Entry.department.in_(asked.departments))
        found.append(Signal.entry_id.in_(within))
    if asked.field:
        found.append(Signal.entry_id.in_(select(Entry.id).where(Entry.field_of_action == asked.field)))
    if asked.entry_id is not None:
        found.append(Signal.entry_id == asked.entry_id)
    if asked.own_id is not None:
        found.append(Signal.reported_by_id == asked.own_id)
    found += [_holds(word) for word in asked.words.split()[:8]]
    return found


def _holds(word: str) -> ColumnElement[bool]:
    texts = (Signal.title, Signal.text, Signal.root_cause)
    return or_(*(column.icontains(word, autoescape=True) for column in texts))


def chosen(asked: Asked) -> Select[tuple[Signal]]:
    """The signals asked for, without an order."""
    return select(Signal).where(Signal.state.in_(SHOWS[asked.show]), *conditions(asked))


def ranked(session: Session, asked: Asked, today: date) -> list[int]:
    """The ids of what is asked for, in its order."""
    if asked.order in (NEWEST, OLDEST):
        newest = asked.order == NEWEST
        order = ((each.desc() if newest else each) for each in (Signal.reported_at, Signal.id))
        return list(session.scalars(chosen(asked).with_only_columns(Signal.id).order_by(*order)))
    recent = recent_times(session, today)
    rows = session.execute(chosen(asked).with_only_columns(Signal.id, Signal.severity, Signal.reported_at)).all()
    often = asked.order == OFTEN

    def key(row: Any) -> tuple[Any, ...]:
        times = recent.get(row.id, 0)
        return times if often else pressing(row.severity, times), row.reported_at, row.id

    return [row.id for row in sorted(rows, key=key, reverse=True)]


def loaded(session: Session, ids: Sequence[int]) -> list[Signal]:
    """The signals with these ids, in this order."""
    found = {each.id: each for each in session.scalars(select(Signal).where(Signal.id.in_(ids)))}
    return [found[each] for each in ids if each in found]


def pressing(severity: str, recent: int) -> int:
    """Severity times how often; what was not seen lately counts once."""
    return WEIGHTS[severity] * (recent + 1)


def numbers(session: Session, asked: Asked) -> dict[str, int]:
    """How many there are under each of `SHOWS`."""
    rows = session.execute(select(Signal.state, func.count()).where(*conditions(asked)).group_by(Signal.state))
    by_state = dict(rows.tuples().all())
    return {show: sum(by_state.get(state, 0) for state in states) for show, states in SHOWS.items()}


@dataclass(frozen=True)
class AtEntry:
    """What is seen at one entry. `worst`: the weight of the most severe."""

    entry_id: int | None
    number: int
    recent: int
    worst: int
    pressing: int


def by_entry(session: Session, asked: Asked, today: date) -> list[AtEntry]:
    """The places of what is asked for, the most pressing first."""
    recent = recent_times(session, today)
    rows = session.execute(chosen(asked).with_only_columns(Signal.id, Signal.entry_id, Signal.severity))
    grouped: dict[int | None, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        grouped[row.entry_id].append((row.severity, recent.get(row.id, 0)))
    found = [
        AtEntry(
            entry_id, len(seen), sum(times for _severity, times in seen),
            max(WEIGHTS[severity] for severity, _times in seen), sum(pressing(*each) for each in seen),
        )
        for entry_id, seen in grouped.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.pressing, -each.number, each.entry_id or 0))


def alike(session: Session, signal: Signal, most: int = 8) -> list[Signal]:
    """What may be the same: at the same entry, those of the same step and with the same words first."""
    if signal.entry_id is None and not signal.title:
        return []
    words = {word for word in fold(signal.title).split() if len(word) > 4}
    query = select(Signal).where(Signal.id != signal.id, Signal.state != DUPLICATE)
    if signal.entry_id is not None:
        query = query.where(Signal.entry_id == signal.entry_id)
    found = session.scalars(query.order_by(Signal.reported_at.desc()).limit(60))
    ranked = [(each, _likeness(signal, words, each)) for each in found]
    least = 1 if signal.entry_id is not None else 2
    near = sorted((pair for pair in ranked if pair[1] >= least), key=lambda pair: -pair[1])
    return [each for each, _number in near[:most]]


def _likeness(signal: Signal, words: set[str], other: Signal) -> int:
    shared = len(words & set(fold(other.title).split()))
    return 2 * shared + (signal.step_key == other.step_key) + (signal.sort == other.sort)
