"""The page "Who answers" of an entry: who, since when, acting; asked, named and ended there."""

from datetime import timedelta

import pytest
from conftest import csrf_of
from helpers import SQLITE, count_queries
from sqlalchemy import select, update

from wiki.access.permissions import SYSTEM
from wiki.entries.models import Entry
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, set_accountable, step_keys
from wiki.ownership.holders import Place
from wiki.ownership.models import Accountability, Duty, DutyRequest
from wiki.people.models import Absence, FunctionHolder

PAGE = "/touchpoints/hotline/ownership"


@pytest.fixture
def house(company):
    """Anna leads the service, Bert works in it; the hotline is a touchpoint of it."""
    company.person("Anna")
    company.department("Service", "Anna")
    company.person("Bert", "Service")
    company.person("Carla", "Service")
    company.ids["hotline"] = company.touchpoint("Hotline", "Service")
    return company


def _accountable(company, holder, since=None, place=None):
    place = place or Place(company.ids["hotline"])
    company.writing(lambda session: set_accountable(session, SYSTEM, place, holder, since or company.today))


def _backdated(company, days):
    """Everything written down so far began `days` earlier."""

    def act(session):
        for model in (Accountability, Duty, FunctionHolder):
            session.execute(update(model).values(since=company.today - timedelta(days=days)))

    company.writing(act)


@SQLITE
def test_vacancies_are_plain_and_the_head_acts(house, stock):
    page = stock.client("employee").get(PAGE).text
    assert "Unbesetzt" in page
    assert "Kommissarisch:" in page
    assert "Anna" in page


@SQLITE
def test_everybody_named_is_there_with_function_since_and_deputy(house, stock):
    job = house.function("Leitung Hotline", "Service", "Bert")
    _accountable(house, holders.function(job))
    house.writing(
        lambda session: add_duty(
            session, SYSTEM, Place(house.ids["hotline"]), "R", holders.person(house.ids["Carla"]), house.today
        )
    )
    last = house.today + timedelta(days=3)
    absence = Absence(person_id=house.ids["Bert"], first_day=house.today, last_day=last, deputy_id=house.ids["Carla"])
    house.writing(lambda session: session.add(absence))
    page = stock.client("employee").get(PAGE).text
    assert "Leitung Hotline" in page
    assert f"Bert (abwesend bis {last:%d.%m.%Y}, Vertretung: Carla)" in page
    assert "Unbesetzt" not in page


def test_a_step_has_its_own_or_what_holds_for_the_whole(house, stock):
    process = house.process("Beschwerde", "Service", "Annehmen", "Prüfen")
    first = step_keys(house.session, house.session.get(Entry, process))[0]
    _accountable(house, holders.person(house.ids["Bert"]), place=Place(process))
    _accountable(house, holders.person(house.ids["Carla"]), place=Place(process, first))
    page = stock.client("employee").get("/processes/beschwerde/ownership").text
    steps = page[page.index("raci-steps") :].partition("</table>")[0]
    assert "Annehmen" in steps
    assert "Carla" in steps
    assert "Prüfen" not in steps, "what holds for the whole is not said again for each step"


def test_steps_that_say_nothing_of_their_own_are_one_sentence(house, stock):
    process = house.process("Beschwerde", "Service", "Annehmen", "Prüfen")
    _accountable(house, holders.person(house.ids["Bert"]), place=Place(process))
    page = stock.client("employee").get("/processes/beschwerde/ownership").text
    assert "Für jeden Schritt gilt dasselbe wie für den ganzen Prozess." in page
    assert "raci-steps" not in page


def test_who_answered_on_a_day_is_right_before_and_after(house, stock):
    job = house.function("Leitung Hotline", "Service", "Bert")
    _accountable(house, holders.function(job))
    _backdated(house, 30)

    def passed_on(session):
        ago = house.today - timedelta(days=10)
        session.execute(update(FunctionHolder).values(until=ago))
        session.add(FunctionHolder(function_id=job, person_id=house.ids["Carla"], since=ago))

    house.writing(passed_on)
    _accountable(house, holders.person(house.ids["Anna"]))
    client = stock.client("employee")

    def cards(day):
        page = client.get(f"{PAGE}?as_of={day.isoformat()}").text
        return page[page.index("raci-cards") : page.index("raci-past")]

    named = {
        number: [each for each in ("Anna", "Bert", "Carla") if each in cards(house.today - timedelta(days=number))]
        for number in (0, 1, 10, 11, 30)
    }
    assert named == {0: ["Anna"], 1: ["Carla"], 10: ["Carla"], 11: ["Bert"], 30: ["Bert"]}
    assert "Unbesetzt" in cards(house.today - timedelta(days=31))


