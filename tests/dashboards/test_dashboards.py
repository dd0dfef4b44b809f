"""Dashboards: numbers of one's own area or of the whole company, each a way to its list; no group below five people."""

from datetime import date, timedelta

import pytest
from helpers import SQLITE, count_queries
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write
from wiki.dashboards.coverage import answered, by_kind, of
from wiki.dashboards.numbers import leaving
from wiki.dashboards.trend import days, trend
from wiki.entries.discussion import Remark, add
from wiki.entries.models import Entry
from wiki.ownership import holders
from wiki.ownership.duties import set_accountable
from wiki.ownership.groups import groups
from wiki.ownership.holders import Place
from wiki.ownership.models import Accountability
from wiki.ownership.staff import Staff
from wiki.people.models import Person
from wiki.people.service import actor_of


@pytest.fixture
def firm(company):
    """A firm with sales and service, three touchpoints of service of which two have somebody accountable."""
    company.person("Chefin")
    company.department("Firma", "Chefin")
    head = company.person("Hanna", "", "manager")
    company.department("Service", "Hanna", "Firma")
    company.department("Vertrieb", "", "Firma")
    company.writing(lambda session: setattr(session.get(Person, head), "department_id", company.ids["Service"]))
    anna = company.person("Anna", "Service")
    for title in ("Hotline", "Chat", "Filiale"):
        company.ids[title] = company.touchpoint(title, "Service", phases=["use"])
    company.touchpoint("Messe", "Vertrieb", phases=["need"])
    for title in ("Hotline", "Chat"):
        place = Place(company.ids[title])
        company.writing(
            lambda session, at=place: set_accountable(session, SYSTEM, at, holders.person(anna), company.today)
        )
    return company


def test_coverage_counts_what_has_somebody_for_good(firm):
    staff = Staff(firm.session, firm.today)
    found = answered(firm.session, staff, Entry.department == "service")
    assert (of(found).covered, of(found).total, of(found).percent) == (2, 3, 66)
    firm.writing(lambda session: setattr(session.get(Person, firm.ids["Anna"]), "last_day", firm.today))
    tomorrow = Staff(firm.session, firm.today + timedelta(days=1))
    assert of(answered(firm.session, tomorrow, Entry.department == "service")).covered == 0
    assert list(by_kind(found)) == ["touchpoint"]


def test_a_head_does_not_see_that_the_head_above_leaves_before_it_is_announced(firm):
    def leave(session, announced=False):
        for name in ("Chefin", "Anna"):
            person = session.get(Person, firm.ids[name])
            person.department_id, person.leaving_announced = firm.ids["Service"], announced
            person.last_day = firm.today + timedelta(days=30)

    def seen():
        firm.session.rollback()
        actor = actor_of(firm.session, firm.session.get(Person, firm.ids["Hanna"]))
        return {each.name for each in leaving(firm.session, actor, None, firm.today)}

    firm.writing(leave)
    assert seen() == {"Anna"}
    firm.writing(lambda session: leave(session, announced=True))
    assert seen() == {"Anna", "Chefin"}


@SQLITE
def test_small_departments_count_with_the_one_above(firm):
    staff = Staff(firm.session, firm.today)
    assert [(each.unit.slug, sorted(each.slugs)) for each in groups(staff)] == [
        ("firma", ["firma", "service", "vertrieb"])
    ]
    for number in range(5):
        firm.person(f"Kollege {number}", "Vertrieb")
    found = groups(Staff(firm.session, firm.today))
    assert [each.unit.slug for each in found] == ["firma"], "three people beside five would stand for themselves"
    for number in range(3):
        firm.person(f"Kollegin {number}", "Service")
    found = groups(Staff(firm.session, firm.today))
    assert sum(each.people for each in found) == 10
    assert all(each.people >= 5 for each in found)


def test_the_trend_looks_back_by_the_rows_of_the_time(firm):
    day = date(2026, 11, 22)
    assert days(day)[:2] == [date(2025, 12, 31) - timedelta(days=31), date(2025, 12, 31)] or days(day)[-1] == day
    points = trend(firm.session, firm.today, [firm.ids[title] for title in ("Hotline", "Chat", "Filiale")])
    assert [(each.day, each.coverage.covered, each.coverage.total) for each in points] == [(firm.today, 2, 3)]
    firm.writing(
        lambda session: session.add(
            Accountability(
                entry_id=firm.ids["Hotline"], step_key="", since=firm.today - timedelta(days=400),
                person_id=firm.ids["Anna"], recorded_at=session.get(Entry, firm.ids["Hotline"]).created_at,
            )
        )
    )  # fmt: skip
    assert trend(firm.session, firm.today, [firm.ids["Hotline"]])[-1].coverage.covered == 1


def test_a_head_sees_the_own_area_and_nothing_beside(firm, stock):
    browser = stock.sign_in("hanna@example.org")
    assert browser.get("/dashboard/").location == "/dashboard/area"
    page = browser.get("/dashboard/area").text
    assert "2 von 3" in page
    assert "Filiale" in page
    assert "Messe" not in page
    assert browser.get("/dashboard/area?department=vertrieb").status_code == 404
    assert browser.get("/dashboard/company").status_code == 403
    assert browser.get("/dashboard/area?as_of=gestern").status_code == 422
    assert "0 von 3" in browser.get(f"/dashboard/area?as_of={firm.today - timedelta(days=1)}").text


def test_the_whole_company_by_phase_and_department(firm, stock):
    browser = stock.client("cx_manager")
    page = browser.get("/dashboard/company").text
    assert "<b>50 %</b>" in page
    assert "2/3" in page
    assert browser.get("/dashboard/editors").status_code == 200
    assert stock.client("employee").get("/dashboard/").status_code == 200


def test_what_is_unclear_is_listed_without_who_asked(firm, stock):
    stock.make("Emil Leser")
    begin_write(firm.session)
    entry = firm.session.get(Entry, firm.ids["Chat"])
    actor = stock.actor(firm.session, "employee")
    add(firm.session, actor, entry, Remark("Was heißt das?", on_revision=1, tone="unclear"))
    firm.session.commit()
    page = stock.client("editor").get("/unclear/?scope=all").text
    assert "Was heißt das?" in page
    assert "Emil" not in page


@SQLITE
def test_a_dashboard_asks_a_fixed_number_of_questions(firm, stock, runtime):
    browser = stock.client("cx_manager")
    browser.get("/dashboard/company")
    with count_queries(runtime.engine) as few:
        browser.get("/dashboard/company")
    for number in range(8):
        firm.touchpoint(f"Punkt {number}", "Service", phases=["use"])
    browser.get("/dashboard/company")
    with count_queries(runtime.engine) as many:
        browser.get("/dashboard/company")
    assert many.selects == few.selects


def test_the_company_is_shown_as_it_is_after_each_change(firm, stock):
    browser = stock.client("cx_manager")
    assert "<b>50 %</b>" in browser.get("/dashboard/company").text
    assert "rule=vacant" in browser.get("/dashboard/company").text
    for title in ("Filiale", "Messe"):
        place = Place(firm.ids.get(title) or firm.session.scalar(select(Entry.id).where(Entry.title_de == title)))
        anna = holders.person(firm.ids["Anna"])
        firm.writing(lambda session, at=place, by=anna: set_accountable(session, SYSTEM, at, by, firm.today))
    page = browser.get("/dashboard/company").text
    assert "<b>100 %</b>" in page
    assert ">4/4<" in page.replace(" ", "")
