"""Signing in and out."""

from datetime import timedelta

import pytest
from conftest import PASSWORD, csrf_of
from sqlalchemy import update

from wiki.core import clock
from wiki.people.models import Person, SignInThrottle


def test_signing_in_shows_the_person_on_every_page(browser, stock):
    stock.make("Emil Leser")
    answer = browser.sign_in(" Emil.Leser@Example.org ")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Emil Leser" in browser.get("/departments/").text


@pytest.mark.parametrize("email", ["emil.leser@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_account_answer_alike(browser, stock, email):
    stock.make("Emil Leser")
    answer = browser.sign_in(email, "the wrong password")
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert f'value="{email}"' in answer.text
    assert "the wrong password" not in answer.text
    assert not browser.signed_in


def test_both_wrong_answers_are_the_same_page(browser, stock):
    stock.make("Emil Leser")
    known = browser.sign_in("emil.leser@example.org", "the wrong password").text
    unknown = browser.sign_in("nobody@example.org", "the wrong password").text
    same = unknown.replace("nobody@example.org", "emil.leser@example.org")
    assert _without_token(known) == _without_token(same)


def _without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)


def test_an_unknown_account_costs_as_much_hashing(browser, stock, monkeypatch):
    compared = []
    monkeypatch.setattr("wiki.people.signing_in.passwords.matches", lambda stored, _typed: compared.append(stored))
    stock.make("Emil Leser")
    browser.sign_in("nobody@example.org", "the wrong password")
    browser.sign_in("emil.leser@example.org", "the wrong password")
    assert len(compared) == 2


def test_an_inactive_account_answers_like_a_wrong_password(browser, stock, change):
    person_id = stock.make("Emil Leser")
    change(lambda session: session.execute(update(Person).where(Person.id == person_id).values(active=False)))
    answer = browser.sign_in("emil.leser@example.org")
    assert answer.status_code == 422
    assert "do not belong together" in answer.text


def test_missing_fields_are_named_and_nothing_is_counted(browser, session):
    answer = browser.post("/login", email="", password="")
    assert answer.status_code == 422
    assert answer.text.count("Please fill this in.") >= 2
    assert session.query(SignInThrottle).count() == 0


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/departments/", "/departments/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_back_but_never_out(browser, stock, wanted, target):
    stock.make("Emil Leser")
    assert browser.sign_in("emil.leser@example.org", next=wanted).location == target


def test_a_page_for_persons_leads_to_sign_in_and_back(browser):
    answer = browser.get("/me?x=1")
    assert answer.status_code == 303
    assert answer.location == "/login?next=/me?x%3D1"


def test_who_is_signed_in_is_not_asked_again(signed_in):
    assert signed_in("employee").get("/login?next=/departments/").location == "/departments/"


def test_the_session_of_before_is_gone_after_signing_in(browser, stock):
    stock.make("Emil Leser")
    with browser.client.session_transaction() as before:
        before["planted"] = "by somebody else"
    browser.sign_in("emil.leser@example.org")
    with browser.client.session_transaction() as after:
        assert "planted" not in after
        assert "_user_id" in after


def test_sign_out_ends_the_session_also_for_a_copy_of_the_cookie(browser, open_browser, stock):
    stock.make("Emil Leser")
    browser.sign_in("emil.leser@example.org")
    copy = open_browser()
    copy.client.set_cookie("cxwiki_session", browser.client.get_cookie("cxwiki_session").value)
    assert copy.signed_in
    assert browser.post("/logout", page="/me").status_code == 303
    assert not browser.signed_in
    assert not copy.signed_in


def test_sign_out_needs_the_token_against_forgery(signed_in):
    browser = signed_in("employee")
    assert browser.client.post("/logout").status_code == 400
    assert browser.signed_in


def test_sign_in_needs_the_token_against_forgery(browser, stock):
    stock.make("Emil Leser")
    data = {"email": "emil.leser@example.org", "password": browser.password}
    assert browser.client.post("/login", data=data).status_code == 400


def test_a_higher_epoch_ends_every_session(browser, stock, change):
    person_id = stock.make("Emil Leser")
    browser.sign_in("emil.leser@example.org")
    change(lambda session: session.execute(update(Person).values(session_epoch=Person.session_epoch + 1)))
    assert not browser.signed_in
    assert person_id


def test_a_session_ends_after_hours_without_a_request(browser, stock, settings):
    stock.make("Emil Leser")
    browser.sign_in("emil.leser@example.org")
    cookie = browser.client.get_cookie("cxwiki_session")
    assert cookie.expires is not None
    left = cookie.expires - clock.now()
    assert timedelta(hours=settings.session_hours - 1) < left <= timedelta(hours=settings.session_hours)


def test_no_session_outlives_its_longest_time(browser, stock, settings):
    stock.make("Emil Leser")
    browser.sign_in("emil.leser@example.org")
    with clock.frozen(clock.in_(days=settings.remember_days - 1)):
        assert browser.signed_in
    with clock.frozen(clock.in_(days=settings.remember_days + 1)):
        assert not browser.signed_in


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow")
def test_staying_signed_in_survives_the_session_cookie_but_not_the_epoch(browser, stock, change):
    stock.make("Emil Leser")
    browser.sign_in("emil.leser@example.org", remember="y")
    browser.client.delete_cookie("cxwiki_session")
    assert browser.signed_in
    change(lambda session: session.execute(update(Person).values(session_epoch=Person.session_epoch + 1)))
    browser.client.delete_cookie("cxwiki_session")
    assert not browser.signed_in


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow")
def test_sign_out_forgets_the_device(browser, stock):
    stock.make("Emil Leser")
    browser.sign_in("emil.leser@example.org", remember="y")
    browser.post("/logout", page="/me")
    assert browser.client.get_cookie("cxwiki_remember") is None


def test_administrators_are_not_remembered(browser, stock):
    stock.make("Ada Admin", "administrator")
    browser.sign_in("ada.admin@example.org", remember="y")
    assert browser.signed_in
    assert browser.client.get_cookie("cxwiki_remember") is None


@pytest.mark.parametrize("ticket", ["", "1", "1.0.0", "x.0.9999999999.y", "1.0.1.old", "99999999999999999.0.1.x"])
def test_a_cookie_of_another_shape_is_nobody(browser, stock, ticket):
    stock.make("Emil Leser")
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = ticket
    assert browser.get("/departments/").status_code == 200
    assert not browser.signed_in


def test_a_reader_without_a_session_costs_no_person_query(browser, statements):
    browser.get("/login")
    assert not [each for each in statements if "person" in each]


def test_a_signed_in_reader_costs_one_person_query(signed_in, statements):
    browser = signed_in("editor")
    browser.get("/roles/")
    statements.clear()
    browser.get("/roles/")
    assert len([each for each in statements if "FROM person " in each]) == 1


def test_sessions_are_recorded_under_a_pseudonym(browser, stock, acts, person_of):
    stock.make("Emil Leser")
    browser.sign_in("emil.leser@example.org", "the wrong password")
    browser.sign_in("emil.leser@example.org")
    browser.post("/logout", page="/me")
    emil = person_of("Emil Leser")
    assert [row.actor for row in acts("session:started")] == [emil.pseudonym]
    assert [row.subject for row in acts("session:ended")] == [f"person:{emil.id}"]
    refused = acts("session:refused")
    assert len(refused) == 1
    assert "emil" not in str((refused[0].subject, refused[0].detail)).lower()
    assert emil.last_signed_in_at is not None


def test_the_language_of_the_profile_is_used(browser, stock, change):
    stock.make("Emil Leser")
    change(lambda session: session.execute(update(Person).values(language="en", theme="dark", timezone="Asia/Tokyo")))
    browser.sign_in("emil.leser@example.org")
    browser.client.delete_cookie("cxwiki_language")
    page = browser.client.get("/departments/", headers={"Accept-Language": "de"}).text
    assert '<html lang="en" data-bs-theme="dark"' in page


@pytest.mark.parametrize("changed", [{"base_url": "http://wiki.example.org/cx"}])
def test_below_a_sub_path_signing_in_leads_back_below_it(browser, stock):
    stock.make("Emil Leser")
    client = browser.client
    assert client.get("/cx/me?x=1").location == "/cx/login?next=/cx/me?x%3D1"
    token = csrf_of(client.get("/cx/login").text)
    form = {"email": "emil.leser@example.org", "password": PASSWORD, "next": "/cx/me?x=1", "csrf_token": token}
    assert client.post("/cx/login", data=form).location == "/cx/me?x=1"
    assert client.get("/cx/me").status_code == 200


def test_keys_can_be_switched_off(signed_in, change):
    browser = signed_in("employee")
    assert 'data-keys="off"' not in browser.get("/me").text
    change(lambda session: session.execute(update(Person).values(keys_enabled=False)))
    assert 'data-keys="off"' in browser.get("/me").text


def test_no_secret_travels_in_a_form_that_is_kept(signed_in, change):
    browser = signed_in("employee")
    change(lambda session: session.execute(update(Person).values(session_epoch=99)))
    answer = browser.post("/me/password", page="/login", current="my old secret", password="my new secret")
    assert answer.status_code == 401
    assert "secret" not in answer.text.replace("secret.", "")
