"""Saying that a signal was seen again: how often, in which days. Works inside a writing transaction and flushes."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock, outbox
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.core.text import clean_line
from wiki.entries.rights import demand
from wiki.signals.checking import customer_data, too_long
from wiki.signals.models import DUPLICATE, SOURCES, Sighting, Signal
from wiki.signals.outcome import locked
from wiki.signals.rights import may_report, may_triage

MOST_TIMES, MOST_NOTE = 1_000_000, 300


@dataclass(frozen=True)
class Seen:
    """How often somebody saw it between two days (empty: today); without `times` nobody counted."""

    times: int | None = None
    seen_from: date | None = None
    seen_until: date | None = None
    source: str = "employees"
    note: str = ""
    no_customer_data: bool = False


def problems_of(seen: Seen, today: date) -> list[Problem]:
    """What is wrong with the days, the number or the source."""
    problems = []
    if seen.source not in SOURCES:
        problems.append(Problem("source", _l("Please choose one of the list.")))
    if seen.times is not None and not 1 <= seen.times <= MOST_TIMES:
        message = _l("A whole number from %(least)s to %(most)s.", least=1, most=MOST_TIMES)
        problems.append(Problem("times", message))
    until = seen.seen_until or today
    if until > today:
        problems.append(Problem("seen_until", _l("This day is still to come.")))
    if seen.seen_from and seen.seen_from > until:
        problems.append(Problem("seen_from", _l("This is after the last day.")))
    if (seen.seen_from or until).year < today.year - 20:
        problems.append(Problem("seen_from", _l("This is too long ago.")))
    return problems


def see_again(session: Session, actor: Actor, signal_id: int, seen: Seen) -> Sighting:
    """Somebody has seen it, too. At a duplicate it counts for the one that stands for both."""
    demand(may_report(actor), _l("Reporting a signal needs a role that includes it."))
    signal = locked(session, signal_id)
    if signal is None:
        raise NotFound
    note, today = clean_line(seen.note), company_day(session)
    problems = problems_of(seen, today) + too_long([("note", note, MOST_NOTE)])
    problems += customer_data([note], is_none=seen.no_customer_data)
    if problems:
        raise Invalid(problems)
    sighting = add_sighting(session, signal, seen, note, today, actor.person_id)
    audit.append(session, actor.pseudonym, "web:signal:seen", f"signal:{signal.id}")
    outbox.record(session, "signal.seen", actor_id=actor.person_id, entry_id=signal.entry_id, signal=signal.id)
    return sighting


def add_sighting(
    session: Session, signal: Signal, seen: Seen, note: str, today: date, teller_id: int | None
) -> Sighting:
    """The row; what is to be said about it has been checked."""
    until = seen.seen_until or today
    number = signal.duplicate_of_id if signal.state == DUPLICATE and signal.duplicate_of_id else signal.id
    sighting = Sighting(
        signal_id=number, seen_from=seen.seen_from or until, seen_until=until, times=seen.times, source=seen.source,
        note=note, told_at=clock.now(), told_by_id=teller_id,
    )  # fmt: skip
    session.add(sighting)
    session.flush()
    return sighting


def may_take_back(actor: Actor, signal: Signal, sighting: Sighting) -> bool:
    """Whether the actor may take the sighting away: who told it, and who decides on the signal."""
    own = actor.person_id is not None and sighting.told_by_id == actor.person_id
    return own or may_triage(actor, signal)


def take_back(session: Session, actor: Actor, signal_id: int, sighting_id: int) -> None:
    """Take a sighting away that was a mistake; the only one stays."""
    signal = locked(session, signal_id)
    rows = list(session.scalars(select(Sighting).where(Sighting.signal_id == signal_id))) if signal else []
    sighting = next((each for each in rows if each.id == sighting_id), None)
    if signal is None or sighting is None:
        raise NotFound
    demand(may_take_back(actor, signal, sighting) and len(rows) > 1, _l("This report cannot be taken back."))
    session.delete(sighting)
    session.flush()
    audit.append(session, actor.pseudonym, "web:signal:unseen", f"signal:{signal.id}")
