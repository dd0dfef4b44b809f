"""Tying signals to initiatives: one that is there already, or a new one that begins with what the signal says."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import Invalid, Problem
from wiki.core.text import whole_number
from wiki.entries.models import Entry
from wiki.entries.rights import may_read, readable
from wiki.entries.starting import Starter
from wiki.signals.checking import overtaken
from wiki.signals.going import INITIATIVE, can_take_up
from wiki.signals.models import ANSWERED, WAITING, Signal
from wiki.signals.outcome import locked, taken_up
from wiki.signals.rights import may_triage
from wiki.signals.triage import chosen

_ABOUT = {"touchpoint": "touchpoints", "process": "processes"}
"""The fields of initiatives that name what they are about, by kind."""
_TO_BEGIN_WITH = (*WAITING, ANSWERED)


def tie(session: Session, actor: Actor, signal_id: int, initiative_id: int, edits: int) -> Signal:
    """An initiative that is there already is about the signal. Invalid where none is chosen."""
    signal = chosen(session, actor, signal_id)
    problems = overtaken(signal, edits, "initiative")
    known = select(Entry.id).where(Entry.id == initiative_id, can_take_up(session), readable(actor))
    if session.scalar(known) is None:
        problems.append(Problem("initiative", _l("Please choose an initiative.")))
    if problems:
        raise Invalid(problems)
    taken_up(session, actor, signal, initiative_id)
    return signal


def begin_with(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    """What a new initiative says at first: the content of its form by field, from the signal called so."""
    signal = _beginning(session, actor, name)
    if signal is None:
        return {}
    why = "\n\n".join(each for each in (signal.text, signal.root_cause) if each)
    content: dict[str, Any] = {"title": {signal.language: signal.title[:150]}}
    if why:
        content["problem"] = {signal.language: why[:2000]}
    entry = signal.entry if signal.entry is not None and may_read(actor, signal.entry) else None
    if entry is not None and entry.kind in _ABOUT:
        content[_ABOUT[entry.kind]] = [entry.slug]
    if entry is not None and entry.department:
        content["department"] = entry.department
    return content


def said_of(session: Session, actor: Actor, name: str) -> str:
    """What stands above the form of such an initiative."""
    signal = _beginning(session, actor, name)
    return _("This initiative will be about the signal “%(title)s”.", title=signal.title) if signal else ""


def tie_new(session: Session, actor: Actor, name: str, initiative: Entry) -> None:
    """The initiative that was just made is about the signal, where the actor decides on it and nobody has meanwhile
    given it to another one or found it to be a duplicate."""
    signal = locked(session, whole_number(name))
    if signal is not None and may_triage(actor, signal) and signal.state in _TO_BEGIN_WITH:
        taken_up(session, actor, signal, initiative.id)


def _beginning(session: Session, actor: Actor, name: str) -> Signal | None:
    signal = session.get(Signal, whole_number(name))
    fits = signal is not None and may_triage(actor, signal) and signal.state in _TO_BEGIN_WITH
    return signal if fits else None


STARTER = Starter(INITIATIVE, "signal", begin_with, said_of, tie_new)
