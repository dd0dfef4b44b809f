"""Events are never lost, and each consumer gets each one."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.core import clock, leases, outbox
from wiki.core.db import begin_write, wired
from wiki.core.outbox import Delivery, Event, Subscriptions


@pytest.fixture
def consumers(app: Flask, session: Session) -> list[str]:
    """Two consumers: one of everything, one of `a.happened` only."""
    subscriptions = wired(session, Subscriptions)
    subscriptions.by_consumer.clear()
    subscriptions.add("all")
    subscriptions.add("some", frozenset({"a.happened"}))
    return ["all", "some"]


def _record(session: Session, *names: str) -> None:
    begin_write(session)
    for number, name in enumerate(names):
        outbox.record(session, name, entry_id=number)
    session.commit()


def test_each_consumer_gets_what_it_subscribed_to(session: Session, consumers: list[str]) -> None:
    _record(session, "a.happened", "b.happened")
    begin_write(session)
    taken = {name: [each.event.name for each in outbox.claim(session, name, "me")] for name in consumers}
    assert taken == {"all": ["a.happened", "b.happened"], "some": ["a.happened"]}


def test_an_event_vanishes_with_the_transaction_that_caused_it(session: Session, consumers: list[str]) -> None:
    begin_write(session)
    outbox.record(session, "a.happened")
    session.rollback()
    assert session.scalar(select(func.count(Event.id))) == 0


def test_a_leased_delivery_is_not_taken_twice_until_the_lease_ends(session: Session, consumers: list[str]) -> None:
    _record(session, "a.happened")
    begin_write(session)
    assert len(outbox.claim(session, "all", "one")) == 1
    session.commit()
    begin_write(session)
    assert outbox.claim(session, "all", "other") == []
    with clock.frozen(clock.now() + outbox.LEASE + timedelta(seconds=1)):
        (again,) = outbox.claim(session, "all", "other")
    assert (again.lease_owner, again.attempts) == ("other", 2)


def test_who_lost_the_lease_cannot_settle(session: Session, consumers: list[str]) -> None:
    _record(session, "a.happened")
    begin_write(session)
    (delivery,) = outbox.claim(session, "all", "one")
    session.commit()
    begin_write(session)
    outbox.settle(session, [delivery.id], "other")
    session.commit()
    assert delivery.state == "queued"
    begin_write(session)
    outbox.settle(session, [delivery.id], "one")
    session.commit()
    assert (delivery.state, delivery.finished_at is not None) == ("done", True)


def test_a_failing_delivery_waits_longer_each_time_and_is_given_up_at_last(
    session: Session, consumers: list[str]
) -> None:
    _record(session, "a.happened")
    now = clock.now()
    for attempt in range(1, outbox.MOST_ATTEMPTS + 1):
        now += outbox.SLOWEST_RETRY * 2
        with clock.frozen(now):
            begin_write(session)
            (delivery,) = outbox.claim(session, "all", "me")
            outbox.fail(session, delivery.id, "me", "no route")
            session.commit()
            expected = "failed" if attempt == outbox.MOST_ATTEMPTS else "queued"
            assert delivery.state == expected
    assert outbox.retry_after(1) < outbox.retry_after(5) <= outbox.SLOWEST_RETRY
    assert delivery.error == "no route"


def test_open_entries_are_those_with_something_undelivered(session: Session, consumers: list[str]) -> None:
    _record(session, "b.happened", "b.happened", "a.happened")
    assert outbox.open_entry_ids(session, "all") == [2, 1, 0]
    assert outbox.open_entry_ids(session, "some") == [2]
    assert outbox.oldest_open(session, "all") is not None
    begin_write(session)
    session.query(Delivery).update({"state": "done"})
    session.commit()
    assert outbox.open_entry_ids(session, "all") == []


def test_one_node_at_a_time_holds_a_lease(session: Session) -> None:
    begin_write(session)
    assert leases.take(session, "worker", "one", timedelta(seconds=30))
    assert leases.take(session, "worker", "one", timedelta(seconds=30))
    assert not leases.take(session, "worker", "other", timedelta(seconds=30))
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert leases.take(session, "worker", "other", timedelta(seconds=30))
        leases.release(session, "worker", "other")
        assert leases.take(session, "worker", "one", timedelta(seconds=30))
