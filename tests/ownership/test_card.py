"""Whom to ask today: beside an entry and in search, by name for colleagues only, always as it is now."""

from datetime import date, timedelta

import pytest
from helpers import SQLITE, count_queries
from sqlalchemy import update

from wiki.access.permissions import ANYBODY, SYSTEM
from wiki.core import clock
from wiki.entries.models import Entry, Release
from wiki.ownership import holders
from wiki.ownership.card import in_short
from wiki.ownership.duties import add_duty, set_accountable
from wiki.ownership.holders import Place
from wiki.ownership.models import Accountability
from wiki.people.functions import add_holder, remove_holder
from wiki.people.models import Absence, Function, FunctionHolder, Person

PAGE = "/touchpoints/hotline"
NAMES = ("Anna Berg", "Bert Kolb", "Carla Reuter")


@pytest.fixture
def house(company):
    """Anna leads the service; Bert is accountable for the hotline as a function, Carla does it."""
    company.person("Anna Berg")
    company.department("Service", "Anna Berg")
    company.person("Bert Kolb", "Service")
    company.person("Carla Reuter", "Service")
    company.function("Leitung Hotline", "Service", "Bert Kolb")
    company.ids["hotline"] = company.touchpoint("Hotline", "Service")
    place = Place(company.ids["hotline"])

    def name_them(session):
        job = holders.function(company.ids["Leitung Hotline"])
        set_accountable(session, SYSTEM, place, job, company.today)
        add_duty(session, SYSTEM, place, "R", holders.person(company.ids["Carla Reuter"]), company.today)

    company.writing(name_them)
    return company


def _card(client):
    page = client.get(PAGE).text
    return page[page.index('class="card whom"') : page.index("whom-mail")]


@SQLITE
def test_colleagues_see_names_and_the_next_head(house, stock):
    client = stock.client("employee")
    assert "Fragen Sie: Leitung Hotline: Bert Kolb" in client.get("/search?q=hotline").text
    card = _card(client)
    assert "Bert Kolb" in card
    assert "Ergebnisverantwortlich · Leitung Hotline" in card
    assert "Carla Reuter" in card
    assert "Anna Berg" in card[card.index("Als Nächstes") - 300 :]


def test_a_kept_page_follows_absences_holders_and_duties_at_once(house, stock):
    client = stock.client("employee")
    assert "Bert Kolb" in _card(client)
    last = house.today + timedelta(days=2)
    absence = Absence(
        person_id=house.ids["Bert Kolb"], first_day=house.today, last_day=last, deputy_id=house.ids["Anna Berg"]
    )
    house.writing(lambda session: session.add(absence))
    assert f"vertritt Bert Kolb bis {last:%d.%m.%Y}" in _card(client)

    def pass_on(session):
        job = session.get(Function, house.ids["Leitung Hotline"])
        remove_holder(session, SYSTEM, job, house.ids["Bert Kolb"])
        add_holder(session, SYSTEM, job, session.get(Person, house.ids["Carla Reuter"]))

    house.writing(pass_on)
    assert "Bert Kolb" not in _card(client)
    place = Place(house.ids["hotline"])
    house.writing(lambda session: set_accountable(session, SYSTEM, place, None, house.today))
    assert "Unbesetzt" in _card(client)
    assert "Kommissarisch ergebnisverantwortlich" in _card(client)


@SQLITE
def test_strangers_never_see_a_name(house, app, stock):
    stranger = app.test_client()
    stock.client("employee").get(PAGE)
    for _again in range(2):
        page = stranger.get(PAGE).text
        assert "Leitung Hotline" in page
        assert "service" in page.lower()
        found = stranger.get("/search?q=hotline").text
        assert "Fragen Sie: Leitung Hotline" in found
        assert not [name for name in NAMES if name in page + found]
    for path in ("/ownership/", "/ownership/register.csv", "/ownership/report", f"{PAGE}/ownership",
                 f"/ownership/people/{house.ids['Bert Kolb']}"):  # fmt: skip
        answer = stranger.get(path)
        assert answer.status_code == 303, path
        assert not [name for name in NAMES if name in answer.text]


