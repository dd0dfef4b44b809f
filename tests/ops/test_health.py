"""/healthz, /readyz and /metrics."""

from datetime import timedelta

from flask import Flask

from tests.conftest import Stock
from tests.ops.databases import at_head
from tests.ops.test_delivery import Recorder, happen, wire
from wiki.core import clock
from wiki.search.indexing import rebuild
from wiki.web.runtime import Runtime

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


def test_health_asks_no_database(app: Flask, runtime: Runtime) -> None:
    runtime.engine.dispose()
    assert app.test_client().get("/healthz").json == {"status": "ok"}


def test_ready_names_what_is_wrong_until_nothing_is(app: Flask, runtime: Runtime) -> None:
    client = app.test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "cxwiki init" in answer.json["problems"]["schema"]
    at_head(runtime)
    assert client.get("/readyz").json["problems"].keys() == {"index"}
    rebuild(runtime)
    assert client.get("/readyz").json == {"status": "ready", "problems": {}}
    wire(runtime, only=Recorder())
    happen(runtime, 1)
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        answer = client.get("/readyz")
    assert answer.json["problems"] == {"worker": "only has waited 600 s"}


def test_outsiders_learn_no_details(app: Flask) -> None:
    answer = app.test_client().get("/readyz", environ_base=ELSEWHERE)
    assert answer.status_code == 503
    assert "cxwiki init" not in answer.text


def test_metrics_are_for_this_machine_and_administrators(app: Flask, stock: Stock) -> None:
    client = app.test_client()
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    assert "cxwiki_worker_alive 0" in answer.text
    assert client.get("/metrics", environ_base=ELSEWHERE).status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    assert stock.client("employee").get("/metrics", environ_base=ELSEWHERE).status_code == 403
    administrator = stock.client("administrator").get("/metrics", environ_base=ELSEWHERE)
    assert administrator.status_code == 200
    assert "cxwiki_people_active 2" in administrator.text


def test_metrics_have_one_head_a_name_and_are_never_kept(app: Flask, runtime: Runtime) -> None:
    wire(runtime, first=Recorder(), second=Recorder())
    happen(runtime, 1)
    answer = app.test_client().get("/metrics")
    assert answer.headers["Cache-Control"] == "no-store"
    heads = [line for line in answer.text.splitlines() if line.startswith("# TYPE")]
    assert len(heads) == len(set(heads))
    assert 'cxwiki_deliveries_open{consumer="second"} 1' in answer.text
