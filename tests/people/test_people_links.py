"""Links that work once: set-up, invitation, reset."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.people import credentials, service
from wiki.people.links import INVITE, RESET, SETUP, DeadLink, make_link, use_link
from wiki.people.models import Person, SingleUseLink

MAILING = {"smtp_url": "smtp://mail.example.org", "base_url": "https://wiki.example.org/cx"}
NEW = "ein ganz neues Kennwort"


def _path(link):
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def _token(link):
    return link.partition("token=")[2]


def _setup_fields(link, **changed):
    return {
        "token": _token(link),
        "name": "Ada Admin",
        "email": "ada@example.org",
        "password": NEW,
        "language": "en",
    } | changed


@pytest.fixture
def setup_link(change):
    return change(lambda session: service.first_administrator_link(session, "http://localhost"))


def test_the_first_administrator_sets_up_and_is_signed_in(browser, setup_link, person_of):
    page = browser.get(_path(setup_link))
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    answer = browser.post("/setup", page=_path(setup_link), **_setup_fields(setup_link))
    assert answer.status_code == 303
    ada = person_of("Ada Admin")
    assert [role.role for role in ada.roles] == ["administrator"]
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize("changed", [{"require_totp": True}])
def test_the_first_administrator_is_led_to_the_second_factor(browser, setup_link):
    answer = browser.post("/setup", page=_path(setup_link), **_setup_fields(setup_link))
    assert answer.location.startswith("/me/second-factor")


def test_looking_at_the_link_does_not_use_it(browser, setup_link, session):
    browser.get(_path(setup_link))
    assert session.scalars(select(SingleUseLink)).one().used_at is None


def test_there_is_no_link_once_there_is_an_administrator(stock, change):
    stock.make("Ada Admin", "administrator")
    assert change(lambda session: service.first_administrator_link(session, "http://localhost")) is None


def test_an_invited_administrator_who_cannot_sign_in_does_not_count(stock, change):
    change(lambda session: service.add_person(session, SYSTEM, "Ada Admin", "ada@example.org", ["administrator"]))
    assert change(lambda session: service.first_administrator_link(session, "http://localhost")) is not None


def test_a_fresh_link_replaces_the_one_before(browser, setup_link, change):
    fresh = change(lambda session: service.first_administrator_link(session, "http://localhost/cx/"))
    assert fresh.startswith("http://localhost/cx/setup?token=")
    assert browser.get(_path(setup_link)).status_code == 410
    assert browser.get("/setup?token=" + _token(fresh)).status_code == 200


def test_the_set_up_link_works_once(browser, open_browser, setup_link):
    second = open_browser()
    second.get(_path(setup_link))
    browser.post("/setup", page=_path(setup_link), **_setup_fields(setup_link))
    answer = second.post("/setup", page="/login", **_setup_fields(setup_link, email="eve@example.org"))
    assert answer.status_code == 410


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password": "short"}, "At least 12"),
        ({"email": "nonsense"}, "This is no e-mail address."),
        ({"name": ""}, "Please fill this in."),
        ({"password_again": "something else"}, "The two passwords differ."),
        ({"password": "ada@example.org"}, "the first things somebody would try"),
    ],
)
def test_bad_input_keeps_the_rest_and_the_link(browser, setup_link, session, fields, said):
    answer = browser.post("/setup", page=_path(setup_link), **_setup_fields(setup_link, **fields))
    assert answer.status_code == 422
    assert said in answer.text
    assert NEW not in answer.text
    assert f'value="{_token(setup_link)}"' in answer.text
    if "email" not in fields:
        assert 'value="ada@example.org"' in answer.text
    assert session.scalars(select(SingleUseLink)).one().used_at is None
    assert session.scalars(select(Person)).all() == []


@pytest.mark.parametrize("path", ["/setup", "/invite", "/reset", "/confirm-email"])
@pytest.mark.parametrize("token", ["", "never-made", "ÄÖÜ", "x" * 3000])
def test_a_link_that_never_was_answers_like_a_used_one(browser, path, token):
    shown = browser.get(f"{path}?token={token}")
    assert shown.status_code == 410
    assert "does not work any more" in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    sent = browser.post(path, page="/login", token=token, password=NEW)
    assert sent.status_code in (410, 422)
    assert "token=" not in sent.text


def _invited(change):
    data = service.PersonData("Nina Neu", "nina@example.org", language="en")
    return change(lambda session: service.invite_person(session, SYSTEM, data, {"editor"}, "http://localhost").link)


def test_an_invitation_is_accepted_with_a_password(browser, change, person_of, acts, happened):
    link = _invited(change)
    assert "Nina Neu" in browser.get(_path(link)).text
    answer = browser.post("/invite", page=_path(link), token=_token(link), password=NEW)
    assert (answer.status_code, answer.location) == (303, "/visit/#main")
    assert browser.signed_in
    assert not person_of("Nina Neu").invited
    assert acts("person:invited")
    assert [row.actor for row in acts("person:invitation_accepted")] == [person_of("Nina Neu").pseudonym]
    assert happened("person.invited") == 1
    assert happened("role.given") == 1


def test_the_password_of_an_invitation_obeys_the_rules(browser, change):
    link = _invited(change)
    answer = browser.post("/invite", page=_path(link), token=_token(link), password="nina@example.org")
    assert answer.status_code == 422
    assert "the first things somebody would try" in answer.text
    assert browser.get(_path(link)).status_code == 200


def test_only_the_hash_of_a_token_is_stored(change, session):
    token = _token(_invited(change))
    link = session.scalars(select(SingleUseLink)).one()
    assert token not in (link.token_hash, link.email, link.purpose)
    assert len(link.token_hash) == 64


@pytest.mark.parametrize(
    ("purpose", "lasts"), [(SETUP, timedelta(hours=24)), (INVITE, timedelta(days=7)), (RESET, timedelta(hours=1))]
)
def test_links_expire(change, purpose, lasts):
    start = clock.now()
    with clock.frozen(start):
        link = change(lambda session: make_link(session, purpose, "http://localhost"))
    with clock.frozen(start + lasts + timedelta(seconds=1)), pytest.raises(DeadLink):
        change(lambda session: use_link(session, _token(link), purpose))
    with clock.frozen(start + lasts - timedelta(seconds=1)):
        assert change(lambda session: use_link(session, _token(link), purpose).used_at) is not None


def test_a_link_serves_its_own_purpose_only(change):
    link = _invited(change)
    with pytest.raises(DeadLink):
        change(lambda session: use_link(session, _token(link), RESET))


def test_of_two_uses_at_the_same_moment_one_succeeds(runtime, change):
    token = _token(_invited(change))

    def use(_number):
        with runtime.sessions() as session:
            begin_write(session)
            try:
                credentials.choose_password(session, token, INVITE, "hash")
            except DeadLink:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(use, range(6))) == [False] * 5 + [True]


def test_links_of_a_deactivated_person_are_dead(browser, change, person_of):
    link = _invited(change)
    nina = person_of("Nina Neu").id
    change(lambda session: service.deactivate_person(session, SYSTEM, session.get(Person, nina)))
    assert browser.get(_path(link)).status_code == 410


def test_a_link_of_someone_inactive_is_dead_even_if_it_were_left(browser, change):
    link = _invited(change)
    change(lambda session: session.execute(update(Person).values(active=False)))
    assert browser.get(_path(link)).status_code == 410
    assert browser.post("/invite", page="/login", token=_token(link), password=NEW).status_code == 410


@pytest.mark.parametrize("changed", [MAILING])
class TestForgottenPassword:
    """A reset link by mail, without telling who has an account."""

    def _ask(self, browser, email):
        return browser.client.post(
            "/forgot", data={"csrf_token": self._token(browser), "email": email}, base_url="https://evil.example/cx"
        )

    def _token(self, browser):
        page = browser.client.get("/forgot", base_url="https://evil.example/cx").text
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    def test_known_and_unknown_answer_alike(self, browser, stock):
        stock.make("Emil Leser")
        known, unknown = self._ask(browser, "emil.leser@example.org"), self._ask(browser, "nobody@example.org")
        assert (
            (known.status_code, known.location) == (unknown.status_code, unknown.location) == (303, "/cx/forgot/sent")
        )

    def test_the_link_begins_with_the_wikis_own_address(self, browser, stock, letters):
        stock.make("Emil Leser")
        self._ask(browser, "Emil.Leser@example.org")
        self._ask(browser, "nobody@example.org")
        (letter,) = letters()
        assert letter["to"] == "emil.leser@example.org"
        assert "https://wiki.example.org/cx/reset?token=" in letter["text"]
        assert "evil" not in letter["text"]

    def test_asking_again_and_again_is_throttled(self, browser, stock, letters):
        stock.make("Emil Leser")
        answers = [self._ask(browser, "emil.leser@example.org").status_code for _number in range(8)]
        assert answers == [303] * 5 + [429] * 3
        assert len(letters()) == 5

    def test_the_new_password_holds(self, open_browser, stock, change, letters, csrf, person_of, happened):
        stock.make("Emil Leser")
        change(lambda session: session.execute(update(Person).values(language="en")))
        browser = open_browser()
        base = {"base_url": "https://wiki.example.org/cx"}
        self._ask(browser, "emil.leser@example.org")
        token = re.search(r"token=(\S+)", letters()[0]["text"])[1]
        page = browser.client.get(f"/reset?token={token}", **base)
        fields = {"csrf_token": csrf(page.text), "token": token, "password": NEW}
        epoch = person_of("Emil Leser").session_epoch
        answer = browser.client.post("/reset", data=fields, **base)
        assert answer.location == "/cx/login"
        assert person_of("Emil Leser").session_epoch > epoch
        assert happened("password.changed") == 1
        assert "password was changed" in letters()[-1]["text"]
        fields["csrf_token"] = csrf(browser.client.get("/login", **base).text)
        assert browser.client.post("/reset", data=fields, **base).status_code == 410
        again = {"csrf_token": fields["csrf_token"], "email": "emil.leser@example.org", "password": NEW}
        assert browser.client.post("/login", data=again, **base).status_code == 303


def test_a_reset_does_not_step_around_the_second_factor(browser, change, stock):
    person_id = stock.make("Emil Leser")
    change(lambda session: setattr(session.get(Person, person_id), "totp_confirmed_at", clock.now()))
    link = change(lambda session: make_link(session, RESET, "http://x", person_id=person_id))
    answer = browser.post("/reset", page=_path(link), token=_token(link), password=NEW)
    assert answer.location == "/login"
    assert not browser.signed_in


def test_without_mail_the_page_says_whom_to_ask(browser, stock):
    assert "Ask an administrator" in browser.get("/forgot").text
    stock.make("Emil Leser")
    assert browser.post("/forgot", page="/login", email="emil.leser@example.org").location == "/forgot"
