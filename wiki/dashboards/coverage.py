"""Coverage: how many of the entries that must have somebody accountable have one, by area and by phase, as of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.entries.models import RELEASED, Entry
from wiki.ownership.findings import Findings
from wiki.ownership.models import Accountability
from wiki.ownership.queries import held_on
from wiki.ownership.staff import Staff
from wiki.processes.models import Process
from wiki.touchpoints.models import Touchpoint


@dataclass(frozen=True)
class Answered:
    """An entry that must have somebody accountable; `covered` when a person of that day is, for good."""

    entry_id: int
    kind: str
    department: str
    phases: tuple[str, ...]
    covered: bool


@dataclass(frozen=True)
class Coverage:
    """So many of so many."""

    covered: int = 0
    total: int = 0

    @property
    def missing(self) -> int:
        """How many have nobody."""
        return self.total - self.covered

    @property
    def percent(self) -> int:
        """The share in whole per cent, never rounded up to 100; 100 where there is nothing to cover."""
        return 100 * self.covered // self.total if self.total else 100

    @property
    def tone(self) -> str:
        """How it looks: good, warn or bad; empty where there is nothing to cover."""
        if not self.total:
            return ""
        return "good" if not self.missing else "warn" if self.percent >= 70 else "bad"


def of(entries: Iterable[Answered]) -> Coverage:
    """The coverage of some entries."""
    found = list(entries)
    return Coverage(sum(each.covered for each in found), len(found))


def answered(session: Session, staff: Staff, condition: ColumnElement[bool] | None = None) -> list[Answered]:
    """Every released entry that must have somebody accountable and meets `condition`; two queries."""
    chosen = (
        (Entry.status == RELEASED) & wired(session, Findings).expected() & (true() if condition is None else condition)
    )
    whole = held_on(staff.day).where(Accountability.step_key == "")
    rows = {
        each.entry_id: each
        for each in session.execute(whole.where(Accountability.entry_id.in_(select(Entry.id).where(chosen))))
    }
    touchpoint, process = Touchpoint.__table__, Process.__table__
    query = (
        select(Entry.id, Entry.kind, Entry.department, touchpoint.c.phases, process.c.phases.label("process_phases"))
        .select_from(Entry)
        .outerjoin(touchpoint, touchpoint.c.id == Entry.id)
        .outerjoin(process, process.c.id == Entry.id)
        .where(chosen)
    )
    return [_judged(row, rows, staff) for row in session.execute(query)]


def _judged(row: Any, rows: dict[int, Any], staff: Staff) -> Answered:
    found = staff.answerer(rows.get(row.id), row.department)
    return Answered(row.id, row.kind, row.department, tuple(row.phases or row.process_phases or ()), not found.gap)


def by_kind(entries: Sequence[Answered]) -> dict[str, Coverage]:
    """Kind → its coverage, for the kinds there are."""
    return {kind: of(each for each in entries if each.kind == kind) for kind in dict.fromkeys(e.kind for e in entries)}
