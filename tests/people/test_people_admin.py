"""Administering accounts."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Invalid
from wiki.people import service
from wiki.people.models import Department, FunctionHolder, Person, RecoveryCode, SingleUseLink

INVITATION = {"name": "Nina Neu", "email": "nina@example.org", "language": "de"}


def test_inviting_shows_the_link_once_where_no_mail_is_sent(signed_in, open_browser, person_of, session):
    browser = signed_in("administrator")
    answer = browser.post("/admin/people/invite", **INVITATION, roles=["editor", "manager"], joined_on="2026-03-02")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    link = re.search(r"<code>http://localhost(/invite\?token=[^<]+)</code>", answer.text)[1]
    assert open_browser().get(link).status_code == 200
    nina = person_of("Nina Neu")
    assert sorted(each.role for each in nina.roles) == ["editor", "manager"]
    assert nina.joined_on == date(2026, 3, 2)
    assert link.partition("=")[2] not in browser.get(f"/admin/people/{nina.id}").text


@pytest.mark.parametrize("changed", [{"smtp_url": "smtp://mail.example.org", "base_url": "http://wiki.example.org"}])
def test_inviting_sends_the_link_where_there_is_mail(signed_in, letters, person_of):
    answer = signed_in("administrator").post("/admin/people/invite", **INVITATION)
    assert answer.location == f"/admin/people/{person_of('Nina Neu').id}"
    (letter,) = letters()
    assert letter["to"] == "nina@example.org"
    assert "http://wiki.example.org/invite?token=" in letter["text"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"email": "emil.leser@example.org"}, "There is an account with this address already."),
        ({"email": "EMIL.leser@example.org "}, "There is an account with this address already."),
        ({"email": "a b@example.org"}, "This is no e-mail address."),
        ({"email": "x@erased.invalid"}, "This is no e-mail address."),
        ({"department_id": "77"}, "Not a valid choice"),
        ({"roles": ["emperor"]}, "emperor"),
        ({"joined_on": "2999-01-01"}, "This day lies too far ahead."),
    ],
)
def test_a_bad_invitation_is_shown_again(signed_in, stock, session, fields, said):
    stock.make("Emil Leser")
    answer = signed_in("administrator").post("/admin/people/invite", **(INVITATION | fields))
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="nina@example.org"' in answer.text or "email" in fields
    assert session.scalars(select(Person).where(Person.name == "Nina Neu")).all() == []


def test_a_new_link_replaces_the_one_before(signed_in, open_browser, stock, person_of):
    browser = signed_in("administrator")
    emil = stock.make("Emil Leser")
    links = []
    for _number in range(2):
        answer = browser.post(f"/admin/people/{emil}/link", page=f"/admin/people/{emil}")
        links.append(re.search(r"(/reset\?token=[^<]+)</code>", answer.text)[1])
    assert open_browser().get(links[0]).status_code == 410
    assert open_browser().get(links[1]).status_code == 200


def test_editing_keeps_what_was_typed(signed_in, stock, person_of, change, happened):
    browser, emil = signed_in("administrator"), stock.make("Emil Leser")
    fields = {
        "name": "Emil Lesér",
        "email": "emil@example.org",
        "language": "en",
        "department_id": "",
        "joined_on": "2026-03-02",
    }
    assert browser.post(f"/admin/people/{emil}", **fields).status_code == 303
    person = person_of("Emil Lesér")
    assert (person.email, person.language, person.joined_on) == ("emil@example.org", "en", date(2026, 3, 2))
    bad = browser.post(f"/admin/people/{emil}", **(fields | {"email": "ada.admin@example.org"}))
    assert bad.status_code == 422
    assert 'value="ada.admin@example.org"' in bad.text
    assert 'value="2026-03-02"' in bad.text
    assert happened("person.first_day_changed") == 1
    assert person_of("Emil Lesér").email == "emil@example.org"


def test_another_address_ends_sessions(signed_in, open_browser, stock):
    emil = stock.make("Emil Leser")
    victim = open_browser()
    victim.sign_in("emil.leser@example.org")
    fields = {"name": "Emil Leser", "email": "emil@example.org", "language": "de"}
    signed_in("administrator").post(f"/admin/people/{emil}", **fields)
    assert not victim.signed_in


def test_deactivating_ends_sessions_at_once_and_can_be_undone(signed_in, open_browser, stock, acts, happened):
    emil = stock.make("Emil Leser")
    victim, browser = open_browser(), signed_in("administrator")
    victim.sign_in("emil.leser@example.org")
    page = f"/admin/people/{emil}"
    assert browser.post(f"{page}/deactivate", page=page).status_code == 303
    assert not victim.signed_in
    assert victim.sign_in("emil.leser@example.org").status_code == 422
    assert "Emil Leser" not in browser.get("/people/").text
    assert browser.post(f"{page}/reactivate", page=page).status_code == 303
    assert not victim.signed_in
    assert victim.sign_in("emil.leser@example.org").status_code == 303
    assert acts("person:deactivated")
    assert happened("person.reactivated") == 1


def test_erasing_leaves_the_pseudonym_only(signed_in, stock, change, session, acts):
    emil = stock.make("Emil Leser", "editor")
    pseudonym = session.get(Person, emil).pseudonym

    def arrange(each):
        department = Department(slug="x", name_de="X", name_en="", sort_key="x", head_id=emil)
        each.add_all([department, RecoveryCode(person_id=emil, code_hash="h")])
        each.get(Person, emil).totp_secret = b"secret"

    change(arrange)
    browser, page = signed_in("administrator"), f"/admin/people/{emil}"
    shown = browser.get(f"{page}/erase").text
    assert "Emil Leser" in shown
    assert browser.post(f"{page}/erase").status_code == 303
    session.rollback()
    person = session.get(Person, emil)
    columns = {column.name: getattr(person, column.name) for column in Person.__table__.columns}
    assert "leser" not in str(columns).lower()
    assert person.pseudonym == pseudonym
    assert (person.active, person.password_hash, person.totp_secret, person.roles) == (False, None, None, [])
    assert session.scalars(select(Department)).one().head_id is None
    assert session.scalars(select(RecoveryCode)).all() == []
    assert "leser" not in str([(row.subject, row.detail) for row in session.scalars(select(AuditRow))]).lower()
    assert browser.post(f"{page}/reactivate", page=page).status_code == 409
    assert acts("person:erased")


def test_add_person_without_mail(change, person_of, browser):
    change(
        lambda session: service.add_person(
            session, SYSTEM, "Nina", "Nina@Example.org", ["editor"], "vier Worte am Stück"
        )
    )
    assert [each.role for each in person_of("Nina").roles] == ["editor"]
    assert browser.sign_in("nina@example.org", "vier Worte am Stück").status_code == 303


@pytest.mark.parametrize(
    ("name", "email", "roles", "password", "where"),
    [
        ("", "a@example.org", [], None, "name"),
        ("A", "nonsense", [], None, "email"),
        ("A", "a@example.org", ["emperor"], None, "roles"),
        ("A", "a@example.org", [], "short", "password"),
    ],
)
def test_add_person_says_what_is_wrong(session, name, email, roles, password, where):
    begin_write(session)
    with pytest.raises(Invalid) as refusal:
        service.add_person(session, SYSTEM, name, email, roles, password)
    assert [problem.where for problem in refusal.value.problems] == [where]


def test_the_list_is_filtered(signed_in, stock, change):
    change(lambda session: service.add_person(session, SYSTEM, "Nina Neu", "nina@example.org", []))
    gone = stock.make("Gustav Gegangen")
    change(lambda session: service.deactivate_person(session, SYSTEM, session.get(Person, gone)))
    stock.make("Rita Redaktion", "editor")
    browser = signed_in("administrator")

    def names(query):
        page = browser.get(f"/admin/people?{query}").text
        return {
            name for name in ("Nina Neu", "Gustav Gegangen", "Rita Redaktion", "Ada Admin") if f">{name}</a>" in page
        }

    assert names("") == {"Nina Neu", "Gustav Gegangen", "Rita Redaktion", "Ada Admin"}
    assert names("state=invited") == {"Nina Neu"}
    assert names("state=inactive") == {"Gustav Gegangen"}
    assert names("role=editor") == {"Rita Redaktion"}
    assert names("q=nin neu") == {"Nina Neu"}
    assert names("q=rita.redaktion@") == {"Rita Redaktion"}
    assert names("state=active&role=administrator") == {"Ada Admin"}


def test_the_administration_shows_what_one_may(signed_in):
    page = signed_in("administrator").get("/admin/").text
    for path in ("/admin/people", "/admin/departments", "/admin/functions"):
        assert f'href="{path}"' in page
    assert signed_in("employee").get("/admin/").status_code == 403
    limited = signed_in("cx_manager").get("/admin/").text
    assert 'href="/admin/people"' not in limited
    assert 'href="/admin/functions"' in limited


def test_links_die_with_the_account(change, stock, session):
    emil = stock.make("Emil Leser")
    change(lambda each: service.send_link(each, SYSTEM, each.get(Person, emil), "http://localhost"))
    assert session.scalars(select(SingleUseLink)).all()
    change(lambda each: service.deactivate_person(each, SYSTEM, each.get(Person, emil)))
    session.rollback()
    assert session.scalars(select(SingleUseLink)).all() == []
    with pytest.raises(Conflict):
        change(lambda each: service.send_link(each, SYSTEM, each.get(Person, emil), "http://localhost"))
    assert session.scalars(select(FunctionHolder)).all() == []
