"""Asking and accepting: planned, sent as packages, answered once by those who may, taken back, passed on."""

import pytest
from asking import House

from wiki.ownership import holders
from wiki.ownership.planning import plan, send
from wiki.ownership.requests import ACCEPT, DECLINE, Answer


@pytest.fixture
def house(company):
    return House(company)


YES, NO = Answer(ACCEPT), Answer(DECLINE, "Keine Zeit")


def test_a_package_is_accepted_but_for_one(house):
    package = house.ask(house.anna)
    assert house.accountable() == {}
    house.answer(house.anna, package, YES, NO, YES)
    assert house.states(package) == ["accepted", "declined", "accepted"]
    assert house.package(package).state == "closed"
    assert house.accountable() == {house.places[0].entry_id: house.anna, house.places[2].entry_id: house.anna}
    assert house.events() == ["request.sent", "request.accepted", "request.declined"]


def test_until_accepted_the_former_holder_stays(house):
    first = house.ask(house.anna)
    house.answer(house.anna, first, YES, YES, YES)
    place = house.places[0]
    made = house.as_(house.rita, plan, place, "A", holders.person(house.bert))
    assert house.as_(house.rita, plan, place, "A", holders.person(house.anna), act="end").id == made.id
    house.as_(house.rita, send, made.package_id)
    assert house.accountable()[place.entry_id] == house.anna
    house.answer(house.bert, made.package_id, YES)
    assert house.accountable()[place.entry_id] == house.bert
