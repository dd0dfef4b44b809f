"""Outbox: events are rows of the transaction that caused them, with one delivery row for each consumer.

A delivery is taken with a lease and tried until it is done; consumers must be idempotent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wiki.core import clock
from wiki.core.db import Base, Code, Document, Key, LongText, When, is_sqlite, wired
from wiki.core.on_pages import NOT_ON_PAGES

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 12
SLOWEST_RETRY = timedelta(hours=1)


class Event(Base):
    """Something that happened, for others to act on. The row outlives entry and actor, so neither is a foreign key."""

    __tablename__ = "event"
    __table_args__ = {"info": NOT_ON_PAGES}
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), index=True)
    occurred_at: Mapped[When]
    actor_id: Mapped[int | None]
    entry_id: Mapped[int | None] = mapped_column(index=True)
    data: Mapped[Document]


class Delivery(Base):
    """One event on its way to one consumer. `state`: queued, done, failed (given up after MOST_ATTEMPTS), dropped (by
    an administrator)."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("event_id", "consumer"),
        Index("ix_delivery_open", "consumer", "state", "due_at"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    consumer: Mapped[Code]
    state: Mapped[Code] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[When]
    lease_owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[When | None]
    finished_at: Mapped[When | None]
    error: Mapped[LongText | None]
    event: Mapped[Event] = relationship()


@dataclass
class Subscriptions:
    """Which consumer wants which events: consumer name → event names (an empty set means all)."""

    by_consumer: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, consumer: str, names: frozenset[str] = frozenset()) -> None:
        """Subscribe `consumer` to `names`."""
        self.by_consumer[consumer] = names

    def consumers_of(self, name: str) -> list[str]:
        """The consumers of the event `name`."""
        return [c for c, names in self.by_consumer.items() if not names or name in names]


def record(
    session: Session, name: str, *, actor_id: int | None = None, entry_id: int | None = None, **data: Any
) -> Event:
    """Write an event and its deliveries into the running transaction."""
    happened = Event(name=name, occurred_at=clock.now(), actor_id=actor_id, entry_id=entry_id, data=data)
    session.add(happened)
    session.flush()
    for consumer in wired(session, Subscriptions).consumers_of(name):
        session.add(Delivery(event_id=happened.id, consumer=consumer, due_at=happened.occurred_at))
    return happened


@dataclass(frozen=True)
class Fact:
    """One of many events of the same name."""

    data: dict[str, Any]
    entry_id: int | None = None


def record_all(session: Session, name: str, facts: Sequence[Fact], *, actor_id: int | None = None) -> None:
    """Write many events at once, in a few statements: others wait for the write lock meanwhile."""
    if not facts:
        return
    now = clock.now()
    rows = [
        {"name": name, "occurred_at": now, "actor_id": actor_id, "entry_id": each.entry_id, "data": each.data}
        for each in facts
    ]
    session.flush()
    ids = session.scalars(insert(Event).returning(Event.id), rows).all()
    deliveries = [
        {"event_id": event_id, "consumer": consumer, "due_at": now, "state": "queued", "attempts": 0}
        for event_id in sorted(ids) for consumer in wired(session, Subscriptions).consumers_of(name)
    ]  # fmt: skip
    if deliveries:
        session.execute(insert(Delivery), deliveries)


def claim(session: Session, consumer: str, owner: str, limit: int = 200) -> list[Delivery]:
    """Lease up to `limit` due deliveries of `consumer`, oldest first. The caller commits, works, then settles."""
    now = clock.now()
    query = (
        select(Delivery)
        .where(
            Delivery.consumer == consumer,
            Delivery.state == "queued",
            Delivery.due_at <= now,
            or_(Delivery.lease_until.is_(None), Delivery.lease_until < now),
        )
        .order_by(Delivery.id)
        .limit(limit)
    )
    if not is_sqlite(session):
        query = query.with_for_update(skip_locked=True, of=Delivery)
    taken = list(session.scalars(query))
    for delivery in taken:
        delivery.lease_owner = owner
        delivery.lease_until = now + LEASE
        delivery.attempts += 1
    session.flush()
    return taken


def settle(session: Session, delivery_ids: list[int], owner: str) -> None:
    """Mark leased deliveries as done; those whose lease another worker took meanwhile are left alone."""
    session.execute(
        update(Delivery)
        .where(Delivery.id.in_(delivery_ids), Delivery.lease_owner == owner)
        .values(state="done", finished_at=clock.now(), lease_owner=None, lease_until=None, error=None)
    )


def fail(session: Session, delivery_id: int, owner: str, error: str) -> None:
    """Give a leased delivery back: it is tried again later, at growing intervals, and given up at last."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or delivery.lease_owner != owner:
        return
    delivery.error = error[:2000]
    delivery.lease_owner = delivery.lease_until = None
    if delivery.attempts >= MOST_ATTEMPTS:
        delivery.state, delivery.finished_at = "failed", clock.now()
    else:
        delivery.due_at = clock.now() + retry_after(delivery.attempts)


def retry_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failure: 2 s, 4 s, 8 s … at most an hour."""
    return min(timedelta(seconds=2**attempts), SLOWEST_RETRY)


def oldest_open(session: Session, consumer: str) -> datetime | None:
    """When the oldest undelivered event of `consumer` happened; None when all are delivered."""
    query = (
        select(func.min(Event.occurred_at))
        .join(Delivery)
        .where(Delivery.consumer == consumer, Delivery.state == "queued")
    )
    return session.scalar(query)


def open_entry_ids(session: Session, consumer: str, limit: int = 500) -> list[int]:
    """The entries with an undelivered event for `consumer`, newest event first."""
    query = (
        select(Event.entry_id)
        .join(Delivery)
        .where(Delivery.consumer == consumer, Delivery.state == "queued", Event.entry_id.is_not(None))
        .group_by(Event.entry_id)
        .order_by(func.max(Event.id).desc())
        .limit(limit)
    )
    return [each for each in session.scalars(query) if each is not None]
