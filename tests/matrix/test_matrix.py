"""The matrix: what it shows, what is filled into it, for whom."""

import io
from datetime import timedelta

import pytest
from helpers import SQLITE, count_queries
from openpyxl import load_workbook
from sqlalchemy import select, update

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.entries.models import Release
from wiki.matrix.changing import Change, change, drop_all, how_much_planned
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, set_accountable
from wiki.ownership.holders import Place
from wiki.ownership.models import Accountability, DutyRequest
from wiki.ownership.planning import planned, send
from wiki.people.models import Person
from wiki.people.service import actor_of


@pytest.fixture
def service(company):
    """Service (head Heidi, people Anna and Bert, function Dispatch of both) and Sales; a hotline, a shop, a letter."""
    company.person("Heidi", "", "manager")
    company.department("Service", head="Heidi")
    company.department("Sales")
    for name in ("Anna", "Bert"):
        company.person(name, "Service")
    company.function("Dispatch", "Service", "Anna", "Bert", single=False)
    company.ids |= {
        name: company.touchpoint(name, place) for name, place in (("Hotline", "Service"), ("Shop", "Sales"))
    }
    company.person("Rita", "", "cx_manager")
    return company


def _hold(company, entry, letter, holder, since=None):
    place, day = Place(company.ids[entry]), since or company.today

    def act(session):
        if letter == "A":
            set_accountable(session, SYSTEM, place, holder, day)
        else:
            add_duty(session, SYSTEM, place, letter, holder, day)

    company.writing(act)


def _fill(company, stock, *cells, role="cx_manager"):
    """Fill cells in as (entry, holder, was, now); what was refused, as (is_conflict, message)."""
    changes = [Change(Place(company.ids[entry]), holder, was, now) for entry, holder, was, now in cells]
    actor = stock.actor(company.session, role)
    return [(each.is_conflict, str(each.message)) for each in _write(company, change, actor, changes)]


def _write(company, act, *arguments):
    begin_write(company.session)
    found = act(company.session, *arguments)
    company.session.commit()
    return found


def _client(stock, role):
    client = stock.client(role)
    client.set_cookie("cxwiki_language", "en")
    return client


def _planned(company, stock, role="cx_manager"):
    found = planned(company.session, stock.actor(company.session, role))
    wishes = [(each.letter, each.act, each.holder_key) for package in found for each in package.requests]
    return sorted(wishes)


def test_letters_are_planned_taken_back_and_moved_within_a_row(service, stock):
    anna, bert = holders.person(service.ids["Anna"]), holders.person(service.ids["Bert"])
    assert _fill(service, stock, ("Hotline", anna, "", "AR"), ("Shop", bert, "", "I")) == []
    assert _planned(service, stock) == [("A", "assign", anna.key), ("I", "assign", bert.key), ("R", "assign", anna.key)]
    assert _fill(service, stock, ("Hotline", bert, "", "A"), ("Hotline", anna, "AR", "R")) == []
    assert _planned(service, stock) == [("A", "assign", bert.key), ("I", "assign", bert.key), ("R", "assign", anna.key)]
    assert _fill(service, stock, ("Hotline", bert, "A", ""), ("Hotline", anna, "R", ""), ("Shop", bert, "I", "")) == []
    assert _planned(service, stock) == []


def test_what_is_in_force_is_planned_to_end_and_stays_until_sent(service, stock):
    anna = holders.person(service.ids["Anna"])
    _hold(service, "Hotline", "R", anna)
    assert _fill(service, stock, ("Hotline", anna, "R", "C")) == []
    assert _planned(service, stock) == [("C", "assign", anna.key), ("R", "end", anna.key)]
    assert _fill(service, stock, ("Hotline", anna, "C", "R")) == []
    assert _planned(service, stock) == []


