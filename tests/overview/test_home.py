"""The home page: what waits for whom, what is new, a term to discover, the ways in."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from helpers import count_queries
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create
from wiki.games.of_the_day import discovery

Make = Callable[..., int]


@pytest.fixture
def make(session: Any, stock: Any) -> Make:
    """Releases a term, or leaves it where `intent` says."""

    def made(title: str, intent: Intent = Intent.RELEASE, role: str = "editor", **content: Any) -> int:
        actor = stock.actor(session, role)
        begin_write(session)
        label = {"language": "en", "text": title, "type": "full", "status": "preferred"}
        payload = {"labels": [label], "definition": {"en": f"What {title} means"}, **content}
        saved = create(session, actor, wired(session, Kinds).get("term"), Edit(payload, intent=intent))
        number = int(saved.entry.id)
        session.commit()
        return number

    return made


def _home(client: FlaskClient, query: str = "") -> str:
    client.set_cookie("cxwiki_language", "en")
    return str(client.get(f"/{query}").text)


def test_on_the_first_day_it_says_what_to_do_next(stock: Any, app: Flask) -> None:
    assert "An empty library" in _home(app.test_client())
    assert "cxwiki init --starter" in _home(stock.client("administrator"))
    assert 'href="/glossary/new"' in _home(stock.client("editor"))


def test_strangers_see_what_was_released_and_nothing_that_waits(stock: Any, app: Flask, make: Make) -> None:
    make("Handover")
    make("Secret draft", Intent.DRAFT)
    page = _home(app.test_client())
    assert "What Handover means" in page
    assert "Secret draft" not in page
    assert "For you" not in page


def test_editors_find_what_waits_for_their_decision_and_its_author_what_became_of_it(stock: Any, make: Make) -> None:
    make("Callback", Intent.REVIEW, role="employee")
    page = _home(stock.client("editor"))
    assert "Waits for your decision" in page
    assert 'href="/glossary/callback/revisions/1/release"' in page
    page = _home(stock.client("employee"))
    assert "You suggested" in page
    assert "nobody has decided yet" in page


def test_what_is_due_for_review_is_put_before_those_who_may_write(session: Any, stock: Any, make: Make) -> None:
    number = make("Handover")
    assert "To be looked at again" not in _home(stock.client("editor"))
    begin_write(session)
    session.execute(update(Entry).where(Entry.id == number).values(next_review=clock.now().date() - timedelta(days=1)))
    session.commit()
    assert "To be looked at again" in _home(stock.client("editor"))
    assert "To be looked at again" not in _home(stock.client("employee"))


def test_what_was_begun_and_not_saved_is_found_again(stock: Any, make: Make, csrf: Callable[[str], str]) -> None:
    make("Handover")
    client = stock.client("editor")
    token = csrf(client.get("/glossary/handover/edit").text)
    kept = client.post("/glossary/handover/edit/draft", data={"csrf_token": token, "base_revision": "1"})
    assert kept.status_code < 300
    page = _home(client)
    assert "You began and did not save" in page
    assert 'href="/glossary/handover/edit"' in page


def test_going_from_term_to_term_shows_each_once_before_the_first_comes_back(session: Any, make: Make) -> None:
    made = {f"term-{letter}" for letter in "abcdefg"}
    for slug in made:
        make(slug)
    seen = []
    slug = ""
    for _ in made:
        found = discovery(session, date(2026, 11, 22), slug)
        assert found is not None
        seen.append(found.term.slug)
        slug = found.following
    assert set(seen) == made
    assert slug == seen[0]


def test_the_term_in_the_address_is_shown_with_its_example(app: Flask, make: Make) -> None:
    make("Handover", example={"en": "The fitter tells the hotline."})
    make("Callback")
    page = _home(app.test_client(), "?term=handover")
    assert "The fitter tells the hotline." in page
    assert 'href="/?term=callback#discover"' in page


def test_newcomers_are_shown_the_first_steps_until_they_send_them_away(app: Flask, make: Make) -> None:
    make("Handover")
    client = app.test_client()
    assert "New here?" in _home(client)
    assert client.get("/preferences?welcome=off&next=/").status_code == 303
    assert "New here?" not in _home(client)


def test_its_queries_do_not_grow_with_the_library(
    app: Flask, runtime: Any, session: Any, stock: Any, make: Make
) -> None:
    client = stock.client("editor")

    def asked() -> int:
        _home(client)
        with count_queries(runtime.engine) as counted:
            _home(client)
        return counted.selects

    for number in range(2):
        make(f"First {number}")
        make(f"Waiting {number}", Intent.REVIEW, role="employee")
    _all_overdue(session)
    before = asked()
    for number in range(5):
        make(f"More {number}")
        make(f"Still waiting {number}", Intent.REVIEW, role="employee")
    _all_overdue(session)
    assert asked() == before
    assert len(session.scalars(select(Entry)).all()) == 14


def _all_overdue(session: Session) -> None:
    begin_write(session)
    session.execute(update(Entry).values(next_review=date(2020, 1, 1)))
    session.commit()
