"""Nobody gets in where they don't belong: every route, every stock person."""

import dataclasses

import pytest
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from table import EVERYONE, MEMBERS, READER_ROUTES, TABLE
from werkzeug.routing import Rule

from wiki.access.permissions import SYSTEM
from wiki.access.rules import rule_of
from wiki.config import Settings
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ARGUMENTS = {"number": 1, "first": 0, "second": 1, "name": "nothing.png", "filename": "nothing.css"}
"""Beside them: names that end with `_id` are numbers that nothing has, everything else is `kanal`."""
CONTENTS = {
    "term": {"labels": [{"language": "de", "text": "Kanal", "status": "preferred"}], "definition": {"de": "Weg"}},
}
ENDS_SESSION = ("people.sign_out", "people.sign_out_everywhere")


def _general(app: Flask, endpoint: str) -> str:
    kinds = app.extensions["cxwiki"].wiring.get(Kinds)
    first, dot, rest = endpoint.partition(".")
    return f"<kind>.{rest}" if dot and first in kinds else endpoint


def _routes(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in ENDS_SESSION, rule.endpoint))


def _routes_for(app: Flask, who: str) -> list[Rule]:
    """Every route; what all kinds have at one of them, another one for each person: the rule is the same (below)."""
    same: dict[tuple[str, frozenset[str]], list[Rule]] = {}
    for rule in _routes(app):
        same.setdefault((_general(app, rule.endpoint), frozenset(rule.arguments)), []).append(rule)
    turn = sorted(EVERYONE).index(who)
    return [rules[(turn + number) % len(rules)] for number, rules in enumerate(same.values())]


@pytest.fixture
def library(session: Session) -> None:
    """A released entry of each kind, all at the address `kanal`."""
    begin_write(session)
    for kind in wired(session, Kinds):
        content = CONTENTS.get(kind.name, {"title": {"de": "Kanal"}})
        create(session, SYSTEM, kind, Edit(content, intent=Intent.RELEASE))
    session.commit()


def test_every_route_is_in_the_table_and_carries_a_rule(app: Flask) -> None:
    served = {_general(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert served - set(TABLE) == set(), "new routes: decide in table.py who may pass"
    assert set(TABLE) - served == set(), "the table speaks of routes that are gone"
    assert [name for name, view in app.view_functions.items() if rule_of(view) is None] == []


def test_all_kinds_have_the_same_rules(app: Flask) -> None:
    rules: dict[str, set[str]] = {}
    for name, view in app.view_functions.items():
        rule = rule_of(view)
        assert rule is not None
        rules.setdefault(_general(app, name), set()).add(f"{rule.name} {len(rule.alternatives)}")
    assert {name: found for name, found in rules.items() if len(found) > 1} == {}


def _call(browser: FlaskClient, app: Flask, rule: Rule) -> int:
    arguments = {name: ARGUMENTS.get(name, 9999 if name.endswith("_id") else "kanal") for name in rule.arguments}
    with app.test_request_context():
        address = app.url_for(rule.endpoint, **arguments)
    method = "POST" if "POST" in (rule.methods or ()) else "GET"
    # Whoever has the newest file already gets no other: rights are asked all the same, and no PDF is made.
    answer = browser.open(address, method=method, headers={"If-None-Match": "*"})
    to_sign_in = answer.status_code == 303 and answer.headers["Location"].startswith("/login?")
    return 401 if to_sign_in else answer.status_code


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("who", sorted(EVERYONE))
def test_each_person_passes_where_the_table_says_and_nowhere_else(app: Flask, stock: Stock, who: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = True
    browser = app.test_client() if who == "anonymous" else _browser(stock, app, who)
    wrong = []
    for rule in _routes_for(app, who):
        status = _call(browser, app, rule)
        allowed = who in TABLE[_general(app, rule.endpoint)]
        refused = status == (401 if who == "anonymous" else 403)
        if allowed == refused or (status >= 500 and rule.endpoint != "ops.ready"):
            wrong.append((rule.endpoint, status))
    assert wrong == []


def _browser(stock: Stock, app: Flask, who: str) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = True
    browser = stock.client(who)
    app.config["WTF_CSRF_ENABLED"] = False
    return browser


class TestClosedReading:
    """`CXWIKI_PUBLIC_READ=false`: nothing is read without signing in."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, public_read=False)

    @pytest.mark.usefixtures("library")
    def test_strangers_read_nothing(self, app: Flask) -> None:
        app.config["WTF_CSRF_ENABLED"] = False
        browser = app.test_client()
        for rule in _routes(app):
            if _general(app, rule.endpoint) in READER_ROUTES:
                assert _call(browser, app, rule) == 401, rule.endpoint

    @pytest.mark.usefixtures("library")
    def test_members_still_read(self, app: Flask, stock: Stock) -> None:
        browser = stock.client("employee")
        assert browser.get("/glossary/kanal").status_code == 200
        assert "employee" in MEMBERS


def test_a_form_without_its_token_changes_nothing(app: Flask, stock: Stock) -> None:
    answer = stock.client("editor").post("/glossary/new", data={"labels-0-text": "Kanal"})
    assert answer.status_code == 400


def test_every_answer_carries_the_security_headers(app: Flask) -> None:
    browser = app.test_client()
    for address in ("/", "/login", "/nowhere", "/api/v1/search?q=x"):
        headers = browser.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\n/x"]
)
def test_nobody_is_redirected_elsewhere(app: Flask, address: str) -> None:
    answer = app.test_client().get("/preferences", query_string={"language": "en", "next": address})
    assert answer.headers["Location"] == "/"


class TestBehindHttps:
    """`CXWIKI_BASE_URL=https://…`: the cookies are bound to this host and this path."""

    @pytest.fixture(params=["", "/cx"])
    def settings(self, settings: Settings, request: pytest.FixtureRequest) -> Settings:
        return dataclasses.replace(settings, base_url=f"https://wiki.example.org{request.param}")

    def test_the_session_cookie_is_secure(self, app: Flask, settings: Settings) -> None:
        answer = app.test_client().get("/login", base_url="https://wiki.example.org")
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Secure-" if settings.sub_path else "__Host-")
        for part in ("Secure", "HttpOnly", "SameSite=Lax", f"Path={settings.sub_path or '/'}"):
            assert part in cookie
