"""Events reach their consumers, each once it worked, and one that fails holds back no other."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from wiki.core import clock, outbox
from wiki.core.consumers import Consumers, Sessions, Taken
from wiki.core.db import begin_write
from wiki.core.outbox import MOST_ATTEMPTS, Delivery, Subscriptions
from wiki.ops.delivery import deliver_round, give_back, run_once, take
from wiki.web.runtime import Runtime


class Recorder:
    """A consumer that remembers what it got and fails where told."""

    def __init__(self, raises: set[int] = frozenset(), refuses: set[int] = frozenset()) -> None:
        self.batches: list[list[int]] = []
        self.raises, self.refuses = raises, refuses

    def __call__(self, _sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
        numbers = [each.data["number"] for each in batch]
        self.batches.append(numbers)
        if self.raises & set(numbers):
            raise ValueError("cannot digest this")
        return {each.delivery_id: "not now" for each in batch if each.data["number"] in self.refuses}

    @property
    def taken(self) -> list[int]:
        return [number for batch in self.batches for number in batch]


def wire(runtime: Runtime, **consumers: Recorder) -> None:
    subscriptions, known = runtime.wiring.get(Subscriptions), runtime.wiring.get(Consumers)
    subscriptions.by_consumer.clear()
    known.by_name.clear()
    for name, consumer in consumers.items():
        subscriptions.add(name, frozenset({"thing.happened"}))
        known.by_name[name] = consumer


def happen(runtime: Runtime, *numbers: int) -> None:
    with runtime.sessions() as session:
        begin_write(session)
        for number in numbers:
            outbox.record(session, "thing.happened", number=number)
        session.commit()


def states(runtime: Runtime) -> dict[str, int]:
    with runtime.sessions() as session:
        rows = session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
        return {row[0]: row[1] for row in rows}


def test_each_consumer_gets_every_event_once_in_order(runtime: Runtime) -> None:
    first, second = Recorder(), Recorder()
    wire(runtime, first=first, second=second)
    happen(runtime, 1, 2, 3)
    assert run_once(runtime) == 6
    assert run_once(runtime) == 0
    assert first.batches == second.batches == [[1, 2, 3]]
    assert states(runtime) == {"done": 6}


def test_many_events_come_in_batches_of_200(runtime: Runtime) -> None:
    consumer = Recorder()
    wire(runtime, only=consumer)
    happen(runtime, *range(450))
    assert run_once(runtime) == 450
    assert [len(each) for each in consumer.batches] == [200, 200, 50]


def test_an_event_nobody_can_digest_holds_back_no_other(runtime: Runtime) -> None:
    bad, good = Recorder(raises={2}), Recorder()
    wire(runtime, bad=bad, good=good)
    happen(runtime, 1, 2, 3)
    assert run_once(runtime) == 5
    assert good.taken == [1, 2, 3]
    assert bad.batches == [[1, 2, 3], [1], [2], [3]]
    assert states(runtime) == {"done": 5, "queued": 1}
    with runtime.sessions() as session:
        left = session.scalars(select(Delivery).where(Delivery.state == "queued")).one()
        assert left.error == "ValueError: cannot digest this"
        assert left.due_at > clock.now()


def test_what_a_consumer_refuses_is_tried_again_later_and_given_up_at_last(runtime: Runtime) -> None:
    consumer = Recorder(refuses={7})
    wire(runtime, only=consumer)
    happen(runtime, 7)
    now = clock.now()
    for _attempt in range(MOST_ATTEMPTS + 3):
        with clock.frozen(now):
            run_once(runtime)
        now += timedelta(hours=2)
    assert len(consumer.taken) == MOST_ATTEMPTS
    assert states(runtime) == {"failed": 1}


def test_a_lease_keeps_others_away_until_it_ends(runtime: Runtime) -> None:
    consumer = Recorder()
    wire(runtime, only=consumer)
    happen(runtime, 1)
    assert len(take(runtime.sessions, "only", "dead")) == 1
    assert run_once(runtime, "alive") == 0
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert run_once(runtime, "alive") == 1
    assert consumer.taken == [1]


def test_leases_of_a_dead_worker_are_given_back_at_once(runtime: Runtime) -> None:
    consumer = Recorder()
    wire(runtime, only=consumer)
    happen(runtime, 1, 2)
    take(runtime.sessions, "only", "dead")
    assert give_back(runtime.sessions) == 2
    assert run_once(runtime, "alive") == 2


def test_a_late_worker_does_not_settle_what_another_took_over(runtime: Runtime) -> None:
    slow, quick = Recorder(), Recorder()
    wire(runtime, only=quick)

    def overtaken(_sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
        slow(_sessions, batch)
        runtime.wiring.get(Consumers).by_name["only"] = quick
        with runtime.sessions() as session:
            begin_write(session)
            session.execute(update(Delivery).values(lease_owner="quick"))
            session.commit()
        return {}

    runtime.wiring.get(Consumers).by_name["only"] = overtaken
    happen(runtime, 1)
    deliver_round(runtime, "slow")
    assert states(runtime) == {"queued": 1}


def test_a_failing_database_stops_the_round_but_not_the_other_consumers(runtime: Runtime) -> None:
    good = Recorder()

    def unlucky(_sessions: Sessions, _batch: list[Taken]) -> dict[int, str]:
        raise OperationalError("SELECT 1", {}, Exception("server closed the connection"))

    wire(runtime, unlucky=Recorder(), good=good)
    runtime.wiring.get(Consumers).by_name["unlucky"] = unlucky
    happen(runtime, 1)
    with pytest.raises(OperationalError):
        deliver_round(runtime, "me")
    assert good.taken == [1]
    assert states(runtime) == {"done": 1, "queued": 1}


def test_events_without_a_consumer_wait(runtime: Runtime) -> None:
    wire(runtime, only=Recorder())
    runtime.wiring.get(Consumers).by_name.clear()
    happen(runtime, 1)
    assert run_once(runtime) == 0
    assert states(runtime) == {"queued": 1}
