"""Who reports and who decides on signals. Everybody signed in reads them; one of an entry that the reader may not read
does not say which."""

from wiki.access.permissions import Actor, Permission
from wiki.signals.models import Signal


def may_report(actor: Actor) -> bool:
    """Whether the actor may say that something is wrong."""
    return actor.may(Permission.SIGNAL_REPORT) or actor.may(Permission.SIGNAL_TRIAGE)


def may_triage(actor: Actor, signal: Signal | None = None) -> bool:
    """Whether the actor decides what becomes of signals: the CX team everywhere, heads in their area."""
    if actor.may(Permission.SIGNAL_TRIAGE):
        return True
    entry = signal.entry if signal is not None else None
    return entry is not None and bool(entry.department) and entry.department in actor.areas


def is_own(actor: Actor, signal: Signal) -> bool:
    """Whether the actor reported it."""
    return actor.person_id is not None and signal.reported_by_id == actor.person_id
