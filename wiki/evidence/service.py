"""Writing down what steps and touchpoints rest on. Works inside a writing transaction and flushes."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, changes, clock, outbox, personal_data
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.text import clean_line, clean_text
from wiki.entries.cleaning import MISSING, is_web_address, overtaken
from wiki.entries.models import Entry
from wiki.entries.rights import demand
from wiki.evidence.models import SORTS, STRENGTHS, Evidence
from wiki.evidence.rights import may_add
from wiki.ownership.duties import lock_object
from wiki.ownership.holders import Place
from wiki.processes.models import ProcessStep

MOST = {"source": 200, "url": 500, "note": 2000}
MOST_CASES = 100_000_000
EARLIEST = date(1900, 1, 1)
_CHOOSE = _l("Please choose one of the list.")


@dataclass(frozen=True)
class EvidenceData:
    """One piece of evidence; `edits` is how often it had been changed when the form was opened."""

    sort: str
    source: str
    day: date | None
    strength: str
    step_key: str = ""
    url: str = ""
    cases: int | None = None
    note: str = ""
    language: str = "de"
    edits: int = 0
    no_customer_data: bool = False
    """That the author has been asked about what looks like customer data, and says it is none."""


def add(session: Session, actor: Actor, entry_id: int, data: EvidenceData) -> Evidence:
    """A new piece of evidence. Raises Forbidden or Invalid."""
    entry = lock_object(session, Place(entry_id))
    _demand(session, actor, entry)
    row = Evidence(entry_id=entry.id, edits=0, step_key="", called={})
    _fill(session, actor, row, data)
    session.add(row)
    session.flush()
    _record(session, actor, row, "added")
    return row


def change(session: Session, actor: Actor, evidence_id: int, data: EvidenceData) -> Evidence:
    """Change a piece of evidence. Raises Invalid where somebody else has changed it meanwhile."""
    row = _locked(session, actor, evidence_id)
    if problems := overtaken(data.edits, row.edits, "source"):
        raise Invalid(problems)
    _fill(session, actor, row, data)
    row.edits += 1
    session.flush()
    _record(session, actor, row, "changed")
    return row


def remove(session: Session, actor: Actor, evidence_id: int, edits: int) -> Evidence:
    """Take a piece of evidence away; the record keeps its source. Raises Conflict where it was changed meanwhile."""
    row = _locked(session, actor, evidence_id)
    if row.edits != edits:
        raise Conflict(_l("Somebody else has changed this meanwhile. Please look at it again."))
    session.delete(row)
    session.flush()
    _record(session, actor, row, "removed")
    return row


def find(session: Session, evidence_id: int) -> Evidence:
    """The piece of evidence. Raises NotFound."""
    row = session.get(Evidence, evidence_id)
    if row is None:
        raise NotFound(_l("This evidence was removed."))
    return row


def _locked(session: Session, actor: Actor, evidence_id: int) -> Evidence:
    entry = lock_object(session, Place(find(session, evidence_id).entry_id))
    _demand(session, actor, entry)
    row = session.get(Evidence, evidence_id, populate_existing=True)
    if row is None:
        raise NotFound(_l("This evidence was removed."))
    return row


def _demand(session: Session, actor: Actor, entry: Entry) -> None:
    demand(
        may_add(session, actor, entry),
        _l("Evidence is written down by those who may write this entry and those who answer for it."),
    )


def _fill(session: Session, actor: Actor, row: Evidence, data: EvidenceData) -> None:
    source, url, note = clean_line(data.source), clean_line(data.url), clean_text(data.note).strip()
    key = clean_line(data.step_key)
    step = _step(session, row, key)
    problems = [*_problems(data, source, url, note, company_day(session))]
    if step is None and key and key != row.step_key:
        problems.append(Problem("step", _l("This step is not there any more. Please choose another one.")))
    if problems:
        raise Invalid(problems)
    if step is not None or not key:
        row.called = {"de": step.title_de, "en": step.title_en} if step is not None else {}
    row.step_key, row.sort, row.source, row.url = key, data.sort, source, url
    row.day, row.cases, row.strength = data.day or company_day(session), data.cases, data.strength
    row.note, row.language = note, data.language
    row.told_at, row.told_by_id = clock.now(), actor.person_id


def _step(session: Session, row: Evidence, key: str) -> ProcessStep | None:
    query = select(ProcessStep).where(ProcessStep.process_id == row.entry_id, ProcessStep.key == key)
    return session.scalar(query) if key else None


def _problems(data: EvidenceData, source: str, url: str, note: str, today: date) -> list[Problem]:
    problems = [] if source else [Problem("source", MISSING)]
    for name, words in (("source", source), ("url", url), ("note", note)):
        if len(words) > MOST[name]:
            message = _l("At most %(most)s characters; this has %(count)s.", most=MOST[name], count=len(words))
            problems.append(Problem(name, message))
    if url and not is_web_address(url):
        problems.append(Problem("url", _l("A web address begins with https:// or http://.")))
    if data.sort not in SORTS:
        problems.append(Problem("sort", _CHOOSE))
    if data.strength not in STRENGTHS:
        problems.append(Problem("strength", _CHOOSE))
    problems += _of_numbers(data, today)
    found = personal_data.find("\n".join((source, note)))
    if found and not data.no_customer_data:
        named = ", ".join(dict.fromkeys(match.text for match in found[:5]))
        problems.append(Problem("no_customer_data", _l("Please check: %(found)s", found=named)))
    return problems


def _of_numbers(data: EvidenceData, today: date) -> list[Problem]:
    problems = []
    if data.day is None:
        problems.append(Problem("day", MISSING))
    elif data.day > today:
        problems.append(Problem("day", _l("This day is still to come.")))
    elif data.day < EARLIEST:
        problems.append(Problem("day", _l("This day is too long ago.")))
    if data.cases is not None and not 1 <= data.cases <= MOST_CASES:
        problems.append(Problem("cases", _l("A whole number from %(least)s to %(most)s.", least=1, most=MOST_CASES)))
    return problems


def _record(session: Session, actor: Actor, row: Evidence, verb: str) -> None:
    """Audit, event and mark."""
    told = {"evidence": row.id, "step": row.step_key, "sort": row.sort, "strength": row.strength}
    audit.append(session, actor.pseudonym, f"web:evidence:{verb}", f"entry:{row.entry_id}", source=row.source, **told)
    outbox.record(session, f"evidence.{verb}", actor_id=actor.person_id, entry_id=row.entry_id, **told)
    changes.mark(session, [row.entry_id])
