"""Requests nobody answers: reminded once, then with the next head, at the top with the CX managers; who is told."""

from datetime import timedelta

import pytest
from asking import NO, YES, House
from helpers_notify import matters, work
from sqlalchemy import select

from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import Forbidden, Invalid
from wiki.entries.models import DELETED, Entry
from wiki.notify.letters import LetterWriter
from wiki.notify.models import InboxItem, MailMessage
from wiki.ownership import escalation, requests
from wiki.ownership.requests import DECLINE, TAKE_OVER, Answer
from wiki.people.models import Person


@pytest.fixture
def house(company):
    return House(company)


def attend(house, runtime, days):
    """Run the job so many days from now; returns what it says."""
    house.session.rollback()
    with clock.frozen(clock.now() + timedelta(days=days)):
        return escalation.run(runtime.sessions)


def test_reminded_then_escalated_head_by_head_up_to_the_managers_each_once(house, runtime):
    package = house.ask(house.anna)
    sent = house.company.today
    assert house.package(package).due == sent + timedelta(days=7)
    assert attend(house, runtime, 4) == "0 reminded, 0 escalated"
    assert attend(house, runtime, 5) == "1 reminded, 0 escalated"
    assert attend(house, runtime, 6) == "0 reminded, 0 escalated"
    assert attend(house, runtime, 8) == "0 reminded, 1 escalated"
    assert attend(house, runtime, 8) == "0 reminded, 0 escalated"
    found = house.package(package)
    assert (found.escalated_to_id, found.due) == (house.head, sent + timedelta(days=15))
    assert attend(house, runtime, 13) == "1 reminded, 0 escalated"
    assert attend(house, runtime, 16) == "0 reminded, 1 escalated"
    assert house.package(package).escalated_to_id == house.boss
    assert attend(house, runtime, 30) == "0 reminded, 1 escalated"
    assert attend(house, runtime, 60) == "0 reminded, 0 escalated"
    assert (house.package(package).due, house.package(package).state) == (None, "open")
    with clock.frozen(clock.now() + timedelta(days=61)):
        work(runtime)
    told = {name: matters(house.session, number) for name, number in house.company.ids.items() if name in house.names}
    assert told == {
        "Anna": ["request_asked", "request_reminded"],
        "Leiter": ["request_escalated", "request_reminded"],
        "Chefin": ["request_escalated"],
        "Rita": ["request_expired", "request_expired", "request_unanswered"],
        "Bert": [],
    }


def test_who_leaves_is_passed_at_once(house, runtime):
    package = house.ask(house.anna)
    house.change(house.anna, active=False)
    assert attend(house, runtime, 0) == "0 reminded, 1 escalated"
    assert house.package(package).escalated_to_id == house.head


def test_the_head_takes_over_asks_somebody_else_or_declines_but_accepts_for_nobody(house, runtime):
    package = house.ask(house.anna)
    with pytest.raises(Forbidden):
        house.answer(house.head, package, YES)
    attend(house, runtime, 8)
    _first, second, third = (each.id for each in house.package(package).requests)
    with pytest.raises(Invalid):
        house.answer(house.head, package, YES)
    house.answer(house.head, package, Answer(TAKE_OVER))
    other = house.as_(house.head, requests.pass_on, package, [second], house.bert).id
    house.as_(house.head, requests.answer, package, {third: Answer(DECLINE, "Gehört zu Marketing")})
    assert house.states(package) == ["accepted", "withdrawn", "declined"]
    assert house.package(package).state == "closed"
    assert (house.package(other).asker_id, house.package(other).asked_id) == (house.rita, house.bert)
    house.answer(house.bert, other, YES)
    places = [each.entry_id for each in house.places]
    assert house.accountable() == {places[0]: house.head, places[1]: house.bert}


def test_the_asked_may_still_answer_after_the_head_has_it(house, runtime):
    package = house.ask(house.anna)
    attend(house, runtime, 8)
    house.answer(house.anna, package, YES, YES, NO)
    assert house.states(package) == ["accepted", "accepted", "declined"]


def test_what_is_asked_about_a_deleted_entry_waits_for_nobody(house, runtime):
    package = house.ask(house.anna)
    place = house.places[1]
    house.company.writing(lambda session: setattr(session.get(Entry, place.entry_id), "status", DELETED))
    with pytest.raises(Invalid):
        house.answer(house.anna, package, YES, YES, NO)
    assert house.accountable() == {}
    attend(house, runtime, 0)
    assert house.states(package) == ["asked", "withdrawn", "asked"]


def test_answers_reach_who_asked_and_whoever_was_accountable_before(house, runtime):
    with clock.frozen(clock.now() - timedelta(days=5)):
        first = house.ask(house.anna, places=house.places[:1])
        house.answer(house.anna, first, YES)
    second = house.ask(house.bert, places=house.places[:1])
    house.answer(house.bert, second, YES)
    third = house.ask(house.anna, places=house.places[1:])
    house.answer(house.anna, third, NO, YES)
    fourth = house.ask(house.bert, "I")
    house.as_(house.rita, requests.withdraw, house.ask(house.bert, "C"))
    work(runtime)
    house.session.rollback()
    assert house.package(fourth).state == "closed"
    assert matters(house.session, house.rita) == [
        "request_accepted", "request_accepted", "request_accepted", "request_declined",
    ]  # fmt: skip
    assert matters(house.session, house.anna) == ["request_asked", "duty_passed", "request_asked"]
    assert matters(house.session, house.bert) == [
        "request_asked",
        "duty_informed",
        "request_asked",
        "request_withdrawn",
    ]


def test_what_is_told_leads_to_the_request_in_inbox_and_mail(house, runtime, stock, csrf):
    package = house.ask(house.anna)
    first = house.ask(house.anna, "R", places=house.places[:1])
    work(runtime)
    anna = stock.sign_in("anna@example.org")
    inbox = anna.get("/inbox").text
    assert "Rita bittet Sie, für 3 Kontaktpunkte einzustehen." in inbox
    assert "Rita bittet Sie um Mitwirkung: „Hotline“." in inbox
    house.session.rollback()
    items = list(house.session.scalars(select(InboxItem).order_by(InboxItem.id)))
    opened = anna.post(f"/inbox/{items[0].id}/open", data={"csrf_token": csrf(inbox)})
    assert opened.location == f"/ownership/requests/{package}"
    mail = MailMessage(person=house.session.get(Person, house.anna), occasion="daily:2026-11-22")
    letter = wired(house.session, LetterWriter).write(house.session, mail, items)
    assert letter is not None
    assert f"http://127.0.0.1:8000/ownership/requests/{first}\n" in letter.text
    house.session.rollback()
    house.answer(house.anna, first, YES)
    work(runtime)
    house.session.rollback()
    asked = select(InboxItem).where(InboxItem.matter == "request_asked")
    settled = {each.data["package_id"]: each.done_at is not None for each in house.session.scalars(asked)}
    assert settled == {package: False, first: True}
