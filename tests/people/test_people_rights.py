"""Access roles given and taken, and who may act upon whose account."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from wiki.access.permissions import SYSTEM, Permission
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden
from wiki.people import erasing, roles_given, service
from wiki.people.models import Person
from wiki.people.rights import actor_of, looked_after, may_look_after, may_manage
from wiki.people.service import PersonData


def test_the_last_administrator_stays(signed_in, person_of, stock):
    browser = signed_in("administrator")
    page = f"/admin/people/{person_of('Ada Admin').id}"
    for answer in (
        browser.post(f"{page}/deactivate", page=page),
        browser.post(f"{page}/roles", page=page, roles=["editor"]),
        browser.post(f"{page}/erase", page=page),
    ):
        assert answer.status_code == 409
        assert "last administrator" in answer.text
    assert [each.role for each in person_of("Ada Admin").roles] == ["administrator"]
    stock.make("Otto Ops", "administrator")
    assert browser.post(f"{page}/roles", page=page, roles=["editor"]).status_code == 303


def test_an_administrator_who_cannot_sign_in_is_no_replacement(change, stock):
    ada = stock.make("Ada Admin", "administrator")
    change(lambda session: service.add_person(session, SYSTEM, "Nina", "nina@example.org", ["administrator"]))
    with pytest.raises(Conflict):
        change(lambda session: service.deactivate_person(session, SYSTEM, session.get(Person, ada)))


def test_two_administrators_cannot_remove_each_other_at_the_same_moment(runtime, stock):
    pair = [stock.make("Ada Admin", "administrator"), stock.make("Otto Ops", "administrator")]

    def remove(other):
        with runtime.sessions() as session:
            begin_write(session)
            try:
                roles_given.take_role(session, SYSTEM, session.get(Person, other), "administrator")
            except Conflict:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, pair)) == [False, True]


@pytest.mark.parametrize("changed", [{"smtp_url": "smtp://mail.example.org"}])
def test_roles_are_given_and_taken_and_told(signed_in, stock, change, person_of, acts, happened, letters):
    emil, browser = stock.make("Emil Leser", "editor"), signed_in("administrator")
    change(lambda session: session.execute(update(Person).values(language="en")))
    page = f"/admin/people/{emil}"
    assert browser.post(f"{page}/roles", page=page, roles=["manager"]).status_code == 303
    (given,) = person_of("Emil Leser").roles
    assert (given.role, given.given_by_id) == ("manager", person_of("Ada Admin").id)
    assert [row.detail for row in acts("person:role_given")] == [{"role": "manager"}]
    assert [row.detail for row in acts("person:role_taken")] == [{"role": "editor"}]
    assert happened("role.given") == happened("role.taken") == 1
    assert "access roles were changed" in letters()[0]["text"]


def test_a_role_taken_counts_from_the_next_click_on(signed_in, open_browser, stock, change, session):
    stock.make("Otto Ops", "administrator")
    ada = signed_in("administrator")
    otto = open_browser()
    otto.sign_in("otto.ops@example.org")
    page = f"/admin/people/{session.scalars(select(Person.id).where(Person.name == 'Ada Admin')).one()}"
    otto.post(f"{page}/roles", page=page)
    assert ada.get("/admin/people").status_code == 403


def test_rights_are_judged_again_inside_the_lock(app, signed_in, stock, change, person_of, monkeypatch):
    """The role is taken between the guard and the lock: the change must not happen."""
    stock.make("Otto Ops", "administrator")
    emil, browser = stock.make("Emil Leser"), signed_in("administrator")
    ada = person_of("Ada Admin").id
    page = f"/admin/people/{emil}"
    browser.get(page)

    def late_writing():
        change(lambda session: roles_given.take_role(session, SYSTEM, session.get(Person, ada), "administrator"))
        monkeypatch.undo()
        return writing()

    from wiki.web.transaction import writing  # noqa: PLC0415

    monkeypatch.setattr("wiki.people.views_admin_accounts.writing", late_writing)
    assert browser.post(f"{page}/deactivate", page=page).status_code == 403
    assert person_of("Emil Leser").active


@pytest.fixture
def manager(change, stock, session):
    """An actor who manages people without being an administrator."""
    stock.make("Paula Personal", "editor")
    paula = session.scalars(select(Person).where(Person.name == "Paula Personal")).one()
    granted = actor_of(session, paula).permissions | {Permission.PERSON_MANAGE}
    return type(actor_of(session, paula))(paula.id, paula.pseudonym, granted)


@pytest.mark.parametrize(
    "use_case",
    [
        service.deactivate_person,
        erasing.erase_person,
        lambda session, actor, ada: service.send_link(session, actor, ada, "http://localhost"),
        lambda session, actor, ada: service.edit_person(session, actor, ada, PersonData("Ada", "mine@example.org")),
        lambda session, actor, ada: roles_given.give_role(session, actor, ada, "editor"),
    ],
)
def test_nobody_reaches_for_an_account_that_may_do_more(session, stock, manager, use_case):
    stock.make("Otto Ops", "administrator")
    made = stock.make("Ada Admin", "administrator")
    begin_write(session)
    ada = session.get(Person, made)
    with pytest.raises(Forbidden):
        use_case(session, manager, ada)
    assert not may_manage(session, manager, ada)


ACCOUNTS = (
    ("GET", "/admin/people"),
    ("GET", "/admin/people/invite"),
    ("GET", "/admin/people/1"),
    ("GET", "/admin/people/1/erase"),
    ("POST", "/admin/people/invite"),
    ("POST", "/admin/people/1"),
    ("POST", "/admin/people/1/roles"),
    ("POST", "/admin/people/1/link"),
    ("POST", "/admin/people/1/deactivate"),
    ("POST", "/admin/people/1/reactivate"),
    ("POST", "/admin/people/1/second-factor/off"),
    ("POST", "/admin/people/1/erase"),
)


@pytest.mark.parametrize("role", ["employee", "editor", "manager", "cx_manager", "auditor"])
def test_accounts_are_for_who_manages_people(app, signed_in, csrf, role):
    browser = signed_in(role)
    sent = {"GET": None, "POST": {"csrf_token": csrf(browser.get("/me").text)}}
    answers = {
        (method, path): browser.client.open(path, method=method, data=sent[method]).status_code
        for method, path in ACCOUNTS
    }
    assert answers == dict.fromkeys(ACCOUNTS, 403)


def test_the_services_ask_for_the_right_themselves(session, stock):
    nobody = stock.actor(session, "editor")
    begin_write(session)
    for use_case in (
        lambda: service.add_person(session, nobody, "Nina", "nina@example.org", []),
        lambda: service.invite_person(session, nobody, PersonData("Nina", "nina@example.org"), set(), ""),
        lambda: roles_given.set_roles(session, nobody, session.get(Person, nobody.person_id), {"administrator"}),
    ):
        with pytest.raises(Forbidden):
            use_case()


def test_heads_look_after_their_own_people_but_not_after_themselves_nor_those_above(company, session, stock):
    company.person("Bea Bereich", "", "manager")
    company.department("Vertrieb", "Bea Bereich")
    company.person("Tom Team", "", "manager")
    company.department("Innendienst", "Tom Team", "Vertrieb")
    company.department("Technik")
    for name, department in [("Ina Innen", "Innendienst"), ("Vera Vertrieb", "Vertrieb"), ("Theo Technik", "Technik")]:
        company.person(name, department)
    company.writing(
        lambda session: session.execute(
            update(Person)
            .where(Person.name.in_(["Bea Bereich", "Tom Team"]))
            .values(department_id=company.ids["Innendienst"])
        )
    )

    def of(actor):
        found = set(session.scalars(select(Person.name).where(looked_after(session, actor))))
        assert found == {each.name for each in session.scalars(select(Person)) if may_look_after(session, actor, each)}
        return found

    everybody = {"Bea Bereich", "Tom Team", "Ina Innen", "Vera Vertrieb", "Theo Technik"}
    assert of(actor_of(session, session.get_one(Person, company.ids["Tom Team"]))) == {"Ina Innen"}
    assert of(actor_of(session, session.get_one(Person, company.ids["Bea Bereich"]))) == {
        "Tom Team",
        "Ina Innen",
        "Vera Vertrieb",
    }
    assert of(actor_of(session, session.get_one(Person, company.ids["Ina Innen"]))) == set()
    assert of(stock.actor(session, "cx_manager")) == set()
    assert of(stock.actor(session, "administrator")) >= everybody
