"""What an administrator does about deliveries that got stuck, and jobs."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from conftest import Stock, csrf_of
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.audit import AuditRow
from wiki.core.consumers import DueJob, Jobs
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Invalid
from wiki.core.outbox import Delivery, Event, Subscriptions
from wiki.ops import deliveries, due, words
from wiki.ops.errors_shown import in_short
from wiki.ops.jobs import run_due_jobs
from wiki.web.runtime import Runtime

REFUSED = "SMTPRecipientsRefused: {'nina.neu@example.org': (550, b'no such mailbox')}"


@pytest.fixture
def stuck(session: Session) -> list[int]:
    """One delivery given up, one that waits for its next attempt, one that is new, one the worker holds."""
    begin_write(session)
    now, later = clock.now(), clock.now() + timedelta(hours=1)
    event = Event(name="account.mail", occurred_at=now - timedelta(days=1), data={})
    session.add(event)
    others = [Event(name="account.mail", occurred_at=now, data={}) for _number in range(3)]
    session.add_all(others)
    session.flush()
    made = [
        Delivery(event_id=event.id, state="failed", attempts=12, due_at=now, error=REFUSED, finished_at=now),
        Delivery(event_id=others[0].id, attempts=3, due_at=later, error="ConnectionRefusedError: refused"),
        Delivery(event_id=others[1].id, due_at=now),
        Delivery(event_id=others[2].id, attempts=1, due_at=now, error="x", lease_owner="w", lease_until=later),
    ]
    for each in made:
        each.consumer = "account_mail"
    session.add_all(made)
    session.commit()
    return [each.id for each in made]


def states(session: Session, ids: list[int]) -> list[tuple[str, int]]:
    session.rollback()
    return [(each.state, each.attempts) for each in (session.get_one(Delivery, number) for number in ids)]


def acts(session: Session, act: str) -> list[AuditRow]:
    session.rollback()
    return list(session.scalars(select(AuditRow).where(AuditRow.action.endswith(act))))


def post(client: FlaskClient, address: str, page: str = "/admin/operation", **fields: str) -> int:
    token = csrf_of(client.get(page).text)
    return client.post(address, data={"csrf_token": token, **fields}).status_code


def english(client: FlaskClient) -> FlaskClient:
    client.set_cookie("cxwiki_language", "en")
    return client


class TestRetry:
    def test_everything_stuck_is_tried_at_once_and_the_rest_left_alone(
        self, session: Session, stuck: list[int]
    ) -> None:
        begin_write(session)
        assert deliveries.retry_all(session, SYSTEM, "account_mail") == 2
        session.commit()
        assert states(session, stuck) == [("queued", 0), ("queued", 0), ("queued", 0), ("queued", 1)]
        assert [row.detail["number"] for row in acts(session, "delivery:retried")] == [2]

    def test_a_second_press_changes_nothing(self, session: Session, stuck: list[int]) -> None:
        for expected in (1, 0):
            begin_write(session)
            assert deliveries.retry_one(session, SYSTEM, stuck[0]) == expected
            session.commit()
        assert len(acts(session, "delivery:retried")) == 1

    def test_of_two_administrators_at_the_same_moment_one_does_it(self, runtime: Runtime, stuck: list[int]) -> None:
        start, done = Barrier(2), []

        def press() -> None:
            with runtime.sessions() as session:
                start.wait()
                begin_write(session)
                done.append(deliveries.retry_one(session, SYSTEM, stuck[0]))
                session.commit()

        threads = [Thread(target=press) for _number in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(done) == [0, 1]


class TestDrop:
    def test_a_dropped_delivery_is_gone_and_the_reason_is_kept(self, session: Session, stuck: list[int]) -> None:
        begin_write(session)
        deliveries.drop(session, SYSTEM, stuck[0], "Das Postfach gibt es nicht mehr")
        session.commit()
        assert states(session, stuck[:1]) == [("dropped", 12)]
        assert [row.detail["reason"] for row in acts(session, "delivery:dropped")] == [
            "Das Postfach gibt es nicht mehr"
        ]

    @pytest.mark.parametrize("reason", ["", "x" * 201, "nina.neu@example.org gibt es nicht", "Tel. 040 123456789"])
    def test_a_reason_is_needed_and_names_nobody(self, session: Session, stuck: list[int], reason: str) -> None:
        begin_write(session)
        with pytest.raises(Invalid):
            deliveries.drop(session, SYSTEM, stuck[0], reason)

    def test_what_the_worker_holds_is_left_to_it(self, session: Session, stuck: list[int]) -> None:
        begin_write(session)
        with pytest.raises(Conflict):
            deliveries.drop(session, SYSTEM, stuck[3], "Stört")


class TestPages:
    def test_the_list_says_what_went_wrong_and_names_nobody(self, stock: Stock, stuck: list[int]) -> None:
        page = english(stock.client("administrator")).get("/admin/deliveries").text
        assert "given up after 12 attempts" in page
        assert "SMTPRecipientsRefused" in page
        assert "nina" not in page

    def test_filters_are_in_the_address(self, stock: Stock, stuck: list[int]) -> None:
        client = english(stock.client("administrator"))
        shown = {state: client.get(f"/admin/deliveries?state={state}").text for state in deliveries.STATES}
        assert "given up after 12" in shown["failed"]
        assert "given up after 12" not in shown["retrying"]
        assert "Nothing matches these filters." in client.get("/admin/deliveries?consumer=inbox").text

    def test_pressing_the_buttons(self, session: Session, stock: Stock, stuck: list[int]) -> None:
        client = stock.client("administrator")
        assert post(client, f"/admin/deliveries/{stuck[0]}/retry") == 303
        assert post(client, "/admin/deliveries/retry", consumer="account_mail") == 303
        assert states(session, stuck[:2]) == [("queued", 0), ("queued", 0)]
        drop = f"/admin/deliveries/{stuck[1]}/drop"
        assert post(client, drop, page=drop, reason="") == 422
        assert post(client, drop, page=drop, reason="Wird nicht mehr gebraucht") == 303
        assert client.get(drop).status_code == 404

    def test_an_auditor_sees_and_changes_nothing(self, session: Session, stock: Stock, stuck: list[int]) -> None:
        client = english(stock.client("auditor"))
        page = client.get("/admin/deliveries").text
        assert "given up after 12 attempts" in page
        assert "Try again" not in page
        assert post(client, f"/admin/deliveries/{stuck[0]}/retry", page="/me") == 403
        assert post(client, "/admin/operation/run", page="/me", job="ops.clear_throttle") == 403


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestJobs:
    def test_a_job_asked_for_runs_at_the_workers_next_look(self, runtime: Runtime, session: Session) -> None:
        run_due_jobs(runtime)
        session.rollback()
        first = session.get_one(DueJob, "ops.clear_throttle")
        assert first.last_seconds is not None
        assert run_due_jobs(runtime) == 0
        begin_write(session)
        assert due.run_soon(session, SYSTEM, "ops.clear_throttle")
        assert not due.run_soon(session, SYSTEM, "ops.clear_throttle")
        session.commit()
        assert run_due_jobs(runtime) == 1
        assert len(acts(session, "job:asked_for")) == 1

    def test_the_page_shows_a_failure_in_short_and_what_is_overdue(
        self, runtime: Runtime, session: Session, stock: Stock
    ) -> None:
        begin_write(session)
        row = DueJob(name="inbox.tidy", next_at=clock.now() - timedelta(hours=1), last_at=clock.now(), failures=3)
        row.last_result = "OperationalError: no route to postgresql://wiki:geheim@db/wiki\nlong story"
        session.add(row)
        session.commit()
        page = english(stock.client("administrator")).get("/admin/operation").text
        assert "failed 3 times" in page
        assert "overdue since" in page
        assert "geheim" not in page
        assert "long story" not in page

    def test_a_job_nobody_knows_is_not_found(self, stock: Stock) -> None:
        assert post(stock.client("administrator"), "/admin/operation/run", job="nonsense") == 404

    def test_everything_that_runs_has_words(self, runtime: Runtime) -> None:
        wiring = runtime.wiring
        wanted = wiring.get(Subscriptions).by_consumer
        assert set(wanted) - set(words.CONSUMERS) == set()
        assert set().union(*wanted.values()) - set(words.EVENTS) == set()
        assert {job.name for job in wiring.get(Jobs).jobs} - set(words.JOBS) == set()


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (None, ""),
        ("\n  TimeoutError: timed out\nTraceback …", "TimeoutError: timed out"),
        (REFUSED, "SMTPRecipientsRefused: {'…': (550, b'no such mailbox')}"),
        ("could not reach smtp://wiki:geheim@mail.example.org:25", "could not reach smtp://…@mail.example.org:25"),
        ("token " + "a1" * 30, "token …"),
        ("x " * 200, "x " * 79 + "x…"),
    ],
)
def test_errors_are_short_and_name_nobody(error: str | None, shown: str) -> None:
    assert in_short(error) == shown
