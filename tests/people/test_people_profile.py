"""What people set about themselves."""

import re

import pytest
from sqlalchemy import select

from wiki.core import clock
from wiki.people.models import Person, SingleUseLink

PASSWORD = "correct horse battery staple"
NEW = "ein ganz neues Kennwort"
PROFILE = {
    "name": "Émil Leser",
    "language": "en",
    "theme": "dark",
    "timezone": "Asia/Tokyo",
    "mail_preference": "never",
}


def test_the_profile_is_kept_and_used(signed_in, person_of, acts):
    browser = signed_in("employee")
    browser.client.set_cookie("cxwiki_language", "de")
    browser.client.set_cookie("cxwiki_theme", "light")
    assert browser.post("/me", **PROFILE).status_code == 303
    emil = person_of("Émil Leser")
    kept = (emil.language, emil.theme, emil.timezone, emil.mail_preference, emil.keys_enabled)
    assert not emil.suggestions_enabled
    assert not emil.palette_enabled
    assert kept == ("en", "dark", "Asia/Tokyo", "never", False)
    assert emil.sort_key.startswith("emil leser")
    assert '<html lang="en" data-bs-theme="dark"' in browser.get("/me").text
    assert acts("person:renamed")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("language", "fr"),
        ("theme", "pink"),
        ("timezone", "Mars/Base"),
        ("mail_preference", "x"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_stays_typed(signed_in, person_of, field, value):
    browser = signed_in("employee")
    answer = browser.post("/me", **(PROFILE | {field: value}))
    assert answer.status_code == 422
    if field != "name":
        assert 'value="Émil Leser"' in answer.text
    assert person_of("Emil Leser").theme == "auto"


def test_the_profile_is_nobody_elses(browser):
    for path in ("/me", "/me/password", "/me/email", "/me/second-factor"):
        assert browser.get(path).location.startswith("/login?next=")


def test_another_password_ends_the_other_sessions_only(signed_in, person_of, acts, happened):
    here, there = signed_in("employee"), signed_in("employee")
    answer = here.post("/me/password", current=PASSWORD, password=NEW, password_again=NEW)
    assert answer.status_code == 303
    assert here.signed_in
    assert not there.signed_in
    assert there.sign_in("emil.leser@example.org", PASSWORD).status_code == 422
    assert there.sign_in("emil.leser@example.org", NEW).status_code == 303
    assert [row.actor for row in acts("person:password_changed")] == [person_of("Emil Leser").pseudonym]
    assert happened("password.changed") == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"current": "the wrong one"}, "This is not your current password."),
        ({"current": ""}, "Please fill this in."),
        ({"password": "short", "password_again": "short"}, "at least 12"),
        ({"password_again": "another"}, "The two passwords differ."),
        ({"password": "emil.leser@example.org", "password_again": ""}, "the first things somebody would try"),
    ],
)
def test_a_bad_password_changes_nothing(signed_in, person_of, fields, said):
    browser, before = signed_in("employee"), person_of("Emil Leser").password_hash
    answer = browser.post("/me/password", **({"current": PASSWORD, "password": NEW, "password_again": NEW} | fields))
    assert answer.status_code == 422
    assert said in answer.text
    assert NEW not in answer.text
    assert person_of("Emil Leser").password_hash == before


def test_guessing_the_current_password_is_throttled(signed_in):
    browser = signed_in("employee")
    fields = {"current": "the wrong one", "password": NEW}
    assert [browser.post("/me/password", **fields).status_code for _number in range(6)] == [422] * 5 + [429]


def test_sign_out_everywhere(signed_in, acts):
    here, there = signed_in("employee"), signed_in("employee")
    assert here.post("/me/sign-out-everywhere", page="/me").status_code == 303
    assert not here.signed_in
    assert not there.signed_in
    assert acts("session:all_ended")


def test_without_mail_the_address_cannot_be_changed_by_oneself(signed_in, person_of):
    browser = signed_in("employee")
    assert "Ask your administrator" in browser.get("/me/email").text
    answer = browser.post("/me/email", page="/me", email="new@example.org", current=PASSWORD)
    assert answer.status_code == 409
    assert person_of("Emil Leser").email == "emil.leser@example.org"


