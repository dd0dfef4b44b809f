"""Whom a change of duties tells: as the asker chose, once it is in force, and nobody who knows already."""

import pytest
from asking import YES, House
from helpers_notify import matters, work
from sqlalchemy import select

from wiki.core.db import begin_write
from wiki.entries import watching
from wiki.entries.models import TELL_DEPARTMENTS, TELL_NOBODY
from wiki.entries.telling import Telling
from wiki.notify.models import InboxItem
from wiki.ownership import holders, requests, telling
from wiki.ownership.models import DutyRequest
from wiki.ownership.planning import Wish, plan_many, send


@pytest.fixture
def house(company, runtime):
    made = House(company)
    company.department("Vertrieb")
    made.vera = company.person("Vera", "Vertrieb")
    for who in ("Vera", "Anna", "Bert"):
        made.as_(company.ids[who], watching.act, watching.WATCH, [(watching.KIND, "touchpoint")])
    work(runtime)
    return made


def ask(house, whom, telling=None, since=None, places=None):
    """Rita asks for A and tells as chosen; it is accepted."""
    wishes = [Wish(place, "A", holders.person(whom), since=since) for place in places or house.places]
    request = house.as_(house.rita, plan_many, wishes)[0]
    package = house.as_(house.rita, send, request.package_id, whom=telling)
    ids = [each.id for each in package.requests]
    house.as_(whom, requests.answer, package.id, dict.fromkeys(ids, YES))
    return package.id


def heard(house, person):
    return [each for each in matters(house.session, person) if each == "duty_in_force"]


def test_who_watches_is_told_once_of_a_package_and_who_knows_is_not(house, runtime):
    ask(house, house.anna)
    work(runtime)
    assert [heard(house, each) for each in (house.vera, house.anna, house.bert)] == [
        ["duty_in_force"],
        [],
        ["duty_in_force"],
    ]
    ask(house, house.vera, Telling(TELL_NOBODY), places=house.places[:1])
    work(runtime)
    assert heard(house, house.bert) == ["duty_in_force"]


def test_departments_are_told_on_the_day_and_only_of_what_still_holds(house, runtime, monkeypatch):
    later = house.company.today.replace(year=house.company.today.year + 1)
    sales = Telling(TELL_DEPARTMENTS, (house.company.ids["Vertrieb"],), "Ab dann bitte an Anna.")
    ask(house, house.anna, sales, since=later, places=house.places[:2])
    work(runtime)
    assert heard(house, house.vera) == []
    monkeypatch.setattr("wiki.core.clock.today", lambda *_: later)
    begin_write(house.session)
    first = house.session.scalars(select(DutyRequest).order_by(DutyRequest.id)).first()
    from_then_on = Wish(holders.Place(first.entry_id, ""), "A", holders.person(house.rita))
    house.session.commit()
    request = house.as_(house.rita, plan_many, [from_then_on])[0]
    house.as_(house.rita, send, request.package_id, whom=Telling(TELL_NOBODY))
    assert telling.run(runtime.sessions) == "1 packages"
    assert telling.run(runtime.sessions) == "0 packages"
    work(runtime)
    house.session.rollback()
    (item,) = house.session.scalars(
        select(InboxItem).where(InboxItem.person_id == house.vera, InboxItem.matter == "duty_in_force")
    )
    assert (item.data["count"], item.data["note"]) == (1, "Ab dann bitte an Anna.")
