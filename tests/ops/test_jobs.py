"""Due jobs, sealing and clearing up."""

from datetime import timedelta

from sqlalchemy import select

from tests.ops.test_delivery import Recorder, happen, wire
from wiki.core import audit, clock
from wiki.core.audit import AuditRow, AuditSeal
from wiki.core.consumers import DueJob, Job, Jobs, Sessions
from wiki.core.db import begin_write
from wiki.core.keys import Keys
from wiki.core.outbox import Delivery, Event
from wiki.ops.delivery import run_once
from wiki.ops.jobs import JOBS, Sealer, clear_delivered, clear_throttle, run_due_jobs
from wiki.people.models import SignInThrottle
from wiki.web.runtime import Runtime


def only(runtime: Runtime, *jobs: Job) -> None:
    runtime.wiring.get(Jobs).jobs[:] = jobs


def test_the_worker_clears_up_by_itself(runtime: Runtime) -> None:
    names = {each.name for each in runtime.wiring.get(Jobs).jobs}
    assert {each.name for each in JOBS} <= names
    assert {"entries.purge", "uploads.sweep", "search-index"} <= names


def test_a_job_runs_when_due_and_not_before(runtime: Runtime) -> None:
    runs: list[int] = []

    def run(_sessions: Sessions) -> str:
        runs.append(1)
        return "done"

    only(runtime, Job("test", timedelta(hours=1), run))
    now = clock.now()
    for minutes, expected in ((0, 1), (30, 1), (61, 2), (90, 2), (122, 3)):
        with clock.frozen(now + timedelta(minutes=minutes)):
            run_due_jobs(runtime)
        assert len(runs) == expected, minutes


def test_a_job_that_raises_is_tried_again_soon_and_stops_no_other(runtime: Runtime) -> None:
    runs: list[str] = []

    def bad(_sessions: Sessions) -> str:
        runs.append("bad")
        raise ValueError("no")

    def good(_sessions: Sessions) -> str:
        runs.append("good")
        return "well"

    only(runtime, Job("bad", timedelta(hours=1), bad), Job("good", timedelta(hours=1), good))
    now = clock.now()
    with clock.frozen(now):
        assert run_due_jobs(runtime) == 2
    with clock.frozen(now + timedelta(seconds=10)):
        assert run_due_jobs(runtime) == 1
    assert runs == ["bad", "good", "bad"]
    with runtime.sessions() as session:
        row = session.get_one(DueJob, "bad")
        assert (row.failures, row.last_result) == (2, "ValueError: no")


def test_new_audit_rows_are_sealed_into_an_unbroken_chain(runtime: Runtime) -> None:
    sealer = Sealer()
    assert sealer.run(runtime.sessions) == 0
    with runtime.sessions() as session:
        begin_write(session)
        for number in range(3):
            audit.append(session, "p-1", "test:thing:done", f"thing:{number}", word="ä")
        session.commit()
    assert sealer.run(runtime.sessions) == 3
    assert sealer.run(runtime.sessions) == 0
    key = runtime.wiring.get(Keys).audit
    with runtime.sessions() as session:
        assert audit.verify(session, key) == []
        begin_write(session)
        session.scalars(select(AuditRow)).first().subject = "thing:other"
        session.commit()
        assert [each.reason for each in audit.verify(session, key)] == ["the row or its seal was changed"]


def test_a_row_that_becomes_visible_late_is_sealed_within_a_minute(runtime: Runtime) -> None:
    sealer = Sealer()
    with runtime.sessions() as session:
        begin_write(session)
        session.add(AuditRow(id=10, at=clock.now(), actor=None, action="a", subject="s", detail={}))
        session.commit()
        assert sealer.run(runtime.sessions) == 1
        begin_write(session)
        session.add(AuditRow(id=5, at=clock.now(), actor=None, action="late", subject="s", detail={}))
        session.commit()
        assert sealer.run(runtime.sessions) == 0
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert sealer.run(runtime.sessions) == 1
    with runtime.sessions() as session:
        assert list(session.scalars(select(AuditSeal.row_id).order_by(AuditSeal.number))) == [10, 5]


def test_delivered_events_go_after_a_month_the_newest_and_the_failed_stay(runtime: Runtime) -> None:
    wire(runtime, only=Recorder(refuses={2}))
    happen(runtime, 1, 2, 3)
    run_once(runtime)
    assert clear_delivered(runtime.sessions) == "0 removed"
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert clear_delivered(runtime.sessions) == "2 removed"
    with runtime.sessions() as session:
        assert [each.data["number"] for each in session.scalars(select(Event).order_by(Event.id))] == [2, 3]
        assert [each.state for each in session.scalars(select(Delivery))] == ["queued"]


def test_old_throttle_rows_are_forgotten_and_present_ones_kept(runtime: Runtime) -> None:
    now = clock.now()
    with runtime.sessions() as session:
        begin_write(session)
        session.add(SignInThrottle(subject="old", window_started_at=now - timedelta(days=2)))
        session.add(SignInThrottle(subject="new", window_started_at=now))
        later = now + timedelta(minutes=5)
        session.add(SignInThrottle(subject="barred", window_started_at=now - timedelta(days=2), blocked_until=later))
        session.commit()
    assert clear_throttle(runtime.sessions) == "1 forgotten"
    with runtime.sessions() as session:
        assert set(session.scalars(select(SignInThrottle.subject))) == {"new", "barred"}
