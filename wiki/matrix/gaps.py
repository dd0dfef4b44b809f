"""What is wrong in a row, in words: the findings of the linter that concern who answers, as far as the reader may
see them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import Entry
from wiki.ownership import rules
from wiki.ownership.findings import Finding, Severity
from wiki.ownership.holders import Place
from wiki.ownership.linter import findings
from wiki.ownership.rights import oversees_department
from wiki.ownership.staff import Job, Somebody, Staff

FOR_EVERYBODY = frozenset({rules.VACANT.name, rules.GONE.name, rules.UNHELD.name})
"""Vacancies are no secret; that somebody is away without a deputy, and the like, is seen by who oversees the area."""


@dataclass(frozen=True)
class Gap:
    """Something missing or wrong about who answers. `letter`: for which letter."""

    rule: str
    letter: str
    text: str
    is_bad: bool
    holder_key: str = ""
    """Whose letter does not hold: who left or is away, the function nobody holds."""


Gaps = Mapping[Place, list[Gap]]


def gaps_of(session: Session, actor: Actor, entry_ids: Collection[int], day: date, staff: Staff, language: str) -> Gaps:
    """By place, the worst first."""
    found: dict[Place, list[Gap]] = {}
    for each in findings(session, day, Entry.id.in_(entry_ids), staff):
        seen = each.rule.name in FOR_EVERYBODY or oversees_department(actor, each.subject.department)
        if each.severity >= Severity.RISK and each.letter and seen:
            gap = Gap(each.rule.name, each.letter, _text(each, language), each.severity >= Severity.GAP, _whose(each))
            found.setdefault(Place(each.subject.entry_id, each.subject.step_key), []).append(gap)
    return found


def _text(finding: Finding, language: str) -> str:
    """The reason; of vacancies the shorter name, because the row says which letter nobody has."""
    return str(finding.rule.label) if finding.rule is rules.VACANT else finding.reason(language)


def _whose(finding: Finding) -> str:
    person, job = finding.facts.get("person"), finding.facts.get("function")
    if isinstance(person, Somebody):
        return f"p{person.id}"
    return f"f{job.id}" if isinstance(job, Job) else ""


def broken(gaps: Iterable[Gap], holder_key: str) -> dict[str, str]:
    """The letters of a holder that do not hold, with the reason."""
    return {gap.letter: gap.text for gap in gaps if gap.holder_key == holder_key}