@SQLITE
def test_whom_to_ask_costs_the_same_for_many(house, runtime):
    entries = [house.session.get(Entry, house.ids["hotline"])]

    def selects(actor):
        house.session.rollback()
        found = [house.session.get(Entry, each) for each in ids]
        with count_queries(runtime.engine) as counted:
            in_short(house.session, actor, found, "de")
        return counted.selects

    ids = [entries[0].id]
    before = selects(SYSTEM), selects(ANYBODY)
    for number in range(5):
        place = Place(house.touchpoint(f"Kontakt {number}", "Service"))
        person = holders.person(house.person(f"Person {number}", "Service"))
        house.writing(lambda session, p=place, h=person: set_accountable(session, SYSTEM, p, h, house.today))
        ids.append(place.entry_id)
    assert (selects(SYSTEM), selects(ANYBODY)) == before
    assert before[1] <= 3


def test_the_register_is_narrowed_sorted_and_dated_by_its_address(house, stock):
    house.touchpoint("Öffnungszeiten", "Service")
    house.touchpoint("Ofen")
    client = stock.client("employee")
    page = client.get("/ownership/").text
    places = [page.index(title) for title in (">Hotline<", ">Ofen<", ">Öffnungszeiten<")]
    assert places == sorted(places)
    assert ">Ofen<" not in client.get("/ownership/?department=service").text
    gaps = client.get("/ownership/?gap=accountable").text
    assert ">Hotline<" not in gaps
    assert ">Ofen<" in gaps
    mine = client.get(f"/ownership/?person=p{house.ids['Bert Kolb']}").text
    assert ">Hotline<" in mine
    assert ">Ofen<" not in mine
    file = client.get("/ownership/register.csv?gap=accountable").text
    assert "Öffnungszeiten" in file
    assert "Hotline;" not in file


def test_the_report_tells_how_it_came_about_for_overseers_alone(house, stock):
    def earlier(session):
        session.execute(update(Accountability).values(since=house.today - timedelta(days=20)))
        session.execute(update(FunctionHolder).values(since=house.today - timedelta(days=20)))
        session.execute(update(Release).values(released_at=clock.now() - timedelta(days=30)))

    house.writing(earlier)
    place = Place(house.ids["hotline"])
    carla = holders.person(house.ids["Carla Reuter"])
    house.writing(lambda session: set_accountable(session, SYSTEM, place, carla, house.today, source="handover"))
    auditor = stock.client("auditor")
    today = auditor.get("/ownership/report").text
    assert "übergeben" in today
    file = auditor.get("/ownership/report.csv").text
    assert "Hotline;Service;Carla Reuter;Carla Reuter" in file
    assert stock.client("employee").get("/ownership/report").status_code == 403
    days = [house.today - timedelta(days=number) for number in (0, 1, 20, 21, 40)]
    assert [_in_report(auditor, day, "Leitung Hotline") for day in days] == [False, True, True, False, False]
    assert [_in_report(auditor, day, "Unbesetzt</h2>") for day in days] == [False, False, False, True, False]


def _in_report(client, day: date, text: str) -> bool:
    return text in client.get(f"/ownership/report?as_of={day.isoformat()}").text


def test_a_person_answers_for_the_time_of_the_function_only(house, stock):
    def earlier(session):
        session.execute(update(Accountability).values(since=house.today - timedelta(days=20)))

    house.writing(earlier)
    client = stock.client("employee")
    page = client.get(f"/ownership/people/{house.ids['Bert Kolb']}").text
    assert "als „Leitung Hotline“" in page
    assert f"seit {house.today:%d.%m.%Y}" in page
    before = (house.today - timedelta(days=5)).isoformat()
    assert "An diesem Tag nichts." in client.get(f"/ownership/people/{house.ids['Bert Kolb']}?as_of={before}").text
    assert "A · Hotline" in client.get(f"/people/{house.ids['Bert Kolb']}").text
