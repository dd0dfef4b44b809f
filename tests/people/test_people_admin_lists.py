"""The lists of the administration: accounts, invitations, roles given, departments, functions."""

import csv
import io
import re
from datetime import timedelta

import pytest
from helpers import count_queries
from sqlalchemy import update

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.core.errors import Conflict
from wiki.people import functions, invitations, service
from wiki.people.departments import DepartmentData, create_department
from wiki.people.functions import FunctionData
from wiki.people.models import Person, SingleUseLink
from wiki.people.passwords import hash_password
from wiki.people.service import PersonData


def names_in(page):
    """The names that begin the rows of the page's table, in order."""
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]*">([^<]+)</a>', page)


@pytest.fixture
def nina(change, session):
    """Somebody invited."""

    def invite(each):
        service.invite_person(each, SYSTEM, PersonData("Nina Neu", "nina@example.org"), {"editor"}, "http://localhost")

    change(invite)
    session.rollback()
    return session.query(Person).filter_by(name="Nina Neu").one().id


class TestAccounts:
    def test_sorting_is_in_the_address_and_survives_nonsense(self, signed_in, stock, change):
        browser = signed_in("administrator")
        for name in ("Zita Zahn", "Bert Bauer"):
            stock.make(name)
        assert names_in(browser.get("/admin/people").text) == ["Ada Admin", "Bert Bauer", "Zita Zahn"]
        assert names_in(browser.get("/admin/people?sort=-name").text) == ["Zita Zahn", "Bert Bauer", "Ada Admin"]
        page = browser.get("/admin/people?sort=-name&state=active").text
        assert 'aria-sort="descending"' in page
        assert "sort=name&amp;state=active" in page or "state=active&amp;sort=name" in page
        for nonsense in ("sort=password_hash", "sort=--name", "state=x", "department=%25", "page=-3"):
            assert browser.get(f"/admin/people?{nonsense}").status_code == 200

    def test_filters_for_what_is_missing(self, signed_in, stock, change, nina):
        browser, emil = signed_in("administrator"), stock.make("Emil Leser")

        def arrange(session):
            department = create_department(session, SYSTEM, DepartmentData("Service"))
            session.get(Person, emil).department_id = department.id

        change(arrange)
        assert names_in(browser.get("/admin/people?department=-").text) == ["Ada Admin", "Nina Neu"]
        assert names_in(browser.get("/admin/people?state=unprotected").text) == ["Ada Admin"]
        assert names_in(browser.get("/admin/people?state=invited").text) == ["Nina Neu"]

    def test_the_spreadsheet_holds_the_filtered_list_and_no_formula(self, signed_in, stock, change):
        browser = signed_in("administrator")
        evil = stock.make("Emil Leser")
        change(lambda session: setattr(session.get(Person, evil), "name", '=HYPERLINK("http://x")'))
        answer = browser.get("/admin/people?format=csv&state=active&sort=-name")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
        assert answer.headers["Cache-Control"] == "no-store"
        rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert rows[0][:3] == ["Name", "E-mail address", "State"]
        assert [row[0] for row in rows[1:]] == ['\'=HYPERLINK("http://x")', "Ada Admin"]

    def test_thousands_of_accounts_ask_as_little_as_a_few(self, signed_in, change, runtime):
        browser = signed_in("administrator")
        with count_queries(runtime.engine) as few:
            browser.get("/admin/people")

        def add(session):
            for number in range(120):
                service.create_person(session, PersonData(f"Person {number:03}", f"p{number}@example.org"), "x")

        change(add)
        with count_queries(runtime.engine) as many:
            browser.get("/admin/people")
        assert many.selects == few.selects
        assert "Person 119" in browser.get("/admin/people?page=3").text


