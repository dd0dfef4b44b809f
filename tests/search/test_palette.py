"""The palette offers the pages and acts that are open to who asks, and nothing else."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import Stock
from tests.search.conftest import Library


def choices(client: FlaskClient, at: str = "/glossary/") -> list[dict[str, Any]]:
    client.set_cookie("cxwiki_language", "en")
    answer = client.get("/palette", query_string={"at": at})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    found: list[dict[str, Any]] = answer.json
    return found


def labels(client: FlaskClient) -> set[str]:
    return {each["label"] for each in choices(client)}


def test_a_stranger_is_offered_what_strangers_may_do(library: Library, visitor: FlaskClient) -> None:
    offered = labels(visitor)
    assert {"Home", "Glossary", "Departments", "Sign in", "Dark appearance", "Print this page"} <= offered
    assert not {"People", "Inbox", "My profile", "Sign out", "New term", "Administration", "Recycle bin"} & offered


@pytest.mark.parametrize(
    ("role", "more", "never"),
    [
        ("employee", {"Inbox", "People", "New term", "Sign out"}, {"In review", "Administration", "Sign in"}),
        ("editor", {"In review", "New process"}, {"Administration", "Recycle bin"}),
        ("administrator", {"Administration"}, {"Sign in"}),
    ],
)
def test_others_are_offered_what_their_roles_allow(stock: Stock, role: str, more: set[str], never: set[str]) -> None:
    offered = labels(stock.client(role))
    assert more <= offered
    assert not never & offered


@pytest.mark.parametrize("role", ["", "employee", "editor", "cx_manager", "administrator", "auditor"])
def test_every_page_that_is_offered_opens(stock: Stock, visitor: FlaskClient, role: str) -> None:
    client = stock.client(role) if role else visitor
    for choice in choices(client):
        assert choice["url"] or choice["act"], choice
        if choice["url"] and choice["act"] != "post":
            assert client.get(choice["url"]).status_code in (200, 303), choice


def test_switching_the_language_leads_back_to_the_page(visitor: FlaskClient) -> None:
    [german] = [each for each in choices(visitor, "/glossary/?letter=K") if each["label"] == "Language: Deutsch"]
    answer = visitor.get(german["url"])
    assert (answer.status_code, answer.location) == (303, "/glossary/?letter=K")
    for elsewhere in ("https://example.org/", "//example.org", "javascript:alert(1)", ""):
        urls = " ".join(each["url"] for each in choices(visitor, elsewhere))
        assert "example.org" not in urls
        assert "javascript" not in urls
