"""What scripts of other people rely on: forms by plain HTTP, search and suggestions as JSON."""

import re

from playwright.sync_api import APIRequestContext, APIResponse
from running_wiki import PASSWORD, RunningWiki
from visits import Visits

Fields = dict[str, str]


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found[1]


def _signed_in(visits: Visits, email: str) -> APIRequestContext:
    program = visits().context.request
    token = _hidden(program.get("/login").text(), "csrf_token")
    answer = program.post("/login", form={"email": email, "password": PASSWORD, "csrf_token": token}, max_redirects=0)
    assert answer.status == 303
    return program


def _edit(program: APIRequestContext, address: str, base: str = "", **fields: str) -> APIResponse:
    page = program.get(f"{address}/edit").text()
    form: Fields = {
        "csrf_token": _hidden(page, "csrf_token"),
        "base_revision": base or _hidden(page, "base_revision"),
        "summary": "by a script",
        "title": "Skript",
        **fields,
    }
    return program.post(f"{address}/edit", form=form, max_redirects=0)


def test_an_edit_by_plain_posts(visits: Visits, wiki: RunningWiki) -> None:
    address = wiki.add("guideline", {"title": {"de": "Skript"}, "body": {"de": "Anfang"}}, "by-script")
    program = _signed_in(visits, "editor@example.org")

    saved = _edit(program, address, body="Eins")
    assert saved.status == 303
    assert saved.headers["location"].endswith(address)

    conflict = _edit(program, address, base="1", body="Zwei")
    assert conflict.status == 409
    assert "Eins" in conflict.text()
    assert "Zwei" in conflict.text()

    wrong = _edit(program, address, title="", body="Drei")
    assert wrong.status == 422
    assert "Drei" in wrong.text()

    unknown = program.post(f"{address}/edit", form={"title": "Skript", "body": "Vier"}, max_redirects=0)
    assert unknown.status == 400


def test_search_as_json(visits: Visits) -> None:
    program = visits().context.request
    answer = program.get("/api/v1/search", params={"q": "Customer Journey"})
    assert answer.headers["content-type"] == "application/json"
    found = answer.json()
    assert {"total", "took_ms", "suggestion", "results"} <= set(found)
    first = found["results"][0]
    assert {"kind", "slug", "title", "url", "status", "matched", "snippet"} <= set(first)
    assert (first["kind"], first["slug"], first["status"]) == ("term", "customer-journey", "released")
    assert first["url"] == "/glossary/customer-journey"
    assert program.get("/api/v1/search", params={"q": "zzzzzz"}).json()["total"] == 0


def test_suggestions_as_json(visits: Visits) -> None:
    program = visits().context.request
    found = program.get("/suggest", params={"q": "kundenr"}).json()
    assert {"label", "title", "kind", "url"} <= set(found[0])
    assert (found[0]["label"], found[0]["url"]) == ("Kundenreise", "/glossary/customer-journey")


def test_the_server_tells_how_it_is(visits: Visits) -> None:
    program = visits().context.request
    assert program.get("/healthz").status == 200
    assert program.get("/readyz").status == 200