class TestInvitations:
    def test_the_list_says_how_long_each_works(self, signed_in, nina, change):
        browser = signed_in("administrator")
        page = browser.get("/admin/invitations").text
        assert names_in(page) == ["Nina Neu"]
        assert "works until" in page
        past = clock.now() - timedelta(days=1)
        change(
            lambda session: session.execute(
                update(SingleUseLink).values(created_at=past - timedelta(days=7), expires_at=past)
            )
        )
        assert "expired" in browser.get("/admin/invitations").text
        assert "1 expired" in browser.get("/admin/").text

    def test_a_withdrawn_invitation_leads_nowhere(self, signed_in, open_browser, nina, session, acts):
        browser = signed_in("administrator")
        shown = browser.post(f"/admin/people/{nina}/link", page="/admin/invitations").text
        link = re.search(r"(/invite\?token=[^<]+)</code>", shown)[1]
        assert open_browser().get(link).status_code == 200
        for _press in range(2):
            assert browser.post(f"/admin/people/{nina}/withdraw", page="/me").status_code == 303
        assert open_browser().get(link).status_code == 410
        assert "Everybody invited has chosen a password." in browser.get("/admin/invitations").text
        assert len(acts("person:invitation_withdrawn")) == 1

    def test_who_has_accepted_meanwhile_is_not_withdrawn(self, nina, change, session):
        change(lambda each: setattr(each.get(Person, nina), "password_hash", hash_password("x" * 12)))
        begin_write(session)
        with pytest.raises(Conflict):
            invitations.withdraw(session, SYSTEM, session.get(Person, nina))


class TestRoles:
    def test_who_holds_which_role_from_whom(self, signed_in, stock, change):
        browser, rita = signed_in("administrator"), stock.make("Rita Redaktion")
        browser.post(f"/admin/people/{rita}/roles", page=f"/admin/people/{rita}", roles=["editor"])
        page = browser.get("/admin/roles?role=editor").text
        assert names_in(page) == ["Rita Redaktion"]
        assert "Ada Admin" in page
        assert names_in(browser.get("/admin/roles?role=nonsense").text) == ["Ada Admin", "Rita Redaktion"]

    def test_the_matrix_says_in_words_who_may_what(self, signed_in):
        page = signed_in("auditor").get("/admin/roles").text
        row = re.search(r"<tr><th scope=\"row\">Read the audit record</th>.*?</tr>", page, re.DOTALL)[0]
        assert row.count("<td>") == 6
        assert row.count("check2") == 3

    def test_one_administrator_alone_is_a_warning(self, signed_in, stock):
        browser = signed_in("administrator")
        assert "nobody can stand in" in browser.get("/admin/").text
        stock.make("Bea Betrieb", "administrator")
        assert "2 administrators" in browser.get("/admin/").text


class TestStructure:
    @pytest.fixture
    def structure(self, change, stock):
        emil = stock.make("Emil Leser")

        def arrange(session):
            service_id = create_department(session, SYSTEM, DepartmentData("Kundenservice", head_id=emil)).id
            create_department(session, SYSTEM, DepartmentData("Hotline", parent_id=service_id))
            held = functions.create_function(session, SYSTEM, FunctionData("Teamleitung", department_id=service_id))
            functions.create_function(session, SYSTEM, FunctionData("Außendienst"))
            functions.add_holder(session, SYSTEM, held, session.get(Person, emil))

        change(arrange)
        return emil

    def test_departments_are_searched_and_show_what_has_no_head(self, signed_in, structure):
        browser = signed_in("cx_manager")
        assert names_in(browser.get("/admin/departments").text) == ["Kundenservice", "Hotline"]
        assert names_in(browser.get("/admin/departments?q=emil").text) == ["Kundenservice"]
        assert names_in(browser.get("/admin/departments?show=headless").text) == ["Hotline"]
        assert "No department matches" in browser.get("/admin/departments?q=qqq").text

    def test_functions_are_searched_and_show_what_is_vacant(self, signed_in, structure, change):
        browser = signed_in("cx_manager")
        assert names_in(browser.get("/admin/functions?show=vacant").text) == ["Außendienst"]
        assert names_in(browser.get("/admin/functions?q=kundenservice").text) == ["Teamleitung"]
        change(lambda session: service.deactivate_person(session, SYSTEM, session.get(Person, structure)))
        assert len(names_in(browser.get("/admin/functions?show=vacant").text)) == 2


def test_every_card_is_for_those_who_may(signed_in):
    seen = {role: signed_in(role).get("/admin/").text for role in ("administrator", "cx_manager", "auditor")}
    for address, roles in {
        "/admin/people": {"administrator"},
        "/admin/invitations": {"administrator"},
        "/admin/departments": {"administrator", "cx_manager"},
        "/review": {"cx_manager"},
        "/bin": {"administrator", "cx_manager"},
        "/admin/deliveries": {"administrator", "cx_manager", "auditor"},
        "/admin/settings": {"administrator", "cx_manager", "auditor"},
    }.items():
        shown = {role for role, page in seen.items() if f'<h3><a href="{address}">' in strip_icons(page)}
        assert shown == roles, address


def strip_icons(page):
    return re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
