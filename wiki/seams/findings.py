"""Seams between departments without an agreement, for the list of what is missing in who answers for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from wiki.core.clock import company_day
from wiki.entries.models import Entry
from wiki.ownership.findings import Finding, Rule, Severity, Subject
from wiki.processes.kind import KIND
from wiki.seams.kept import all_on
from wiki.seams.listing import WITHOUT, Asked, shown
from wiki.seams.reading import Unit, Words
from wiki.seams.standing import Standing, of_process

NOT_AGREED = Rule(
    "seam",
    _l("Seam between departments without an agreement"),
    Severity.RISK,
    _l("Between “%(from_)s” and “%(to)s” nothing is agreed about who hands over what."),
    _l("Propose an agreement"),
)


@dataclass(frozen=True)
class _Named:
    words: Words

    def name(self, language: str) -> str:
        return self.words.of(language)


def not_agreed(session: Session, day: date, chosen: ColumnElement[bool]) -> Sequence[Finding]:
    """The findings about the processes among the entries in question, with the agreements of `day`."""
    columns = (Entry.id, Entry.slug, Entry.title_de, Entry.title_en, Entry.department)
    rows = session.execute(select(*columns).where(chosen, Entry.kind == KIND.name))
    processes = {row.id: row for row in rows}
    if not processes:
        return []
    found = shown(_standing(session, day, set(processes)), Asked(WITHOUT))
    return [_finding(processes[each.crossing.process_id], each) for each in found]


def _standing(session: Session, day: date, processes: set[int]) -> list[Standing]:
    asked = day if day != company_day(session) else None
    if len(processes) == 1:
        return of_process(session, next(iter(processes)), asked)
    return [each for each in all_on(session, asked) if each.crossing.process_id in processes]


def _finding(process: Row[tuple[Any, ...]], each: Standing) -> Finding:
    crossing = each.crossing
    after = crossing.after
    subject = Subject(
        process.id, KIND.name, process.slug, (process.title_de, process.title_en), process.department,
        after.key, (after.title.de, after.title.en),
    )  # fmt: skip
    first, second = crossing.units
    facts = {"from_": _named(first), "to": _named(second)}
    way = ("seams.seam", {"slug": process.slug, "from_key": crossing.before.key, "to_key": after.key})
    return Finding(NOT_AGREED, NOT_AGREED.severity, subject, facts=facts, way=way)


def _named(unit: Unit | None) -> _Named:
    return _Named(unit.name if unit is not None else Words())
