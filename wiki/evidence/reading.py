"""What is known of the evidence of one entry: by step and by sort, and what that says together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.core.clock import months_after
from wiki.evidence.models import CUSTOMERS, EMPLOYEES, SORTS, Evidence
from wiki.processes.models import ProcessStep

OLD_AFTER_MONTHS = 24
"""Evidence from before that is shown as old: customers and processes change."""
NOTHING, ALONE, PARTLY, COMPLETE = "nothing", "alone", "partly", "complete"


def state_of(sorts: Iterable[str]) -> str:
    """Nothing at all · the employees' view alone · all three · something else."""
    held = set(sorts)
    if not held:
        return NOTHING
    if held == {EMPLOYEES}:
        return ALONE
    return COMPLETE if held >= set(SORTS) else PARTLY


def old_before(today: date) -> date:
    """Evidence from before this day is old."""
    return months_after(today, -OLD_AFTER_MONTHS)


@dataclass(frozen=True)
class Line:
    """The whole entry (`key` empty) or a step of it with its evidence."""

    key: str
    number: int
    title: str
    severity: str
    pieces: Mapping[str, Sequence[Evidence]]
    """By sort, the newest first."""
    is_gone: bool = False

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts there is evidence of."""
        return tuple(sort for sort in SORTS if self.pieces.get(sort))

    @property
    def state(self) -> str:
        """What that says together."""
        return state_of(self.sorts)


@dataclass(frozen=True)
class Shown:
    """All evidence of an entry. `gone`: of steps that the released version no longer has."""

    whole: Line
    steps: Sequence[Line]
    gone: Sequence[Line]

    @property
    def places(self) -> Sequence[Line]:
        """What should rest on something: the steps, or where there are none the whole."""
        return self.steps or [self.whole]

    def count(self, state: str) -> int:
        """How many of them are in this state."""
        return sum(each.state == state for each in self.places)

    @property
    def without_customers(self) -> int:
        """How many of them no customer was asked about."""
        return sum(CUSTOMERS not in each.sorts for each in self.places)


def shown_of(session: Session, entry_id: int, language: str) -> Shown:
    """The evidence of an entry, in the order of its steps; two queries."""
    by_place = _by_place(session, entry_id)
    query = select(ProcessStep).where(ProcessStep.process_id == entry_id).order_by(ProcessStep.position)
    steps = [
        Line(step.key, number, step.title(language), _severity(step), by_place.pop(step.key, {}))
        for number, step in enumerate(session.scalars(query), start=1)
    ]
    whole = Line("", 0, "", "", by_place.pop("", {}))
    gone = [Line(key, 0, _called(pieces, language), "", pieces, is_gone=True) for key, pieces in by_place.items()]
    return Shown(whole, steps, gone)


def sorts_by_step(session: Session, entry_id: int) -> dict[str, tuple[str, ...]]:
    """Which sorts of evidence there are, by step; one query."""
    query = select(Evidence.step_key, Evidence.sort).where(Evidence.entry_id == entry_id).distinct()
    found: dict[str, set[str]] = {}
    for key, sort in session.execute(query):
        found.setdefault(key, set()).add(sort)
    return {key: tuple(sort for sort in SORTS if sort in held) for key, held in found.items()}


def _by_place(session: Session, entry_id: int) -> dict[str, dict[str, list[Evidence]]]:
    query = select(Evidence).options(joinedload(Evidence.told_by)).where(Evidence.entry_id == entry_id)
    found: dict[str, dict[str, list[Evidence]]] = {}
    for row in session.scalars(query.order_by(Evidence.day.desc(), Evidence.id.desc())):
        found.setdefault(row.step_key, {}).setdefault(row.sort, []).append(row)
    return found


def _severity(step: ProcessStep) -> str:
    return (step.break_severity or "unrated") if step.has_break_point else ""


def _called(pieces: Mapping[str, Sequence[Evidence]], language: str) -> str:
    called: Mapping[str, Any] = next(iter(pieces.values()))[0].called
    other = "en" if language == "de" else "de"
    return str(called.get(language) or called.get(other) or "")
