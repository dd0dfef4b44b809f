"""Deciding what becomes of signals. Works inside a writing transaction and flushes."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit
from wiki.core.db import is_sqlite
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.core.text import clean_line, clean_text
from wiki.entries.cleaning import MISSING
from wiki.entries.rights import demand
from wiki.signals.checking import customer_data, demand_unchanged, overtaken, too_long
from wiki.signals.models import ANSWERED, DUPLICATE, EXAMINED, SEVERITIES, SORTS, Signal
from wiki.signals.outcome import locked, move
from wiki.signals.rights import is_own, may_triage

DUPLICATES_LOCK = 60_411_908
"""Key of PostgreSQL's advisory lock: who stands for whom is decided one after the other, since such a decision changes
signals it was not asked about."""
MOST_ANSWER, MOST_TITLE, MOST_TEXT = 2000, 200, 5000


@dataclass(frozen=True)
class Words:
    """How a signal is put. `edits`: how often it had been changed when the form was opened."""

    title: str
    text: str
    sort: str
    severity: str = ""
    edits: int = 0
    no_customer_data: bool = False


def chosen(session: Session, actor: Actor, signal_id: int) -> Signal:
    """The signal, locked, if the actor decides on it. Raises NotFound or Forbidden."""
    signal = locked(session, signal_id)
    if signal is None:
        raise NotFound
    demand(may_triage(actor, signal), _l("Deciding on signals needs a role that includes it."))
    return signal


def examine(session: Session, actor: Actor, signal_id: int, edits: int) -> Signal:
    """Its root cause is looked for: the first decision on a new one, and how any other is opened again."""
    signal = chosen(session, actor, signal_id)
    if signal.state == EXAMINED:
        return signal
    demand_unchanged(signal, edits)
    signal.duplicate_of_id, signal.initiative_id = None, None
    move(session, actor, signal, EXAMINED, "examined")
    return signal


def answer(session: Session, actor: Actor, signal_id: int, words: str, edits: int) -> Signal:
    """Nothing is to be changed; whoever reported it is told why. Invalid without words."""
    signal, text = chosen(session, actor, signal_id), clean_text(words).strip()
    problems = overtaken(signal, edits, "answer") + too_long([("answer", text, MOST_ANSWER)])
    if not text:
        problems.append(Problem("answer", MISSING))
    if problems:
        raise Invalid(problems)
    signal.answer, signal.duplicate_of_id, signal.initiative_id = text, None, None
    move(session, actor, signal, ANSWERED, "answered")
    return signal


def mark_duplicate(session: Session, actor: Actor, signal_id: int, of_id: int, edits: int) -> Signal:
    """It is the same as another, which from now on counts for both. Invalid where that is the signal itself or not
    there; of a duplicate the one it stands for is taken."""
    if not is_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(DUPLICATES_LOCK)))
    for number in sorted((signal_id, of_id)):
        locked(session, number)
    signal, other = chosen(session, actor, signal_id), session.get(Signal, of_id)
    problems = overtaken(signal, edits, "of")
    if other is not None and other.duplicate_of_id is not None:
        other = session.get(Signal, other.duplicate_of_id)
    if other is None or other.id == signal.id:
        problems.append(Problem("of", _l("Please choose another signal.")))
    if problems or other is None:
        raise Invalid(problems)
    for each in session.scalars(select(Signal).where(Signal.duplicate_of_id == signal.id)):
        each.duplicate_of_id = other.id
    signal.duplicate_of_id, signal.initiative_id = other.id, None
    move(session, actor, signal, DUPLICATE, "known", of=other.id)
    return signal


def reword(session: Session, actor: Actor, signal_id: int, words: Words) -> Signal:
    """Put it in other words, and say how severe it is: whoever decides, and whoever reported it while nobody has."""
    signal = locked(session, signal_id)
    if signal is None:
        raise NotFound
    decides = may_triage(actor, signal)
    demand(decides or (is_own(actor, signal) and signal.decided_at is None),
           _l("This signal is being dealt with: only those who decide on signals change it now."))  # fmt: skip
    title, text = clean_line(words.title), clean_text(words.text).strip()
    problems = _problems(signal, words, title, text)
    if problems:
        raise Invalid(problems)
    signal.title, signal.text, signal.sort = title, text, words.sort
    if decides:
        signal.severity = words.severity
    signal.edits += 1
    session.flush()
    who = None if signal.is_nameless and is_own(actor, signal) else actor.pseudonym  # reported without a name
    audit.append(session, who, "web:signal:reworded", f"signal:{signal.id}")
    return signal


def _problems(signal: Signal, words: Words, title: str, text: str) -> list[Problem]:
    problems = overtaken(signal, words.edits, "title")
    if not title:
        problems.append(Problem("title", MISSING))
    problems += too_long([("title", title, MOST_TITLE), ("text", text, MOST_TEXT)])
    for name, value, known in (("sort", words.sort, SORTS), ("severity", words.severity, SEVERITIES)):
        if value not in known:
            problems.append(Problem(name, _l("Please choose one of the list.")))
    return problems + customer_data((title, text), is_none=words.no_customer_data)