def test_each_refusal_leaves_the_other_cells_planned(service, stock):
    anna, sales = holders.person(service.ids["Anna"]), holders.department(service.ids["Sales"])
    dispatch = holders.function(service.ids["Dispatch"])
    refused = _fill(
        service, stock, ("Hotline", anna, "", "R"), ("Hotline", sales, "", "A"), ("Shop", dispatch, "", "A"),
        ("Shop", anna, "R", "C"),
    )  # fmt: skip
    assert [conflict for conflict, _message in refused] == [True, False, False]
    assert _planned(service, stock) == [("R", "assign", anna.key)]


@SQLITE
def test_many_refusals_and_many_planned_cost_as_much_as_few(service, stock):
    anna, actor = holders.person(service.ids["Anna"]), stock.actor(service.session, "cx_manager")

    def queries(act, *arguments):
        with count_queries(service.session.get_bind()) as counted:
            found = _write(service, act, actor, *arguments)
        return counted.selects, found

    unknown = [Change(Place(90_000 + number), anna, "", "R") for number in range(300)]
    few, _refused = queries(change, unknown[:3])
    many, refused = queries(change, unknown)
    assert (many, len(refused)) == (few, 300)
    letters = [Change(Place(service.ids[each]), anna, "", "RCI") for each in ("Hotline", "Shop")]
    assert queries(change, letters)[1] == []
    assert queries(drop_all)[0] < 8
    assert _planned(service, stock) == []


def test_a_head_fills_the_own_area_only_and_asked_letters_stay(service, stock):
    anna = holders.person(service.ids["Anna"])
    heidi = lambda: _actor(service, "Heidi")  # noqa: E731
    changes = [Change(Place(service.ids[entry]), anna, "", "R") for entry in ("Hotline", "Shop")]
    refused = _write(service, change, heidi(), changes)
    assert [each.change.place.entry_id for each in refused] == [service.ids["Shop"]]
    package = planned(service.session, heidi())[0]
    _write(service, send, heidi(), package.id)
    (again,) = _fill(service, stock, ("Hotline", anna, "R", ""))
    assert again[1]


def _actor(company, name):
    company.session.rollback()
    return actor_of(company.session, company.session.get(Person, company.ids[name]))


@SQLITE
def test_who_leads_a_department_has_a_way_to_its_rows_and_columns(service, stock):
    client = stock.sign_in("heidi@example.org")
    page = client.get("/ownership/matrix").text
    assert "department=service&amp;columns=service" in page
    narrowed = client.get("/ownership/matrix?department=service&columns=service").text
    assert f'data-r="{service.ids["Hotline"]}"' in narrowed
    assert f'data-r="{service.ids["Shop"]}"' not in narrowed


@SQLITE
def test_everything_planned_is_dropped_at_once(service, stock):
    anna = holders.person(service.ids["Anna"])
    _fill(service, stock, ("Hotline", anna, "", "ARC"), ("Shop", anna, "", "I"))
    actor = stock.actor(service.session, "cx_manager")
    assert how_much_planned(service.session, actor).changes == 4
    assert _write(service, drop_all, stock.actor(service.session, "cx_manager")) == 4
    assert service.session.scalars(select(DutyRequest)).all() == []


def test_departments_show_what_their_people_and_functions_hold(service, stock):
    _hold(service, "Hotline", "A", holders.person(service.ids["Anna"]))
    _hold(service, "Hotline", "C", holders.department(service.ids["Service"]))
    page = _client(stock, "employee").get("/ownership/matrix").text
    assert '<td data-l="Service"><i class="A t">A<u> through others</u></i><i class=C>C</i>' in page
    assert "1 of 2 have somebody accountable" in page
    assert 'aria-readonly="true"' in page
    assert "Nobody is accountable" in page