@SQLITE
def test_a_day_that_cannot_be_is_said_at_the_field(house, stock):
    answer = stock.client("employee").get(f"{PAGE}?as_of=2026-13-45")
    assert answer.status_code == 422
    page = answer.text
    assert 'value="2026-13-45"' in page
    assert 'id="as-of-error"' in page


def test_naming_nobody_leaves_it_vacant_from_today_on(house, stock):
    _accountable(house, holders.person(house.ids["Bert"]))
    _backdated(house, 5)
    client = stock.client("cx_manager")
    assert _post(client, f"{PAGE}/end", letter="A", holder=f"p{house.ids['Bert']}").status_code == 303
    assert "Unbesetzt" in client.get(PAGE).text
    yesterday = client.get(f"{PAGE}?as_of={(house.today - timedelta(days=1)).isoformat()}").text
    assert "Bert" in yesterday[yesterday.index("raci-cards") : yesterday.index("raci-past")]
    again = client.post(
        f"{PAGE}/end", data={"csrf_token": csrf_of(client.get(PAGE).text), "letter": "A", "holder": "p1x"}
    )
    assert again.status_code == 303
    assert "Bitte" in client.get(PAGE).text


def _post(client, path, **data):
    return client.post(path, data={"csrf_token": csrf_of(client.get(PAGE).text), **data})


def test_whoever_may_asks_others_and_takes_on_at_once(house, stock):
    client = stock.client("cx_manager")
    me = stock.ids["Person cx_manager"]
    asked = _post(client, PAGE, letter="A", holder=f"p{house.ids['Bert']}", note="Bitte", effort="eine Stunde")
    assert asked.status_code == 303
    house.session.rollback()
    assert [each.state for each in house.session.scalars(select(DutyRequest))] == ["asked"]
    assert house.session.scalars(select(Accountability)).all() == []
    assert "eine Antwort bis" in client.get(PAGE).text or "Antwort bis" in client.get(PAGE).text
    assert _post(client, PAGE, letter="R", holder=f"p{me}").status_code == 303
    house.session.rollback()
    assert [each.person_id for each in house.session.scalars(select(Duty))] == [me]
    assert _post(client, f"{PAGE}/end", letter="R", holder=f"p{me}").status_code == 303
    house.session.rollback()
    assert house.session.scalars(select(Duty)).all() == []


@SQLITE
def test_bad_input_is_said_at_the_field_and_nothing_is_lost(house, stock):
    client = stock.client("cx_manager")
    past = (house.today - timedelta(days=1)).isoformat()
    answer = _post(client, PAGE, letter="A", holder=f"d{house.ids['Service']}", note="Eine Notiz", since=past)
    assert answer.status_code == 422
    assert "Eine Notiz" in answer.text
    assert f'value="{past}"' in answer.text
    assert 'id="holder-error"' in answer.text
    assert 'id="since-error"' in answer.text
    assert _post(client, PAGE, letter="A", holder="p99999").status_code == 422


@SQLITE
def test_a_head_asks_in_the_own_area_only(house, stock):
    house.touchpoint("Messe")
    house.person("Mara", "", "manager")
    house.department("Vertrieb", "Mara", "Service")
    client = stock.sign_in("mara@example.org")
    assert "Benennen oder anfragen" not in client.get(PAGE).text
    assert _post(stock.client("cx_manager"), PAGE, letter="I", holder=f"p{house.ids['Bert']}").status_code == 303
    token = csrf_of(client.get("/profile").text)
    answer = client.post(PAGE, data={"csrf_token": token, "letter": "I", "holder": f"p{house.ids['Carla']}"})
    assert answer.status_code == 403


@SQLITE
def test_the_page_costs_the_same_however_much_there_is(house, stock, runtime):
    client = stock.client("employee")

    def selects():
        client.get(PAGE)
        with count_queries(runtime.engine) as counted:
            client.get(PAGE)
        return counted.selects

    job = house.function("Leitung Hotline", "Service", "Bert")
    _accountable(house, holders.function(job))
    before = selects()
    for number in range(6):
        person = house.person(f"Person {number}", "Service")
        house.writing(
            lambda session, person=person: add_duty(
                session, SYSTEM, Place(house.ids["hotline"]), "R", holders.person(person), house.today
            )
        )
    assert selects() == before
