"""What becomes of a signal: an initiative takes it up, has its effect, or is opened again. Works inside a writing
transaction and flushes."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock, outbox
from wiki.core.errors import Conflict
from wiki.entries import queries
from wiki.entries.models import Entry
from wiki.entries.rights import demand
from wiki.signals.going import is_going
from wiki.signals.here import count_anew
from wiki.signals.models import DUPLICATE, EXAMINED, SETTLED, TAKEN_UP, Signal
from wiki.signals.rights import may_triage


def locked(session: Session, signal_id: int) -> Signal | None:
    """The signal; nobody else changes it until the transaction ends."""
    query = select(Signal).where(Signal.id == signal_id).with_for_update(of=Signal)
    return session.scalar(query.execution_options(populate_existing=True))


def taken_up(session: Session, actor: Actor, signal: Signal, initiative_id: int) -> None:
    """An initiative is about the signal from now on. Once more changes nothing. Raises Forbidden, or Conflict where
    there is no such initiative, it is over, or the signal is a duplicate."""
    demand(may_triage(actor, signal), _l("Deciding on signals needs a role that includes it."))
    if signal.state == TAKEN_UP and signal.initiative_id == initiative_id:
        return
    initiative = session.get(Entry, initiative_id)
    if initiative is not None:
        queries.lock(session, initiative)  # nobody closes it at this moment and leaves the signal behind
    if initiative is None or not is_going(session, initiative_id):
        raise Conflict(_l("This initiative is not under way any more."))
    if signal.state == DUPLICATE:
        raise Conflict(_l("This signal is the same as another: take that one up."))
    signal.initiative_id = initiative_id
    move(session, actor, signal, TAKEN_UP, "taken_up", initiative=initiative_id)


def settle_of(session: Session, actor: Actor, initiative_id: int) -> int:
    """The initiative has had its effect: its signals are settled. Asks for no right of its own, whoever closes the
    initiative has been asked; returns how many."""
    return _move_all(session, actor, initiative_id, (TAKEN_UP, SETTLED, "settled"))


def reopen_of(session: Session, actor: Actor, initiative_id: int) -> int:
    """The effect has not held: what was settled by the initiative is under way again; returns how many."""
    return _move_all(session, actor, initiative_id, (SETTLED, TAKEN_UP, "reopened"))


def let_go(session: Session, actor: Actor, entry: Entry) -> None:
    """The entry is removed for good: the signals it was to take care of as an initiative wait again."""
    query = select(Signal).where(Signal.initiative_id == entry.id, Signal.state == TAKEN_UP)
    for signal in session.scalars(query.order_by(Signal.entry_id, Signal.id).with_for_update(of=Signal)):
        signal.initiative_id = None
        move(session, actor, signal, EXAMINED, "reopened")


def _move_all(session: Session, actor: Actor, initiative_id: int, way: tuple[str, str, str]) -> int:
    before, after, verb = way
    query = select(Signal).where(Signal.initiative_id == initiative_id, Signal.state == before)
    found = list(session.scalars(query.order_by(Signal.entry_id, Signal.id).with_for_update(of=Signal)))
    for signal in found:
        move(session, actor, signal, after, verb, initiative=initiative_id)
    return len(found)


def move(session: Session, actor: Actor, signal: Signal, state: str, verb: str, **detail: object) -> None:
    """Write the new state down with who, when, record and event."""
    signal.state, signal.edits = state, signal.edits + 1
    signal.decided_at, signal.decided_by_id = clock.now(), actor.person_id
    session.flush()
    count_anew(session, signal.entry_id)
    audit.append(session, actor.pseudonym, f"web:signal:{verb}", f"signal:{signal.id}", **detail)
    outbox.record(
        session, f"signal.{verb}", actor_id=actor.person_id, entry_id=signal.entry_id, signal=signal.id, **detail
    )