def test_a_day_of_the_past_shows_who_answered_then_and_cannot_be_filled(service, stock):
    yesterday = service.today - timedelta(days=1)

    def live_through(session):
        session.execute(update(Release).values(released_at=clock.now() - timedelta(days=30)))
        session.add(
            Accountability(
                entry_id=service.ids["Hotline"], since=yesterday, person_id=service.ids["Anna"], recorded_at=clock.now()
            )
        )

    service.writing(live_through)
    _hold(service, "Hotline", "A", holders.person(service.ids["Bert"]))
    client = _client(stock, "cx_manager")
    then, now = (client.get(f"/ownership/matrix?by=person{day}").text for day in (f"&as_of={yesterday}", ""))
    assert '<td data-l="Anna"><i class=A>A</i>' in then
    assert 'aria-readonly="true"' in then
    assert '<td data-l="Bert"><i class=A>A</i>' in now
    assert "aria-readonly" not in now
    assert "This day is still to come" in client.get("/ownership/matrix?as_of=2999-01-01").text


def test_only_what_changed_travels_and_the_answer_says_the_rest(service, stock):
    anna, bert = (holders.person(service.ids[name]).key for name in ("Anna", "Bert"))
    client, row = _client(stock, "cx_manager"), str(service.ids["Hotline"])
    client.application.config["WTF_CSRF_ENABLED"] = False
    send_cells = lambda *cells: client.post("/ownership/matrix/cells?by=person", json={"changes": list(cells)})  # noqa: E731
    answer = send_cells([row, anna, "", "A"]).get_json()
    assert answer["cells"] == [[row, anna, '<i class="A p">A<u> planned</u></i>']]
    assert "planned or asked" in answer["rows"][0][1]
    assert "1 change planned for 1 person" in answer["bar"]
    moved = send_cells([row, bert, "", "A"]).get_json()
    assert {(cell[1], cell[2]) for cell in moved["cells"]} == {
        (anna, ""), (bert, '<i class="A p">A<u> planned</u></i>'),
    }  # fmt: skip
    assert send_cells([row, anna, "R", "C"]).get_json()["refused"][0][3] is True
    assert send_cells(["x", anna, "", "A"]).status_code == send_cells("nonsense").status_code == 422


@SQLITE
def test_one_row_is_filled_in_without_script(service, stock, csrf):
    anna = holders.person(service.ids["Anna"]).key
    client, address = _client(stock, "cx_manager"), f"/ownership/matrix/row/{service.ids['Hotline']}?by=person"
    token = csrf(client.get(address).text)
    sent = {"csrf_token": token, "column": anna, f"was-{anna}": "", f"now-{anna}": ["R", "C"]}
    assert client.post(address, data=sent).status_code == 303
    assert _planned(service, stock) == [("C", "assign", anna), ("R", "assign", anna)]
    again = client.post(address, data=sent | {f"now-{anna}": ["I"]})
    assert again.status_code == 422
    assert "has changed meanwhile" in again.text


@SQLITE
def test_files_hold_every_row_and_no_formula(service, stock):
    _hold(service, "Hotline", "A", holders.person(service.ids["Anna"]))
    service.touchpoint("=1+1", "Service")
    client = _client(stock, "cx_manager")
    book = load_workbook(io.BytesIO(client.get("/ownership/matrix/xlsx?by=person").data))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.freeze_panes == "C2"
    assert rows[0][2:4] == ("Anna", "Bert")
    assert ["'=1+1", "Service"] in [list(row[:2]) for row in rows]
    assert next(row for row in rows if row[0] == "Hotline")[2] == "A"
    assert "'=1+1" in client.get("/ownership/matrix/csv").text


@SQLITE
def test_the_number_of_queries_is_the_same_for_any_number_of_rows(service, stock, runtime):
    client = _client(stock, "cx_manager")
    client.get("/ownership/matrix?by=person")

    def count():
        with count_queries(runtime.engine) as counted:
            assert client.get("/ownership/matrix?by=person&show=gaps").status_code == 200
        return counted.selects

    before = count()
    for number in range(5):
        service.ids["more"] = service.touchpoint(f"More {number}", "Sales")
        _hold(service, "more", "R", holders.person(service.ids["Anna"]))
    assert count() <= before
    assert before < 40
