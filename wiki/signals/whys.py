"""Asking five times why, each answer with what it rests on. Works inside a writing transaction and flushes."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, outbox
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line, clean_text
from wiki.signals.checking import customer_data, overtaken, too_long
from wiki.signals.models import EXAMINED, NEW, Signal, Why
from wiki.signals.outcome import move
from wiki.signals.triage import chosen

MOST_WHYS, MOST_ANSWER, MOST_CAUSE = 5, 500, 2000


@dataclass(frozen=True)
class Because:
    """An answer and what it rests on; without evidence it is a guess."""

    answer: str
    evidence: str = ""


@dataclass(frozen=True)
class Analysis:
    """The answers in their order, and what they come to. `edits`: how often the signal had been changed before."""

    whys: tuple[Because, ...]
    root_cause: str = ""
    edits: int = 0
    no_customer_data: bool = False


def of_signal(session: Session, signal_id: int) -> list[Why]:
    """The answers in their order."""
    return list(session.scalars(select(Why).where(Why.signal_id == signal_id).order_by(Why.position)))


def explain(session: Session, actor: Actor, signal_id: int, analysis: Analysis) -> Signal:
    """Write down why it happens. A new signal is being examined from then on."""
    signal = chosen(session, actor, signal_id)
    whys = [Because(clean_line(each.answer), clean_line(each.evidence)) for each in analysis.whys[:MOST_WHYS]]
    cause = clean_text(analysis.root_cause).strip()
    problems = overtaken(signal, analysis.edits, "root_cause") + _problems(whys, cause)
    texts = [cause, *(text for each in whys for text in (each.answer, each.evidence))]
    problems += customer_data(texts, is_none=analysis.no_customer_data)
    if problems:
        raise Invalid(problems)
    found_now = bool(cause) and not signal.root_cause
    _write(session, signal, [each for each in whys if each.answer], cause)
    audit.append(session, actor.pseudonym, "web:signal:explained", f"signal:{signal.id}")
    if found_now:
        outbox.record(session, "signal.explained", actor_id=actor.person_id, entry_id=signal.entry_id, signal=signal.id)
    if signal.state == NEW:
        move(session, actor, signal, EXAMINED, "examined")
    return signal


def _write(session: Session, signal: Signal, whys: Sequence[Because], cause: str) -> None:
    session.execute(delete(Why).where(Why.signal_id == signal.id))
    session.add_all(
        Why(signal_id=signal.id, position=number, answer=each.answer, evidence=each.evidence)
        for number, each in enumerate(whys, start=1)
    )
    signal.root_cause, signal.edits = cause, signal.edits + 1
    session.flush()


def _problems(whys: Sequence[Because], cause: str) -> list[Problem]:
    problems = too_long([("root_cause", cause, MOST_CAUSE)])
    last = max((number for number, each in enumerate(whys) if each.answer or each.evidence), default=-1)
    for number, each in enumerate(whys):
        name = f"whys-{number}"
        problems += too_long([(f"{name}-answer", each.answer, MOST_ANSWER)])
        problems += too_long([(f"{name}-evidence", each.evidence, MOST_ANSWER)])
        if number <= last and not each.answer:
            problems.append(Problem(f"{name}-answer", _l("Please answer this one first: the next asks why of it.")))
    return problems
