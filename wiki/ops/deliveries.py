"""What is on its way to search, inbox and mail, and what an administrator can do about what got stuck.

Both acts are one conditional update: of two administrators who press at the same moment one changes something, and
what the worker holds at this moment is left to it.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.outbox import Delivery, Event, Subscriptions
from wiki.core.personal_data import find
from wiki.core.text import clean_line
from wiki.people.rights import note, require

WAITING, RETRYING, FAILED = "waiting", "retrying", "failed"
STATES = (WAITING, RETRYING, FAILED)
LONGEST_REASON = 200


def _is(state: str) -> ColumnElement[bool]:
    if state == FAILED:
        return Delivery.state == "failed"
    tried = Delivery.error.is_not(None)
    return and_(Delivery.state == "queued", tried if state == RETRYING else ~tried)


@dataclass(frozen=True)
class Numbers:
    """How much is on its way to one consumer."""

    consumer: str
    waiting: int = 0
    retrying: int = 0
    failed: int = 0
    oldest: datetime | None = None

    @property
    def open(self) -> int:
        """What will still be tried by itself."""
        return self.waiting + self.retrying


def numbers(session: Session) -> list[Numbers]:
    """One line for each consumer, those with nothing on its way too; one query."""
    state = case((Delivery.state == "failed", FAILED), (Delivery.error.is_not(None), RETRYING), else_=WAITING)
    query = (
        select(Delivery.consumer, state, func.count(), func.min(Event.occurred_at))
        .join(Event)
        .where(Delivery.state.in_(("queued", "failed")))
        .group_by(Delivery.consumer, state)
    )
    counts: dict[str, dict[str, int]] = {name: {} for name in wired(session, Subscriptions).by_consumer}
    oldest: dict[str, datetime] = {}
    for consumer, name, number, first in session.execute(query):
        counts.setdefault(consumer, {})[name] = number
        oldest[consumer] = min(first, oldest.get(consumer, first))
    return [Numbers(name, **found, oldest=oldest.get(name)) for name, found in counts.items()]


def listing(consumer: str, state: str) -> Select[tuple[Delivery]]:
    """What is on its way, oldest first; empty `consumer` or `state` means any."""
    query = select(Delivery).options(joinedload(Delivery.event)).order_by(Delivery.id)
    query = query.where(_is(state) if state in STATES else Delivery.state.in_(("queued", "failed")))
    return query.where(Delivery.consumer == consumer) if consumer else query


def get(session: Session, delivery_id: int) -> Delivery:
    """The delivery with this id while it is on its way; `NotFound` otherwise."""
    found = session.get(Delivery, delivery_id)
    if found is None or found.state not in ("queued", "failed"):
        raise NotFound(_("This delivery is not waiting any more: it was made or dropped."))
    return found


def _free() -> ColumnElement[bool]:
    return or_(Delivery.lease_until.is_(None), Delivery.lease_until < clock.now())


def _stuck() -> ColumnElement[bool]:
    """Given up, or waiting for its next attempt."""
    later = and_(Delivery.state == "queued", Delivery.due_at > clock.now(), _free())
    return or_(Delivery.state == "failed", later)


def retry(session: Session, actor: Actor, *which: ColumnElement[bool]) -> int:
    """Have what got stuck of `which` tried at once, as if it were new; returns how many, 0 when nothing was stuck."""
    require(actor, Permission.SYSTEM_MANAGE)
    # Locked first: "now" must be later than what somebody at the same moment has just set.
    session.execute(select(Delivery.id).where(Delivery.state.in_(("queued", "failed")), *which).with_for_update())
    rows = session.execute(
        update(Delivery)
        .where(_stuck(), *which)
        .values(state="queued", attempts=0, due_at=clock.now(), finished_at=None, lease_owner=None, lease_until=None)
        .returning(Delivery.id, Delivery.consumer)
        .execution_options(synchronize_session=False)
    ).all()
    for consumer in sorted({row.consumer for row in rows}):
        number = sum(row.consumer == consumer for row in rows)
        note(session, actor, "delivery:retried", f"consumer:{consumer}", number=number)
    return len(rows)


def retry_one(session: Session, actor: Actor, delivery_id: int) -> int:
    """Have one delivery tried at once."""
    return retry(session, actor, Delivery.id == delivery_id)


def retry_all(session: Session, actor: Actor, consumer: str) -> int:
    """Have everything that got stuck on its way to `consumer` tried at once."""
    return retry(session, actor, Delivery.consumer == consumer)


def drop(session: Session, actor: Actor, delivery_id: int, reason: str) -> None:
    """Give a delivery up for good. The reason goes into the audit, which is never changed: no names in it."""
    require(actor, Permission.SYSTEM_MANAGE)
    reason = clean_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid([Problem("reason", _("Say in a sentence why it is dropped."))])
    if find(reason):
        raise Invalid([Problem("reason", _("Leave addresses and numbers of people out: this is kept for good."))])
    dropped = session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state.in_(("queued", "failed")), _free())
        .values(state="dropped", finished_at=clock.now(), error=None, lease_owner=None, lease_until=None)
        .returning(Delivery.consumer)
        .execution_options(synchronize_session=False)
    ).scalar()
    if dropped is None:
        raise Conflict(_("The worker has it in hand, or somebody else was faster. Look again in a moment."))
    note(session, actor, "delivery:dropped", f"consumer:{dropped}", delivery=delivery_id, reason=reason)
