"""Bringing events to their consumers.

A batch is leased in one transaction, worked on outside any, and settled in another. A consumer that raises is asked
again event by event, so that one event nobody can digest holds back no other.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.consumers import Consume, Consumers, Sessions, Taken
from wiki.core.db import begin_write
from wiki.core.outbox import Delivery, Event, Subscriptions, claim, fail, settle
from wiki.web.runtime import Runtime

log = logging.getLogger(__name__)

BATCH = 200
Context = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True)
class Round:
    """What one round did."""

    delivered: int = 0
    failed: int = 0

    def __add__(self, other: "Round") -> "Round":
        return Round(self.delivered + other.delivered, self.failed + other.failed)


def run_once(runtime: Runtime, owner: str = "once", context: Context = nullcontext) -> int:
    """Deliver everything that is due, until nothing is; returns how many deliveries were settled."""
    settled = 0
    while (done := deliver_round(runtime, owner, context)).delivered:
        settled += done.delivered
    return settled


def deliver_round(runtime: Runtime, owner: str, context: Context = nullcontext) -> Round:
    """Give every consumer one batch of what is due for it. A database that fails one of them is raised at the end."""
    consumers = runtime.wiring.get(Consumers).by_name
    done, outage = Round(), None
    for name in runtime.wiring.get(Subscriptions).by_consumer:
        if name not in consumers:
            continue  # its events wait; `cxwiki doctor` tells
        try:
            done += _deliver_to(runtime.sessions, name, consumers[name], owner, context)
        except OperationalError as error:
            outage = error
    if outage is not None:
        raise outage
    return done


def _deliver_to(sessions: Sessions, name: str, consume: Consume, owner: str, context: Context) -> Round:
    batch = take(sessions, name, owner)
    if not batch:
        return Round()
    errors = _consume(sessions, name, consume, batch, context)
    done = [each.delivery_id for each in batch if each.delivery_id not in errors]
    with sessions() as session:
        begin_write(session)
        settle(session, done, owner)
        for delivery_id, error in errors.items():
            fail(session, delivery_id, owner, error)
        session.commit()
    return Round(len(done), len(errors))


def take(sessions: Sessions, name: str, owner: str, limit: int = BATCH) -> list[Taken]:
    """Lease up to `limit` due deliveries of the consumer `name`; takes the write lock only when there are any."""
    with sessions() as session:
        if not has_due(session, name):
            return []
        begin_write(session)
        leased = claim(session, name, owner, limit)
        events = _events(session, [each.event_id for each in leased])
        batch = [_taken(each, events[each.event_id]) for each in leased]
        session.commit()
    return batch


def _consume(sessions: Sessions, name: str, consume: Consume, batch: list[Taken], context: Context) -> dict[int, str]:
    try:
        with context():
            return consume(sessions, batch)
    except OperationalError:
        raise
    except Exception as error:  # whatever a consumer raises must not stop the others
        log.exception("%s could not take %d event(s)", name, len(batch))
        if len(batch) == 1:
            return {batch[0].delivery_id: f"{type(error).__name__}: {error}"}
    errors: dict[int, str] = {}
    for each in batch:
        errors |= _consume(sessions, name, consume, [each], context)
    return errors


def has_due(session: Session, name: str) -> bool:
    """Whether anything is due for the consumer `name`: a glance without a lock."""
    now = clock.now()
    query = select(Delivery.id).where(
        Delivery.consumer == name,
        Delivery.state == "queued",
        Delivery.due_at <= now,
        Delivery.lease_until.is_(None) | (Delivery.lease_until < now),
    )
    return session.scalar(query.limit(1)) is not None


def _events(session: Session, event_ids: list[int]) -> dict[int, Event]:
    found = session.scalars(select(Event).where(Event.id.in_(event_ids)))
    return {each.id: each for each in found}


def _taken(delivery: Delivery, event: Event) -> Taken:
    return Taken(
        delivery_id=delivery.id,
        event_id=event.id,
        name=event.name,
        occurred_at=event.occurred_at,
        actor_id=event.actor_id,
        entry_id=event.entry_id,
        data=dict(event.data),
        attempts=delivery.attempts,
    )


def give_back(sessions: Sessions) -> int:
    """Free every lease: for the one worker that is left, when those who held them are gone. What they had begun is
    done again, which consumers must stand."""
    with sessions() as session:
        begin_write(session)
        freed = session.execute(
            update(Delivery)
            .where(Delivery.state == "queued", Delivery.lease_owner.is_not(None))
            .values(lease_owner=None, lease_until=None)
            .returning(Delivery.id)
            .execution_options(synchronize_session=False)
        ).all()
        session.commit()
    return len(freed)
