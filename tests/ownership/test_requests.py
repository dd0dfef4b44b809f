"""Asking and accepting: planned, sent as packages, answered once by those who may, taken back, passed on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asking import NO, YES, House
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.entries.models import DELETED, Entry
from wiki.ownership import escalation, holders, requests
from wiki.ownership.holders import Place
from wiki.ownership.models import Duty, RequestPackage
from wiki.ownership.planning import Wish, plan, plan_many, planned, send, unplan
from wiki.people.functions import add_holder, remove_holder
from wiki.people.models import Absence, Function, Person
from wiki.people.service import actor_of

VERBS = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}


@pytest.fixture
def house(company):
    return House(company)


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


def test_the_opposite_takes_back_and_planning_anew_replaces(house):
    place, anna = house.places[0], holders.person(house.anna)
    made = house.as_(house.rita, plan, place, "R", anna)
    again = house.as_(house.rita, plan, place, "R", anna, since=house.company.today + timedelta(days=3))
    assert (again.id, again.since) == (made.id, house.company.today + timedelta(days=3))
    assert house.as_(house.rita, plan, place, "R", anna, act="end") is None
    assert house.as_(house.rita, planned) == []
    house.as_(house.rita, plan, place, "A", anna)
    house.as_(house.rita, plan, place, "A", holders.person(house.bert))
    assert [each.asked_id for each in house.as_(house.rita, planned)] == [house.bert]
    house.as_(house.rita, unplan, house.as_(house.rita, planned)[0].requests[0].id)
    assert house.session.scalars(select(RequestPackage)).all() == []


def test_nobody_accepts_for_a_function_that_has_passed_to_somebody_else(house):
    lead = house.company.function("Serviceleitung", "Service", "Bert")
    (made,) = house.as_(house.rita, plan_many, [Wish(house.places[0], "A", holders.function(lead))])
    number = made.package_id
    house.as_(house.rita, send, number)
    for name, change in (("Bert", remove_holder), ("Anna", add_holder)):
        person_id = house.company.ids[name]

        def pass_it(session, person_id=person_id, change=change):
            who = person_id if change is remove_holder else session.get(Person, person_id)
            change(session, SYSTEM, session.get(Function, lead), who)

        house.company.writing(pass_it)
    with pytest.raises(Invalid):
        house.answer(house.bert, number, YES)
    assert house.accountable() == {}
    house.answer(house.bert, number, NO)


def test_whoever_leads_answers_for_functions_many_hold_and_for_departments(house):
    team = house.company.function("Hotline-Agent", "Service", "Anna", "Bert", single=False)
    lead = house.company.function("Serviceleitung", "Service", "Bert")
    wishes = [
        Wish(house.places[0], "R", holders.function(team)),
        Wish(house.places[0], "C", holders.department(house.company.ids["Service"])),
        Wish(house.places[0], "A", holders.function(lead)),
    ]
    made = house.as_(house.rita, plan_many, wishes)
    assert [each.package.asked_id for each in made] == [house.head, house.head, house.bert]


def test_oneself_who_is_informed_and_what_ends_need_no_answer(house):
    place, rita = house.places[0], holders.person(house.rita)
    own = house.as_(house.rita, plan, place, "A", rita)
    house.as_(house.rita, send, own.package_id)
    told = house.as_(house.rita, plan, place, "I", holders.person(house.anna))
    house.as_(house.rita, send, told.package_id)
    assert house.accountable() == {place.entry_id: house.rita}
    assert [each.letter for each in house.session.scalars(select(Duty))] == ["I"]
    ended = house.as_(house.rita, plan, place, "A", rita, act="end")
    house.as_(house.rita, send, ended.package_id)
    assert house.accountable() == {place.entry_id: None}
    assert house.events() == ["request.taken_on", "request.informed", "request.ended"]


def test_only_who_may_asks_and_nobody_is_asked_twice(house):
    with pytest.raises(Forbidden):
        house.as_(house.anna, plan, house.places[0], "R", holders.person(house.bert))
    elsewhere = Place(house.company.touchpoint("Messe"))
    with pytest.raises(Forbidden):
        house.as_(house.head, plan, elsewhere, "R", holders.person(house.bert))
    package = house.ask(house.anna, asker=house.head)
    with pytest.raises(Invalid, match="Anna"):
        house.as_(house.rita, plan, house.places[0], "A", holders.person(house.bert))
    with pytest.raises(Forbidden):
        house.answer(house.bert, package, YES)
    with pytest.raises(Forbidden):
        house.as_(house.bert, requests.withdraw, package)
    house.as_(house.rita, requests.withdraw, package)
    with pytest.raises(Conflict):
        house.answer(house.anna, package, YES)


def test_what_changed_between_planning_and_sending_is_said_at_its_duty(house):
    made = [house.as_(house.rita, plan, each, "A", holders.person(house.anna)) for each in house.places]
    gone = house.places[1].entry_id
    house.company.writing(lambda session: setattr(session.get(Entry, gone), "status", DELETED))
    with pytest.raises(Invalid) as wrong:
        house.as_(house.rita, send, made[0].package_id, "x" * 1001, "", house.company.today)
    assert [each.where for each in wrong.value.problems] == ["note", "due", f"request-{made[1].id}"]
    house.change(house.anna, active=False)
    with pytest.raises(Invalid) as wrong:
        house.as_(house.rita, send, made[0].package_id)
    assert len(wrong.value.problems) == 3
    assert house.states(made[0].package_id) == ["planned"] * 3


def test_the_deputy_answers_while_the_asked_is_away(house):
    package = house.ask(house.anna)

    def go(session, last):
        absence = Absence(person_id=house.anna, first_day=house.company.today, last_day=last, deputy_id=house.bert)
        session.add(absence)

    with pytest.raises(Forbidden):
        house.answer(house.bert, package, YES)
    house.company.writing(lambda session: go(session, house.company.today))
    house.answer(house.bert, package, YES, NO, YES)
    assert house.accountable()[house.places[0].entry_id] == house.anna
    assert {each.decided_by_id for each in house.package(package).requests} == {house.bert}


def test_accept_withdraw_and_escalate_at_once_leave_one_story(house, runtime):
    """Each package ends accepted or taken back, never both, and what is accepted is in force."""
    packages = [house.ask(house.anna, places=[place]) for place in house.places]

    def overdue(session):
        for number in packages:
            session.get(RequestPackage, number).due = house.company.today - timedelta(days=1)

    house.company.writing(overdue)
    ids = {number: house.package(number).requests[0].id for number in packages}
    house.session.rollback()

    def act(job):
        kind, number = job
        if kind == "escalate":
            return escalation.run(runtime.sessions)
        person, service, more = {
            "accept": (house.anna, requests.answer, {ids[number]: YES}),
            "decline": (house.anna, requests.answer, {ids[number]: NO}),
            "withdraw": (house.rita, requests.withdraw, None),
        }[kind]
        with runtime.sessions() as session:
            begin_write(session)
            try:
                service(session, actor_of(session, session.get(Person, person)), number, more)
                session.commit()
            except (Conflict, Forbidden) as error:
                return str(error)
        return kind

    jobs = [(kind, number) for number in packages for kind in ("accept", "withdraw", "escalate", "decline")]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(act, jobs))
    for number, place in zip(packages, house.places, strict=True):
        said = [what for what, job in zip(done, jobs, strict=True) if job[1] == number and what in VERBS]
        assert len(said) == 1, (said, done)
        assert house.states(number) == [VERBS[said[0]]]
        assert house.package(number).state == "closed"
        assert (place.entry_id in house.accountable()) == (said == ["accept"])
