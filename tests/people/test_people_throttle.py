"""Who fails too often waits, each time longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from wiki.core import clock
from wiki.core.db import begin_write
from wiki.core.errors import TooManyRequests
from wiki.people import signing_in, throttle
from wiki.people.models import SignInThrottle

EMAIL = "emil.leser@example.org"


def _fail(browser, times, email=EMAIL):
    for _number in range(times):
        answer = browser.sign_in(email, "the wrong password")
    return answer


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_after_five_failures_even_the_right_password_waits(browser, stock, email):
    stock.make("Emil Leser")
    assert _fail(browser, 5, email).status_code == 422
    answer = browser.sign_in(email)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 5
    assert "Too many attempts" in answer.text
    assert f'value="{email}"' in answer.text
    assert not browser.signed_in


def test_the_wait_ends_and_the_right_password_lets_in(browser, stock):
    stock.make("Emil Leser")
    _fail(browser, 5)
    with clock.frozen(clock.in_(seconds=6)):
        assert browser.sign_in(EMAIL).status_code == 303
        assert browser.signed_in


def test_an_attempt_while_waiting_is_not_counted(browser, stock, session):
    stock.make("Emil Leser")
    _fail(browser, 8)
    assert max(session.scalars(select(SignInThrottle.failures))) == 5


def test_signing_in_forgets_the_failures_of_the_account(browser, stock):
    stock.make("Emil Leser")
    _fail(browser, 4)
    assert browser.sign_in(EMAIL).status_code == 303
    browser.post("/logout", page="/me")
    assert _fail(browser, 4).status_code == 422
    assert browser.sign_in(EMAIL).status_code == 303


def test_one_address_trying_many_accounts_waits(browser, stock, monkeypatch):
    monkeypatch.setattr("wiki.people.signing_in.passwords.matches", lambda _stored, _typed: False)
    stock.make("Emil Leser")
    for number in range(30):
        assert browser.sign_in(f"person{number}@example.org", "the wrong password").status_code == 422
    assert browser.sign_in(EMAIL).status_code == 429


def test_another_address_is_not_held_up(browser, open_browser, stock, monkeypatch):
    stock.make("Emil Leser")
    monkeypatch.setattr("wiki.people.throttle.address", lambda *_parts: throttle.Subject("elsewhere", 30))
    _fail(browser, 5, "nobody@example.org")
    assert open_browser().sign_in(EMAIL).status_code == 303


@pytest.mark.parametrize(("failures", "seconds"), [(5, 5), (6, 10), (8, 40), (12, 640), (13, 900), (500, 900)])
def test_the_wait_grows_up_to_a_quarter_of_an_hour(failures, seconds):
    assert throttle.wait_after(failures, 5) == timedelta(seconds=seconds)


def test_failures_of_long_ago_do_not_count(change, session):
    subject = throttle.Subject("x", 5)
    long_ago = clock.now() - timedelta(hours=2)
    for _number in range(4):
        with clock.frozen(long_ago):
            change(lambda each: throttle.count_failure(each, [subject]))
    change(lambda each: throttle.count_failure(each, [subject]))
    assert session.scalars(select(SignInThrottle)).one().failures == 1


def test_neither_address_nor_account_can_be_read_from_the_rows(browser, stock, session):
    stock.make("Emil Leser")
    _fail(browser, 1)
    subjects = " ".join(session.scalars(select(SignInThrottle.subject)))
    assert "emil" not in subjects
    assert "127.0.0.1" not in subjects


def test_attempts_at_the_same_moment_are_judged_one_after_the_other(runtime, stock):
    """Twelve at once: all have hashed already when the first is counted, and those beyond the limit learn nothing."""
    stock.make("Emil Leser")

    def attempt(_number):
        with runtime.sessions() as session:
            subjects = signing_in.password_subjects(session, EMAIL, "10.0.0.1")
            begin_write(session)
            try:
                found = signing_in.decide(session, signing_in.Checked(None, None), subjects)
            except TooManyRequests:
                return "blocked"
            session.commit()
            return "in" if found else "refused"

    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(attempt, range(12)))
    assert sorted(results) == ["blocked"] * 7 + ["refused"] * 5


def test_a_right_password_is_not_told_while_blocked(runtime, stock, change):
    person_id = stock.make("Emil Leser")
    with runtime.sessions() as session:
        subjects = signing_in.password_subjects(session, EMAIL, "10.0.0.1")
        checked = signing_in.check(session, EMAIL, "correct horse battery staple")
        assert checked.person_id == person_id
    for _number in range(5):
        change(lambda each: throttle.count_failure(each, subjects))
    with runtime.sessions() as session, pytest.raises(TooManyRequests):
        signing_in.decide(begin_write(session), checked, subjects)


def test_a_password_changed_meanwhile_does_not_let_in(runtime, stock, change):
    person_id = stock.make("Emil Leser")
    with runtime.sessions() as session:
        checked = signing_in.check(session, EMAIL, "correct horse battery staple")
        subjects = signing_in.password_subjects(session, EMAIL, "10.0.0.1")
    change(lambda each: setattr(each.get(signing_in.Person, person_id), "password_hash", "another"))
    assert change(lambda each: signing_in.decide(each, checked, subjects)) is None
