"""Piles of the home page for those with a role in change: signals nobody has looked at, loops that need a push."""

from collections import Counter
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import case, func, select, true
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.entries.models import Entry
from wiki.loops.reading import of_initiatives
from wiki.loops.stations import CHANGED, EFFECT, RECHECK, TOLD
from wiki.loops.wording import WHERE as WHERE_NAMES
from wiki.missing_terms.listing import waiting
from wiki.missing_terms.rights import may_decide
from wiki.signals.models import NEW, SEVERITIES, Signal
from wiki.signals.wording import SEVERITIES as SEVERITY_NAMES
from wiki.tasks.piles import MOST, Pile, PileRow, Place

HALTED = (RECHECK, EFFECT, TOLD, CHANGED)
"""Where the CX management pushes on, the nearest to its effect first."""


def new_signals(session: Session, actor: Actor, _language: str, _today: date) -> Pile | None:
    """Signals nobody has looked at, the worst first: all of them, or those of the own departments."""
    everywhere = actor.may(Permission.SIGNAL_TRIAGE)
    if not everywhere and not actor.areas:
        return None
    place = true() if everywhere else Entry.department.in_(actor.areas)
    rank = case({severity: number for number, severity in enumerate(SEVERITIES)}, value=Signal.severity)
    columns = (Signal.id, Signal.title, Signal.severity, Signal.reported_at, func.count().over().label("total"))
    query = select(*columns).outerjoin(Entry, Entry.id == Signal.entry_id).where(Signal.state == NEW, place)
    found = session.execute(query.order_by(rank, Signal.reported_at.desc(), Signal.id).limit(MOST)).all()
    rows = [
        PileRow(
            each.title, url_for("signals.page", number=each.id), "broadcast",
            str(SEVERITY_NAMES[each.severity]), each.reported_at,
        )
        for each in found
    ]  # fmt: skip
    return Pile(_("New signals"), rows, found[0].total if found else 0, url_for("signals.index", show=NEW))


def halted_loops(session: Session, actor: Actor, _language: str, _today: date) -> Pile | None:
    """For the CX management: how many loops wait for which next step, by where they stand."""
    if not actor.may(Permission.INITIATIVE_STEER):
        return None
    numbers = Counter(each.facts.where for each in of_initiatives(session, actor))
    rows = [
        PileRow(
            str(WHERE_NAMES[where]), url_for("loops.index", where=where), "arrow-repeat",
            ngettext("%(num)s loop", "%(num)s loops", numbers[where]),
        )
        for where in HALTED
        if numbers[where]
    ]  # fmt: skip
    return Pile(_("Loops that need a push"), rows, len(rows))


def missing_terms(session: Session, actor: Actor, _language: str, _today: date) -> Pile | None:
    """For those who write: words that are missed and nobody has decided on, the most wanted first."""
    if not may_decide(actor):
        return None
    found = waiting(session, MOST)
    rows = [
        PileRow(word, url_for("missing_terms.page", number=number), "question-circle") for number, word in found.first
    ]
    return Pile(_("Missing terms"), rows, found.number, url_for("missing_terms.index"))


PILES = ((Place.EDITING, missing_terms, ""), (Place.CHANGE, new_signals, ""), (Place.CHANGE, halted_loops, ""))
