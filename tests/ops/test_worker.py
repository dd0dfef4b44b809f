"""The worker's lead among several nodes, and its process."""

from datetime import timedelta

from tests.ops.test_delivery import Recorder, happen, states, wire
from wiki.core import clock, leases
from wiki.core.consumers import Jobs
from wiki.core.db import begin_write
from wiki.ops import state
from wiki.ops.delivery import take
from wiki.ops.worker import LEASE, Worker, node_name
from wiki.web.runtime import Runtime


def test_one_step_delivers_and_shows_a_living_worker(runtime: Runtime) -> None:
    wire(runtime, only=Recorder())
    runtime.wiring.get(Jobs).jobs.clear()
    happen(runtime, 1)
    with runtime.sessions() as session:
        assert not state.worker_alive(session)
    worker = Worker(runtime)
    assert worker.step()
    assert not worker.step()
    assert states(runtime) == {"done": 1}
    with runtime.sessions() as session:
        assert state.worker_alive(session)


def test_another_node_waits_until_the_lease_is_given_back(runtime: Runtime) -> None:
    consumer = Recorder()
    wire(runtime, only=consumer)
    runtime.wiring.get(Jobs).jobs.clear()
    with runtime.sessions() as session:
        begin_write(session)
        assert leases.take(session, LEASE, "another node", timedelta(seconds=30))
        session.commit()
    happen(runtime, 1)
    worker = Worker(runtime)
    worker.stop()
    assert not worker.step()
    assert consumer.taken == []
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert worker.step()
    assert consumer.taken == [1]


def test_a_worker_started_again_takes_over_at_once_what_it_left(runtime: Runtime) -> None:
    consumer = Recorder()
    wire(runtime, only=consumer)
    runtime.wiring.get(Jobs).jobs.clear()
    happen(runtime, 1)
    name = node_name(runtime.settings.data)
    with runtime.sessions() as session:
        begin_write(session)
        leases.take(session, LEASE, name, timedelta(seconds=30))
        session.commit()
    take(runtime.sessions, "only", name)
    assert Worker(runtime).step()
    assert consumer.taken == [1]
