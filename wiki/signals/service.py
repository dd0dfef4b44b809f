"""Reporting signals, and what becomes of them. Works inside a writing transaction and flushes."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock, outbox
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line, clean_text
from wiki.entries.cleaning import MISSING
from wiki.entries.rights import demand
from wiki.signals.checking import customer_data, too_long
from wiki.signals.here import count_anew
from wiki.signals.models import SEVERITIES, SORTS, Signal
from wiki.signals.outcome import reopen_of, settle_of, taken_up
from wiki.signals.rights import may_report
from wiki.signals.sightings import Seen, add_sighting, problems_of

__all__ = ["Place", "SignalData", "reopen_of", "report", "settle_of", "taken_up"]


@dataclass(frozen=True)
class SignalData:
    """What somebody noticed. `times`: how often between `seen_from` and `seen_until` (empty: today)."""

    sort: str
    title: str
    text: str = ""
    language: str = "de"
    source: str = "employees"
    source_note: str = ""
    times: int | None = None
    seen_from: date | None = None
    seen_until: date | None = None
    no_customer_data: bool = False
    """That the author has been asked about what looks like customer data, and says it is none."""
    severity: str = ""

    @property
    def seen(self) -> Seen:
        """How often it was seen, and when."""
        return Seen(self.times, self.seen_from, self.seen_until, self.source)


@dataclass(frozen=True)
class Place:
    """Where: an entry, a step of it, or with `to_key` the seam between two steps."""

    entry_id: int | None = None
    step_key: str = ""
    to_key: str = ""
    origin: str = ""


def report(
    session: Session, actor: Actor, data: SignalData, place: Place = Place(), *, nameless: bool = False
) -> Signal:
    """A new signal with its first sighting. Of an `origin` that has one already, that signal."""
    demand(may_report(actor), _l("Reporting a signal needs a role that includes it."))
    if place.origin and (known := session.scalar(select(Signal).where(Signal.origin == place.origin))) is not None:
        return known
    title, text, note = clean_line(data.title), clean_text(data.text).strip(), clean_line(data.source_note)
    _check(data, title, text, note, company_day(session))
    now = clock.now()
    signal = Signal(
        sort=data.sort, title=title, text=text, language=data.language, entry_id=place.entry_id,
        step_key=place.step_key[:40], to_key=place.to_key[:40], source=data.source, source_note=note,
        origin=place.origin, is_nameless=nameless, severity=data.severity, reported_at=now,
        reported_by_id=actor.person_id,
    )  # fmt: skip
    session.add(signal)
    session.flush()
    add_sighting(session, signal, data.seen, "", company_day(session), None if nameless else actor.person_id)
    count_anew(session, signal.entry_id)
    who = None if nameless else actor
    audit.append(session, who.pseudonym if who else None, "web:signal:reported", f"signal:{signal.id}", sort=data.sort)
    outbox.record(
        session, "signal.reported", actor_id=who.person_id if who else None, entry_id=signal.entry_id, signal=signal.id
    )
    return signal


def _check(data: SignalData, title: str, text: str, note: str, today: date) -> None:
    problems = too_long([("title", title, 200), ("text", text, 5000), ("source_note", note, 300)])
    if not title:
        problems.append(Problem("title", MISSING))
    if data.sort not in SORTS:
        problems.append(Problem("sort", _l("Please choose one of the list.")))
    if data.severity not in SEVERITIES:
        problems.append(Problem("severity", _l("Please choose one of the list.")))
    problems += problems_of(data.seen, today)
    problems += customer_data((title, text, note), is_none=data.no_customer_data)
    if problems:
        raise Invalid(problems)
