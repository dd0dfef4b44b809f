"""The history people understand: who, when, why, what changed, and what held when."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from helpers import count_queries
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.entries import queries
from wiki.entries.models import Entry
from wiki.entries.release import reject
from wiki.entries.service import Intent
from wiki.web.runtime import Runtime

HISTORY = "/glossary/kanal/history"


@pytest.fixture
def term(session: Session, stock: Stock) -> Entry:
    """Released, changed, changed slightly three times, each by the editor."""
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(definition="Weg zu Kunden"), 1, actor=editor, intent=Intent.RELEASE,
           note="Mehrzahl")  # fmt: skip
    for number in (2, 3, 4):
        content = term_content(definition=f"Weg zu Kunden{'.' * number}")
        change(session, entry, content, number, actor=editor, intent=Intent.RELEASE, minor=True)
    return entry


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.usefixtures("term")
def test_each_version_says_why_and_what_it_changed(stock: Stock) -> None:
    page = _text(stock.client("editor").get(HISTORY, headers={"Accept-Language": "de"}).text)
    assert "Mehrzahl" in page
    assert "Definition (Deutsch) geändert" in page
    assert "Erste Version" in page
    assert "Rita Redaktion" in page


@pytest.mark.usefixtures("term")
def test_small_changes_are_folded_but_never_the_released_one(stock: Stock) -> None:
    page = stock.client("editor").get(HISTORY).text
    folded = re.search(r'class="version-folded">(.*?)</details>', page, re.DOTALL)
    assert folded
    assert re.findall(r'id="version-(\d+)"', folded[1]) == ["4", "3"]
    assert re.findall(r'id="version-(\d+)"', page) == ["5", "4", "3", "2", "1"]


def test_a_long_history_is_paged_and_costs_the_same(
    app: Flask, runtime: Runtime, session: Session, stock: Stock, term: Entry
) -> None:
    client = stock.client("editor")
    client.get(HISTORY)
    with count_queries(runtime.engine) as short:
        client.get(HISTORY)
    for number in range(5, 50):
        change(session, term, term_content(definition=f"Weg {number}"), number, actor=SYSTEM)
    with count_queries(runtime.engine) as long:
        page = client.get(HISTORY).text
    assert long.selects == short.selects
    assert len(re.findall(r'id="version-\d+"', page)) == 40
    assert re.findall(r'id="version-(\d+)"', client.get(f"{HISTORY}?page=2").text)[-1] == "1"


def test_drafts_and_what_was_sent_back_stay_with_their_authors_and_writers(
    session: Session, stock: Stock, term: Entry
) -> None:
    other = stock.make("Otto Anders")
    change(session, term, term_content(definition="ein Entwurf"), 5, actor=stock.actor(session, "editor"))
    change(session, term, term_content(definition="ein Vorschlag"), 5, actor=stock.actor(session, "employee"),
           intent=Intent.REVIEW)  # fmt: skip
    begin_write(session)
    found = queries.revision(session, term.id, 7)
    assert found is not None
    reject(session, stock.actor(session, "editor"), found, "Bitte genauer")
    session.commit()

    def seen(client: FlaskClient) -> list[str]:
        return re.findall(r'id="version-(\d+)"', client.get(HISTORY).text)

    assert seen(stock.client("editor"))[:2] == ["7", "6"]
    assert seen(stock.client("employee"))[:2] == ["7", "5"]
    assert "Bitte genauer" in stock.client("employee").get(HISTORY).text
    assert other
    assert seen(stock.sign_in("otto.anders@example.org"))[0] == "5"


@pytest.mark.usefixtures("term")
def test_two_versions_are_chosen_in_any_order(stock: Stock) -> None:
    client = stock.client("employee")
    answer = client.get("/glossary/kanal/compare?from=5&to=2")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/glossary/kanal/compare/2..5")
    assert client.get("/glossary/kanal/compare?from=5&to=99").status_code == 404
    assert client.get("/glossary/kanal/compare").headers["Location"] == HISTORY


def test_what_changed_since_a_day(session: Session, stock: Stock) -> None:
    with clock.frozen(datetime(2026, 3, 1, 9, tzinfo=UTC)):
        entry = make_term(session)
    with clock.frozen(datetime(2026, 5, 1, 9, tzinfo=UTC)):
        change(session, entry, term_content(definition="anders"), 1, intent=Intent.RELEASE)
    client = stock.client("employee")
    since = "/glossary/kanal/compare?since="
    assert client.get(f"{since}2026-04-01").headers["Location"] == "/glossary/kanal/compare/1..2"
    assert client.get(f"{since}2026-05-01").headers["Location"] == "/glossary/kanal/compare/2..2"
    assert client.get(f"{since}2026-02-01").headers["Location"] == "/glossary/kanal/compare/0..2"
    tomorrow = (clock.now() + timedelta(days=2)).date()
    assert client.get(f"{since}{tomorrow}").headers["Location"] == HISTORY
    assert client.get(f"{since}gestern").headers["Location"] == HISTORY


@pytest.mark.usefixtures("term")
def test_a_comparison_marks_words_for_eyes_and_ears_in_either_view(stock: Stock) -> None:
    client = stock.client("employee")
    address = "/glossary/kanal/compare/1..2"
    both, sides, inline = (client.get(f"{address}{view}").text for view in ("", "?view=sides", "?view=inline"))
    for page in (both, sides, inline):
        assert re.search(r"<ins><span[^>]*>\[[^<]+ </span>zu<", page)
        assert re.search(r"<del><span[^>]*>\[[^<]+ </span>zum<", page)
    assert 'class="both"' in both
    assert 'class="old"' in both
    assert 'class="both"' not in sides
    assert 'class="old"' not in inline
    assert "<ins>" not in client.get(f"{address}?in=en").text
    assert "<ins>" not in client.get("/glossary/kanal/compare/2..2").text
