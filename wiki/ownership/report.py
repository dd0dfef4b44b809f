"""The report for an audit: who answered for what on a day, what was vacant, and how each came about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Entry, Revision
from wiki.entries.page import local
from wiki.ownership import history
from wiki.ownership.card import holder_of
from wiki.ownership.holders import Holder
from wiki.ownership.models import Accountability
from wiki.ownership.queries import accountable_on
from wiki.ownership.register import Line, Register, register_of
from wiki.ownership.rights import oversees
from wiki.ownership.staff import Answerer


@dataclass(frozen=True)
class StepLine:
    """A step with somebody of its own."""

    title: str
    row: Accountability
    found: Answerer

    @property
    def holder(self) -> Holder | None:
        """Who is named, whether here or not."""
        return holder_of(self.row)


@dataclass(frozen=True)
class Report:
    """The lines by department, those without one last; what is vacant among them."""

    register: Register
    groups: Sequence[tuple[str, Sequence[Line]]]
    steps: dict[int, list[StepLine]]
    writers: dict[str, str]

    @property
    def vacant(self) -> list[Line]:
        """Where nobody answered but a head for the time being, or nobody at all."""
        return [each for each in self.register.lines if each.found.gap]

    def how(self, row: Accountability) -> str:
        """How it came about."""
        return str(history.SOURCES.get(row.source, row.source))


def report_of(session: Session, actor: Actor, kinds: Iterable[Kind], day: date, language: str) -> Report:
    """What `actor` keeps an eye on, as it was on `day`. A fixed number of queries."""
    register = register_of(session, kinds, day, language, within=oversees(actor))
    steps = _steps(session, register, language)
    rows = [each.row for each in register.lines if each.row] + [step.row for found in steps.values() for step in found]
    return Report(register, _grouped(register, language), steps, history.writers(session, rows))


def _grouped(register: Register, language: str) -> list[tuple[str, list[Line]]]:
    groups: dict[str, list[Line]] = {}
    for line in register.lines:
        groups.setdefault(line.department, []).append(line)
    units = [each for slug, each in register.staff.by_slug.items() if slug in groups]
    named = [(each.name(language), groups.pop(each.slug)) for each in units]
    return [*named, *([("", [line for lines in groups.values() for line in lines])] if groups else [])]


def _steps(session: Session, register: Register, language: str) -> dict[int, list[StepLine]]:
    lines = {each.entry_id: each for each in register.lines}
    rows = [
        row
        for row in session.scalars(accountable_on(register.day).where(Accountability.step_key != ""))
        if row.entry_id in lines and holder_of(row) is not None
    ]
    titles = _titles(session, {row.entry_id for row in rows}, language)
    found: dict[int, list[StepLine]] = {}
    for row in rows:
        answerer = register.staff.answerer(row, lines[row.entry_id].department)
        title = titles.get((row.entry_id, row.step_key), row.step_key)
        found.setdefault(row.entry_id, []).append(StepLine(title, row, answerer))
    return found


def _titles(session: Session, entry_ids: set[int], language: str) -> dict[tuple[int, str], str]:
    """(entry, step) → what the step is called today."""
    if not entry_ids:
        return {}
    kinds, found = wired(session, Kinds), {}
    query = select(Entry, Revision).join(Revision, Revision.id == Entry.released_id).where(Entry.id.in_(entry_ids))
    for entry, revision in session.execute(query):
        payload = kinds.of(entry).read(revision.payload, revision.schema_version)
        for number, step in enumerate(payload.get("steps", ()), 1):
            found[entry.id, str(step.get("key", ""))] = f"{number} {local(step.get('title'), language)}"
    return found
