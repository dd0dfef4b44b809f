"""What is sent: signed, in turn, again until it arrives; nobody is held up by a receiver that hangs."""

import base64
import hashlib
import hmac
import json
import socket
import time
from datetime import timedelta
from typing import Any

import pytest
from company import Company
from conftest import Stock
from helpers import SQLITE
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.webhooks.conftest import Got, Hooks, Receiver
from wiki.access.permissions import SYSTEM
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries import lifecycle
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create
from wiki.notify.models import InboxItem
from wiki.signals.service import Place, SignalData, report
from wiki.webhooks import lanes, sending
from wiki.webhooks.lanes import Lanes
from wiki.webhooks.models import CHAT, DONE, QUEUED, Webhook, WebhookDelivery
from wiki.webhooks.settling import settle


def signed(secret: str, got: Got) -> str:
    """The signature as a receiver works it out for itself."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def deliveries(session: Session) -> list[WebhookDelivery]:
    session.rollback()
    return list(session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.id)))


def test_a_release_arrives_signed_and_drafts_do_not(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session
) -> None:
    secret = hooks.make(company, receiver.url("/all")).secret
    hooks.make(company, receiver.url("/chat"), form=CHAT, kinds=("process",), language="en")
    company.touchpoint("Anruf <b>")
    company.process("Beschwerde @all <&>", "", "Annehmen")
    company.writing(lambda each: create(each, SYSTEM, wired(each, Kinds).get("touchpoint"), Edit(
        {"title": {"de": "Geheim", "en": ""}}, intent=Intent.DRAFT)))  # fmt: skip
    hooks.send()
    first, second = receiver.at("/all")
    assert first.headers["webhook-signature"] == signed(secret, first)
    assert abs(int(first.headers["webhook-timestamp"]) - time.time()) < 60
    assert first.headers["content-type"] == "application/json"
    assert first.told["id"] == first.headers["webhook-id"] != second.told["id"]
    assert first.told["type"] == "entry.released"
    assert first.told["data"]["title"] == "Anruf <b>"
    assert first.told["data"]["url"] == "https://wiki.example.org/touchpoints/anruf-b"
    (chat,) = receiver.at("/chat")
    assert chat.told == {
        "text": "“Beschwerde @\u200ball &lt;&amp;&gt;” was released.\nhttps://wiki.example.org/processes/beschwerde-all"
    }
    assert {(each.state, each.status, each.attempts) for each in deliveries(session)} == {(DONE, 200, 1)}
    hooks.send()
    hooks.again()
    assert len(receiver.got) == 3


@SQLITE
def test_what_nobody_may_read_any_more_is_not_sent(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session
) -> None:
    hooks.make(company, receiver.url())
    receiver.status = 503
    entry_id = company.touchpoint("Anruf")
    hooks.send()
    receiver.status, before = 200, len(receiver.got)

    def away(session: Session) -> None:
        lifecycle.delete(session, SYSTEM, session.get_one(Entry, entry_id))

    company.writing(away)
    with clock.frozen(clock.in_(minutes=5)):
        hooks.again()
    assert len(receiver.got) == before
    assert [(each.state, each.body) for each in deliveries(session)] == [(DONE, "")]


def test_a_failing_receiver_rests_and_gets_everything_in_turn_under_the_same_number(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session
) -> None:
    hooks.make(company, receiver.url("/later"))
    receiver.status = 500
    for title in ("Eins", "Zwei", "Drei"):
        company.touchpoint(title)
    hooks.send()
    assert len(receiver.got) == 1
    hooks.again()
    assert len(receiver.got) == 1
    receiver.status = 204
    with clock.frozen(clock.in_(seconds=6)):
        hooks.again()
    assert [each.told["data"]["title"] for each in receiver.got] == ["Eins", "Eins", "Zwei", "Drei"]
    assert receiver.got[0].told == receiver.got[1].told
    assert {each.state for each in deliveries(session)} == {DONE}


@SQLITE
def test_one_that_hangs_holds_up_nobody(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WHOLE_SECONDS", 1.0)
    for path in ("/hang", "/drip", "/fine"):
        hooks.make(company, receiver.url(path))
    company.touchpoint("Eins")
    company.touchpoint("Zwei")
    began = time.monotonic()
    hooks.send()
    assert time.monotonic() - began < 4
    assert (len(receiver.at("/fine")), len(receiver.at("/hang")), len(receiver.at("/drip"))) == (2, 1, 1)
    states = {(json.loads(each.body)["data"]["title"], each.state, each.problem) for each in deliveries(session)}
    assert ("Eins", QUEUED, "timeout") in states
    assert ("Zwei", DONE, "") in states


@SQLITE
def test_who_is_reached_late_cannot_drip_for_ever(
    settings: Settings, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WHOLE_SECONDS", 0.2)
    connect = socket.create_connection

    def slowly(*arguments: Any, **named: Any) -> socket.socket:
        time.sleep(0.3)
        return connect(*arguments, **named)

    monkeypatch.setattr(socket, "create_connection", slowly)
    assert sending.post(settings, receiver.url("/drip"), b"{}", {}).problem == "timeout"


@SQLITE
def test_after_days_of_failing_it_is_switched_off_and_administrators_are_told(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session, stock: Stock
) -> None:
    made = hooks.make(company, receiver.url("/500"))
    company.touchpoint("Eins")
    hooks.send()
    with clock.frozen(clock.in_(days=3, minutes=1)):
        hooks.again()
        hooks.send()
    session.rollback()
    webhook = session.get_one(Webhook, made.webhook.id)
    assert (webhook.active, webhook.off_reason) == (False, "failing")
    told = session.scalars(select(InboxItem).where(InboxItem.matter == "webhook_off")).one()
    assert told.person_id == stock.ids["Ada Admin"]
    page = stock.client("administrator").get("/inbox").text
    assert "Empfänger" in page


def test_gone_means_gone_and_a_body_that_is_refused_lets_others_pass(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session
) -> None:
    gone, picky = hooks.make(company, receiver.url("/410")), hooks.make(company, receiver.url("/422"))
    company.touchpoint("Eins")
    company.touchpoint("Zwei")
    hooks.send()
    session.rollback()
    assert session.get_one(Webhook, gone.webhook.id).off_reason == "gone"
    assert session.get_one(Webhook, picky.webhook.id).failing_since is None
    assert (len(receiver.at("/410")), len(receiver.at("/422"))) == (1, 2)


@pytest.mark.parametrize(
    ("path", "problem", "status"), [("/away", "redirect", 302), ("/big", "", 200), ("/404", "answer", 404)]
)
def test_redirects_are_not_followed_and_long_answers_not_read(
    receiver: Receiver, settings: object, path: str, problem: str, status: int
) -> None:
    outcome = sending.post(settings, receiver.url(path), b"{}", {"Content-Type": "application/json"})  # type: ignore[arg-type]
    assert (outcome.problem, outcome.status) == (problem, status)
    assert [each.path for each in receiver.got] == [path]
    assert timedelta(milliseconds=outcome.milliseconds) < timedelta(seconds=3)


def test_after_a_crash_between_sending_and_marking_it_comes_again_under_the_same_number(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session
) -> None:
    made = hooks.make(company, receiver.url())
    company.touchpoint("Eins")
    sessions = hooks.runtime.sessions
    hooks.runtime.wiring.get(Lanes).start = lambda _ids: None  # type: ignore[method-assign]  # killed before it began
    hooks.send()
    first = lanes.take(sessions, made.webhook.id, "killed")
    assert first is not None
    lanes.send(sessions, first)
    assert lanes.take(sessions, made.webhook.id, "another") is None
    with clock.frozen(clock.in_(seconds=61)):
        again = lanes.take(sessions, made.webhook.id, "another")
        assert again is not None
        settle(sessions, again.delivery_id, lanes.send(sessions, again))
        assert lanes.take(sessions, made.webhook.id, "another") is None
    assert receiver.got[0].headers["webhook-id"] == receiver.got[1].headers["webhook-id"]
    assert [(each.state, each.attempts) for each in deliveries(session)] == [(DONE, 2)]


def test_signals_are_told_without_naming_what_is_hidden(
    company: Company, hooks: Hooks, receiver: Receiver, session: Session, stock: Stock
) -> None:
    hooks.make(company, receiver.url(), events=("signal.reported",), language="en")
    employee = stock.actor(session, "employee")

    def act(session: Session) -> None:
        edit = Edit({"title": {"de": "Geheim", "en": ""}}, intent=Intent.DRAFT)
        hidden = create(session, SYSTEM, wired(session, Kinds).get("touchpoint"), edit).entry
        report(session, employee, SignalData("complaints", "Niemand ruft zurück"), Place(entry_id=hidden.id))

    company.writing(act)
    hooks.send()
    (got,) = receiver.got
    assert got.told["data"]["text"] == "New signal: Niemand ruft zurück"
    assert got.told["data"]["url"] == "https://wiki.example.org/signals/1"
    assert "entry_id" not in got.told["data"]
    assert b"Emil" not in got.body