@pytest.mark.parametrize("changed", [{"smtp_url": "smtp://mail.example.org"}])
class TestAnotherAddress:
    """An e-mail address changes once both addresses have confirmed it."""

    def _ask(self, browser, email="new@example.org", **fields):
        return browser.post("/me/email", email=email, **({"current": PASSWORD} | fields))

    def _links(self, letters):
        return {each["to"]: re.search(r"/confirm-email\?token=\S+", each["text"])[0] for each in letters()}

    def _confirm(self, browser, link):
        assert browser.get(link).status_code == 200
        return browser.post("/confirm-email", page=link, token=link.partition("token=")[2])

    @pytest.mark.parametrize(
        "order", [("emil.leser@example.org", "new@example.org"), ("new@example.org", "emil.leser@example.org")]
    )
    def test_both_must_confirm(self, signed_in, open_browser, person_of, letters, happened, order):
        browser, reader = signed_in("employee"), open_browser()
        assert self._ask(browser, " New@Example.org ").status_code == 303
        assert "new@example.org" in browser.get("/me").text
        links = self._links(letters)
        assert set(links) == {"emil.leser@example.org", "new@example.org"}
        first = self._confirm(reader, links[order[0]])
        assert first.status_code == 303
        assert person_of("Emil Leser").email == "emil.leser@example.org"
        assert browser.signed_in
        self._confirm(reader, links[order[1]])
        assert person_of("Emil Leser").email == "new@example.org"
        assert not browser.signed_in
        assert happened("email.changed") == 1
        assert {each["to"] for each in letters()[-2:]} == {"emil.leser@example.org", "new@example.org"}

    def test_one_link_used_twice_is_not_both(self, signed_in, open_browser, person_of, letters):
        browser = signed_in("employee")
        self._ask(browser)
        link, reader = self._links(letters)["new@example.org"], open_browser()
        self._confirm(reader, link)
        again = reader.post("/confirm-email", page="/login", token=link.partition("token=")[2])
        assert again.status_code == 410
        assert person_of("Emil Leser").email == "emil.leser@example.org"

    def test_looking_confirms_nothing(self, signed_in, open_browser, letters, session):
        self._ask(signed_in("employee"))
        for link in self._links(letters).values():
            assert "new@example.org" in open_browser().get(link).text
        assert {each.used_at for each in session.scalars(select(SingleUseLink))} == {None}

    def test_a_second_wish_replaces_the_first(self, signed_in, open_browser, letters, person_of):
        browser = signed_in("employee")
        self._ask(browser)
        old = self._links(letters)
        self._ask(browser, "other@example.org")
        for link in old.values():
            assert open_browser().get(link).status_code == 410

    def test_the_wish_can_be_dropped(self, signed_in, open_browser, letters):
        browser = signed_in("employee")
        self._ask(browser)
        browser.post("/me/email/drop", page="/me")
        assert open_browser().get(self._links(letters)["new@example.org"]).status_code == 410

    def test_the_links_expire(self, signed_in, open_browser, letters):
        self._ask(signed_in("employee"))
        with clock.frozen(clock.in_(hours=25)):
            assert open_browser().get(self._links(letters)["new@example.org"]).status_code == 410

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"current": "wrong"}, "This is not your current password."),
            ({"email": "emil.leser@example.org"}, "This is your address already."),
            ({"email": "nonsense"}, "This is no e-mail address."),
            ({"email": "rita@example.org"}, "There is an account with this address already."),
        ],
    )
    def test_what_cannot_be_is_said(self, signed_in, change, stock, letters, fields, said):
        browser = signed_in("employee")
        rita = stock.make("Rita")
        change(lambda session: setattr(session.get(Person, rita), "email", "rita@example.org"))
        answer = self._ask(browser, **fields)
        assert answer.status_code == 422
        assert said in answer.text
        assert letters() == []

    def test_an_address_taken_meanwhile_stays_with_its_owner(
        self, signed_in, open_browser, letters, stock, change, person_of
    ):
        self._ask(signed_in("employee"))
        rita = stock.make("Rita")
        change(lambda session: setattr(session.get(Person, rita), "email", "new@example.org"))
        links, reader = self._links(letters), open_browser()
        self._confirm(reader, links["emil.leser@example.org"])
        answer = self._confirm(reader, links["new@example.org"])
        assert answer.status_code == 422
        assert person_of("Emil Leser").email == "emil.leser@example.org"
