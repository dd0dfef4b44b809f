"""The register: every entry of a kind with who is accountable and how many do it, on a day. Made in memory, in a fixed
number of queries: who answers follows from functions, heads and absences, and the list is narrowed and sorted by it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Row, exists, or_, select
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.entries.kinds import Kind
from wiki.entries.models import DRAFT, Entry, Release
from wiki.entries.rights import PUBLISHED
from wiki.ownership.card import holder_of
from wiki.ownership.findings import Findings
from wiki.ownership.holders import Holder
from wiki.ownership.models import RESPONSIBLE, Accountability, Duty
from wiki.ownership.queries import accountable_on, lasting_on
from wiki.ownership.staff import Answerer, Staff

NO_ACCOUNTABLE, NO_RESPONSIBLE = "accountable", "responsible"
"""Gaps: nobody answers (nobody named, the person left, the function is not held) · nobody does it."""


@dataclass(frozen=True)
class Line:
    """An entry in the register."""

    entry_id: int
    kind: str
    slug: str
    title: str
    sort_key: str
    department: str
    is_there: bool
    """Whether it can still be opened today."""
    phases: tuple[str, ...]
    row: Accountability | None
    found: Answerer
    responsible: tuple[Holder, ...] = ()
    expected: bool = True
    """Whether somebody must answer for it: not for what others own, nor for kinds that need nobody."""

    @property
    def holder(self) -> Holder | None:
        """Who is named as accountable, whether here or not."""
        return holder_of(self.row) if self.row else None

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing."""
        found = [NO_ACCOUNTABLE] if self.found.gap else []
        return tuple([*found, NO_RESPONSIBLE] if self.expected and not self.responsible else found)

    def names(self, holder_key: str, staff: Staff) -> bool:
        """Whether a person or function is accountable or responsible for it; a person also by way of a function."""
        own = [self.holder, *self.responsible]
        if any(each is not None and each.key == holder_key for each in own):
            return True
        wanted = Holder.read(holder_key).person_id
        behind = (
            person.id for each in own if each is not None and each.function_id for person in staff.people_of(each)
        )
        return wanted is not None and wanted in behind


@dataclass(frozen=True)
class Wanted:
    """What the register is narrowed to; empty: everything."""

    phase: str = ""
    department: str = ""
    person: str = ""
    function: str = ""
    gap: str = ""

    def __getitem__(self, name: str) -> str:
        """One of them by name."""
        return str(getattr(self, name))

    def meets(self, line: Line, staff: Staff) -> bool:
        """Whether the line passes all of it."""
        return (
            (not self.phase or self.phase in line.phases)
            and (not self.department or line.department == self.department)
            and (not self.gap or self.gap in line.gaps or (self.gap == "any" and bool(line.gaps)))
            and all(line.names(key, staff) for key in (self.person, self.function) if key)
        )


@dataclass(frozen=True)
class Register:
    """The lines of a day, by title as DIN 5007 sorts."""

    day: date
    staff: Staff
    lines: list[Line] = field(default_factory=list)

    def narrowed(self, wanted: Wanted) -> list[Line]:
        """The lines that pass."""
        return [each for each in self.lines if wanted.meets(each, self.staff)]


def register_of(
    session: Session, kinds: Iterable[Kind], day: date, language: str, *, within: ColumnElement[bool] | None = None
) -> Register:
    """The entries of `kinds` that readers had on `day`; `within` limits them further."""
    staff = Staff(session, day)
    accountable = accountable_on(day).where(Accountability.step_key == "")
    rows = {row.entry_id: row for row in session.scalars(accountable)}
    responsible = _responsible(session, day)
    expected = set(session.scalars(select(Entry.id).where(wired(session, Findings).expected())))
    lines = []
    for kind in kinds:
        for entry in _entries(session, kind, day, within):
            row = rows.get(entry.id)
            found = staff.answerer(row, entry.department)
            if found.gap == "vacant" and entry.id not in expected:
                found = Answerer()  # nobody is missing
            line = _line(kind, entry, language, row, found, responsible.get(entry.id, ()))
            lines.append(replace(line, expected=entry.id in expected))
    return Register(day, staff, sorted(lines, key=lambda each: (each.sort_key, each.entry_id)))


def _line(
    kind: Kind, entry: Row[tuple[object, ...]], language: str, row: Accountability | None, found: Answerer,
    responsible: Iterable[Holder],
) -> Line:  # fmt: skip
    pair = (entry.title_de, entry.title_en) if language == "de" else (entry.title_en, entry.title_de)
    sort_key = entry.sort_de if language == "de" else entry.sort_en
    phases = tuple(entry.phases or ()) if hasattr(entry, "phases") else ()
    return Line(
        entry.id, kind.name, entry.slug, pair[0] or pair[1] or entry.slug, sort_key or entry.slug, entry.department,
        entry.status in PUBLISHED, phases, row, found, tuple(responsible),
    )  # fmt: skip


def _entries(
    session: Session, kind: Kind, day: date, within: ColumnElement[bool] | None
) -> list[Row[tuple[object, ...]]]:
    columns = [
        Entry.id, Entry.slug, Entry.title_de, Entry.title_en, Entry.sort_de, Entry.sort_en, Entry.department,
        Entry.status,
    ]  # fmt: skip
    phases = getattr(kind.model, "phases", None)
    query = select(*columns, phases) if phases is not None else select(*columns)
    query = query.select_from(kind.model).where(Entry.kind == kind.name, _had_on(session, day))
    return list(session.execute(query if within is None else query.where(within)))


def _had_on(session: Session, day: date) -> ColumnElement[bool]:
    """Entries that readers had on the day; those in the recycle bin by now among them."""
    if day == company_day(session):
        return Entry.status.in_(PUBLISHED)
    zone = wired(session, Settings).zone
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    was_released = exists().where(
        Release.entry_id == Entry.id,
        Release.released_at < end,
        or_(Release.ended_at.is_(None), Release.ended_at >= end),
    )
    return (Entry.status != DRAFT) & was_released


def _responsible(session: Session, day: date) -> dict[int, list[Holder]]:
    query = select(Duty.entry_id, Duty.holder_key).where(
        lasting_on(day), Duty.letter == RESPONSIBLE, Duty.step_key == ""
    )
    found: dict[int, list[Holder]] = {}
    for entry_id, key in session.execute(query.order_by(Duty.since, Duty.id)):
        found.setdefault(entry_id, []).append(Holder.read(key))
    return found
