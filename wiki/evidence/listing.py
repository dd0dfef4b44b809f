"""Everything that should rest on something, in one list: the steps of released processes and touchpoints, with which
sorts of evidence there are. Made by the database, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, select, true, union_all
from sqlalchemy.orm import Session

from wiki.entries.models import RELEASED, Entry
from wiki.evidence.models import CUSTOMERS, DATA, EMPLOYEES, SORTS, Evidence
from wiki.processes.models import ProcessStep
from wiki.touchpoints.models import Touchpoint

ALONE, NOTHING, UNASKED, OLD, COMPLETE, ALL = "alone", "nothing", "unasked", "old", "complete", "all"
SHOWS = (ALONE, NOTHING, UNASKED, OLD, COMPLETE, ALL)
"""On the employees' view alone · on nothing yet · customers were not asked · all of it is old · all three · all"""
STEPS, TOUCHPOINTS = "steps", "touchpoints"
SORTS_OF_PLACES = (STEPS, TOUCHPOINTS)
MOST_NAMED = 500
"""Of longer lists all evidence is read at once."""
_SEVERITIES = {"critical": 4, "major": 3}
_DECISIVE = 2
_IMPORTANT = 4


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to. `departments` are slugs; `decisive`: break points and moments of truth alone."""

    show: str = ALONE
    of: str = ""
    departments: frozenset[str] | None = None
    decisive: bool = False
    entry_id: int | None = None


def rows(asked: Asked, old_before: date, language: str) -> Select[Any]:
    """The rows to show: where most depends on it first, then by title and step."""
    within = _within(asked).subquery()
    title = within.c.sort_de if language == "de" else within.c.sort_en
    shown = select(within).where(_conditions(within.c, old_before)[asked.show])
    return shown.order_by(within.c.weight.desc(), title, within.c.entry_id, within.c.position)


def numbers(session: Session, asked: Asked, old_before: date) -> dict[str, int]:
    """How many there are of each within what is asked, whatever is shown of them."""
    within = _within(asked).subquery()
    conditions = _conditions(within.c, old_before)
    counted = [func.coalesce(func.sum(case((conditions[show], 1), else_=0)), 0) for show in SHOWS]
    row = session.execute(select(*counted)).one()
    return {show: int(number) for show, number in zip(SHOWS, row, strict=True)}


def pieces_of(session: Session, found: Sequence[Row[Any]]) -> Mapping[tuple[int, str], list[Evidence]]:
    """The evidence of the rows, the newest first."""
    query = select(Evidence).order_by(Evidence.day.desc(), Evidence.id.desc())
    if len(found) <= MOST_NAMED:
        entries, steps = {row.entry_id for row in found}, {row.step_key for row in found}
        query = query.where(Evidence.entry_id.in_(entries), Evidence.step_key.in_(steps))
    held: dict[tuple[int, str], list[Evidence]] = {}
    for row in session.scalars(query):
        held.setdefault((row.entry_id, row.step_key), []).append(row)
    return held


def _conditions(columns: Any, old_before: date) -> dict[str, ColumnElement[bool]]:
    held = {sort: columns[sort] > 0 for sort in SORTS}
    nothing = ~held[EMPLOYEES] & ~held[DATA] & ~held[CUSTOMERS]
    return {
        ALONE: and_(held[EMPLOYEES], ~held[DATA], ~held[CUSTOMERS]),
        NOTHING: nothing,
        UNASKED: ~held[CUSTOMERS],
        OLD: columns.newest < old_before,
        COMPLETE: and_(*held.values()),
        ALL: true(),
    }


def _within(asked: Asked) -> Select[Any]:
    places, known = _places(asked).subquery(), _known().subquery()
    held = [func.coalesce(known.c[sort], 0).label(sort) for sort in SORTS]
    entry = (Entry.kind, Entry.slug, Entry.title_de, Entry.title_en, Entry.sort_de, Entry.sort_en, Entry.department)
    query = (
        select(places, *entry, *held, known.c.newest)
        .join(Entry, Entry.id == places.c.entry_id)
        .outerjoin(known, (known.c.entry_id == places.c.entry_id) & (known.c.step_key == places.c.step_key))
        .where(Entry.status == RELEASED)
    )
    if asked.departments is not None:
        query = query.where(Entry.department.in_(asked.departments))
    if asked.entry_id is not None:
        query = query.where(Entry.id == asked.entry_id)
    return query.where(places.c.weight > 0) if asked.decisive else query


def _known() -> Select[Any]:
    """Which sorts there are, by place."""
    held = [func.max(case((Evidence.sort == sort, 1), else_=0)).label(sort) for sort in SORTS]
    columns = (Evidence.entry_id, Evidence.step_key, *held, func.max(Evidence.day).label("newest"))
    return select(*columns).group_by(Evidence.entry_id, Evidence.step_key)


def _places(asked: Asked) -> Any:
    found = {STEPS: _steps(), TOUCHPOINTS: _touchpoints()}
    return found[asked.of] if asked.of in found else union_all(*found.values())


def _steps() -> Select[Any]:
    """Steps weigh by their break point."""
    weight = case(
        *((ProcessStep.break_severity == name, number) for name, number in _SEVERITIES.items()),
        (ProcessStep.has_break_point, _DECISIVE), else_=0,
    )  # fmt: skip
    return select(
        ProcessStep.process_id.label("entry_id"), ProcessStep.key.label("step_key"), ProcessStep.position,
        ProcessStep.title_de.label("step_de"), ProcessStep.title_en.label("step_en"),
        case((ProcessStep.has_break_point & (ProcessStep.break_severity == ""), "unrated"),
             else_=ProcessStep.break_severity).label("severity"),
        literal(value=False).label("moment"), weight.label("weight"),
    )  # fmt: skip


def _touchpoints() -> Select[Any]:
    """Touchpoints weigh by what customers make of them; what we do not own can be watched as well."""
    weight = case(
        (Touchpoint.moment_of_truth, _SEVERITIES["major"]),
        (Touchpoint.importance_customer >= _IMPORTANT, _DECISIVE), else_=0,
    )  # fmt: skip
    return select(
        Touchpoint.id.label("entry_id"), literal("").label("step_key"), literal(0).label("position"),
        literal("").label("step_de"), literal("").label("step_en"), literal("").label("severity"),
        Touchpoint.moment_of_truth.label("moment"), weight.label("weight"),
    )  # fmt: skip
