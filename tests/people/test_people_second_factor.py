"""The second factor: set-up, signing in with a code, recovery codes, who needs one."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from wiki.core import clock
from wiki.core.db import begin_write
from wiki.people import second_factor
from wiki.people.models import Person, RecoveryCode
from wiki.people.rights import actor_of

PASSWORD = "correct horse battery staple"


def _code(secret, seconds=0):
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=seconds))


def _secret_on(page):
    return re.search(r'<code class="nowrap">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")


@pytest.fixture
def ready(change, stock):
    """An administrator with a second factor: (person id, secret, recovery codes)."""
    person_id = stock.make("Ada Admin", "administrator")

    def set_up(session):
        ada = session.get(Person, person_id)
        second_factor.begin_set_up(session, actor_of(session, ada), ada)
        session.flush()
        secret = second_factor.secret_of(session, ada)
        codes = second_factor.confirm(session, actor_of(session, ada), ada, _code(secret, -30))
        return person_id, secret, codes

    return change(set_up)


@pytest.mark.parametrize("changed", [{"require_totp": True}])
class TestRequired:
    """`CXWIKI_REQUIRE_TOTP`: administrators set a second factor up before anything administrative."""

    def test_the_way_from_sign_in_to_the_administration(self, browser, stock, person_of, acts):
        stock.make("Ada Admin", "administrator")
        answer = browser.sign_in("ada.admin@example.org", next="/admin/people")
        assert answer.location == "/me/second-factor?next=/admin/people"
        assert browser.get("/admin/people").location == "/me/second-factor?next=/admin/people"
        begun = browser.post("/me/second-factor/start?next=/admin/people", page=answer.location)
        page = browser.get(begun.location)
        assert "data:image/svg+xml" in page.text
        assert page.headers["Cache-Control"] == "no-store"
        secret = _secret_on(page.text)
        shown = browser.post("/me/second-factor?next=/admin/people", page=answer.location, code=_code(secret))
        assert shown.status_code == 200
        assert len(re.findall(r"<code>[a-z2-9-]{19}</code>", shown.text)) == 10
        assert 'href="/admin/people"' in shown.text
        assert browser.get("/admin/people").status_code == 200
        assert person_of("Ada Admin").has_second_factor
        assert acts("person:second_factor_on")

    def test_without_it_the_role_grants_nothing(self, stock, session, browser):
        ada = session.get(Person, stock.make("Ada Admin", "administrator", "editor"))
        granted = actor_of(session, ada).permissions
        assert "entry.write" in granted
        assert "role.assign" not in granted
        browser.sign_in("ada.admin@example.org")
        answer = browser.post("/admin/departments/new", page="/me", name_de="Service")
        assert answer.location == "/me/second-factor?next=/"
        assert 'href="/admin/"' not in browser.get("/departments/").text

    def test_others_are_left_alone(self, browser, stock):
        stock.make("Emil Leser")
        assert browser.sign_in("emil.leser@example.org").location == "/"
        assert browser.get("/admin/people").status_code == 403

    def test_public_pages_and_the_profile_stay_open(self, browser, stock):
        stock.make("Ada Admin", "administrator")
        browser.sign_in("ada.admin@example.org")
        assert browser.get("/departments/").status_code == 200
        assert "As an administrator you need a second factor" in browser.get("/me").text


def test_where_it_is_not_required_the_administrator_goes_on(browser, stock):
    stock.make("Ada Admin", "administrator")
    assert browser.sign_in("ada.admin@example.org", next="/admin/").location == "/admin/"


def test_the_password_alone_does_not_let_in(browser, ready):
    answer = browser.sign_in("ada.admin@example.org", next="/departments/")
    assert answer.location == "/login/code"
    assert not browser.signed_in
    done = browser.post("/login/code", code=_code(ready[1]))
    assert done.location == "/departments/"
    assert browser.signed_in


def test_a_code_with_spaces_is_taken(browser, ready):
    browser.sign_in("ada.admin@example.org")
    code = _code(ready[1])
    assert browser.post("/login/code", code=f" {code[:3]} {code[3:]} ").status_code == 303


def test_a_code_works_once(browser, open_browser, ready):
    code = _code(ready[1])
    for each, status in ((browser, 303), (open_browser(), 422)):
        each.sign_in("ada.admin@example.org")
        assert each.post("/login/code", code=code).status_code == status


def test_the_code_that_confirmed_the_set_up_is_used_up(browser, ready):
    browser.sign_in("ada.admin@example.org")
    assert browser.post("/login/code", code=_code(ready[1], -30)).status_code == 422


def test_a_code_of_two_uses_at_the_same_moment_serves_one(runtime, ready):
    person_id, secret, _codes = ready
    code = _code(secret)

    def use(_number):
        with runtime.sessions() as session:
            begin_write(session)
            accepted = second_factor.accept(session, session.get(Person, person_id), code)
            session.commit()
            return accepted

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(use, range(6))) == [False] * 5 + [True]


@pytest.mark.parametrize("code", ["000000", "abcdef", "١٢٣٤٥٦", "1", "12345678901234567890", "----"])
def test_a_wrong_code_is_refused_and_said(browser, ready, code):
    browser.sign_in("ada.admin@example.org")
    answer = browser.post("/login/code", code=code)
    assert answer.status_code == 422
    assert "not right" in answer.text
    assert not browser.signed_in


def test_codes_of_long_ago_and_to_come_are_refused(change, ready):
    person_id, secret, _codes = ready
    for seconds in (-90, 90):
        code = _code(secret, seconds)
        assert not change(
            lambda session, code=code: second_factor.accept(session, session.get(Person, person_id), code)
        )


def test_guessing_codes_is_throttled(browser, ready):
    browser.sign_in("ada.admin@example.org")
    answers = [browser.post("/login/code", code="000000").status_code for _number in range(6)]
    assert answers == [422] * 5 + [429]
    assert browser.post("/login/code", code=_code(ready[1])).status_code == 429


def test_a_new_sign_in_does_not_reset_the_guesses(browser, ready):
    for _number in range(5):
        browser.sign_in("ada.admin@example.org")
        browser.post("/login/code", code="000000")
    browser.sign_in("ada.admin@example.org")
    assert browser.post("/login/code", code=_code(ready[1])).status_code == 429


def test_the_step_between_password_and_code_does_not_last(browser, ready):
    browser.sign_in("ada.admin@example.org")
    with clock.frozen(clock.in_(minutes=6)):
        assert browser.get("/login/code").location == "/login"


def test_the_step_between_ends_with_the_epoch(browser, ready, change):
    browser.sign_in("ada.admin@example.org")
    change(lambda session: session.execute(update(Person).values(session_epoch=Person.session_epoch + 1)))
    assert browser.get("/login/code").location == "/login"


def test_without_a_password_there_is_no_second_step(browser):
    assert browser.get("/login/code").location == "/login"
    assert browser.post("/login/code", page="/login", code="000000").location == "/login"


def test_a_recovery_code_replaces_the_app_once(browser, open_browser, ready, acts):
    recovery = ready[2][3].upper().replace("-", " ")
    for each, status in ((browser, 303), (open_browser(), 422)):
        each.sign_in("ada.admin@example.org")
        assert each.post("/login/code", code=recovery).status_code == status
    assert len(acts("person:recovery_code_used")) == 1


def test_recovery_codes_are_stored_as_hashes_of_their_owner(session, ready, stock, change):
    stored = set(session.scalars(select(RecoveryCode.code_hash)))
    assert len(stored) == 10
    assert not stored & set(ready[2])
    other = stock.make("Eve", "administrator")
    change(lambda each: setattr(each.get(Person, other), "totp_confirmed_at", clock.now()))
    assert not change(lambda each: second_factor.accept(each, each.get(Person, other), ready[2][0]))


def test_the_secret_is_stored_encrypted(session, ready):
    stored = session.get(Person, ready[0]).totp_secret
    assert ready[1].encode() not in stored


def test_new_codes_and_removal_ask_for_the_password(browser, ready, person_of, session):
    browser.sign_in("ada.admin@example.org")
    browser.post("/login/code", code=_code(ready[1]))
    before = set(session.scalars(select(RecoveryCode.code_hash)))
    for path in ("/me/second-factor/codes", "/me/second-factor/off"):
        assert browser.post(path, page="/me/second-factor", current="the wrong one").status_code == 422
    session.rollback()
    assert set(session.scalars(select(RecoveryCode.code_hash))) == before
    assert browser.post("/me/second-factor/codes", page="/me/second-factor", current=PASSWORD).status_code == 200
    session.rollback()
    assert not set(session.scalars(select(RecoveryCode.code_hash))) & before
    assert browser.post("/me/second-factor/off", page="/me/second-factor", current=PASSWORD).status_code == 303
    assert not person_of("Ada Admin").has_second_factor


def test_a_wrong_first_code_changes_nothing(signed_in, person_of):
    browser = signed_in("employee")
    browser.post("/me/second-factor/start", page="/me/second-factor")
    answer = browser.post("/me/second-factor", code="000000")
    assert answer.status_code == 422
    assert "This code is not right" in answer.text
    assert not person_of("Emil Leser").has_second_factor


def test_what_is_set_up_cannot_be_replaced_in_passing(browser, ready, session):
    browser.sign_in("ada.admin@example.org")
    browser.post("/login/code", code=_code(ready[1]))
    before = session.get(Person, ready[0]).totp_secret
    assert browser.post("/me/second-factor/start", page="/me/second-factor").status_code == 409
    session.rollback()
    assert session.get(Person, ready[0]).totp_secret == before
