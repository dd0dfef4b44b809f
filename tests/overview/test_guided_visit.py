"""Being shown around: once, at one's own pace, left at any time and found again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from helpers import count_queries
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create
from wiki.overview.models import GuidedVisit
from wiki.overview.stops import STOPS
from wiki.people.models import Person

Csrf = Callable[[str], str]


def _post(client: FlaskClient, csrf: Csrf, address: str, **fields: Any) -> Any:
    token = csrf(client.get("/visit/").text)
    return client.post(address, data={"csrf_token": token, **fields})


def _client(stock: Any, role: str = "employee") -> FlaskClient:
    client: FlaskClient = stock.client(role)
    client.set_cookie("cxwiki_language", "en")
    return client


@pytest.fixture
def library(session: Session, stock: Any) -> None:
    """One released term, so that there is something to show."""
    editor = stock.actor(session, "editor")
    begin_write(session)
    label = {"language": "en", "text": "Handover", "type": "full", "status": "preferred"}
    edit = Edit({"labels": [label], "definition": {"en": "What it means"}}, intent=Intent.RELEASE)
    create(session, editor, wired(session, Kinds).get("term"), edit)
    session.commit()


@pytest.mark.usefixtures("library")
def test_somebody_is_shown_around_leaves_and_finds_it_again(
    stock: Any, csrf: Csrf, session: Session, runtime: Any
) -> None:
    client = _client(stock)
    assert 'class="visit-offer"' in client.get("/").text
    page = client.get("/visit/").text
    assert "Look it up" in page
    assert "Once more" not in page
    begun = _post(client, csrf, "/visit/", stop="1")
    assert (begun.status_code, begun.location) == (303, "/#visit-1")
    words = client.get("/visit/stops/1").text
    assert 'data-at=".hero .find|.top .find"' in words
    assert 'name="stop" value="2"' in words
    assert _post(client, csrf, "/visit/", stop="2").location.endswith("#visit-2")
    assert "Go on where you were" in client.get("/visit/").text
    with count_queries(runtime.engine) as counted:
        assert "Go on" in client.get("/").text
    assert counted.selects < 40
    left = _post(client, csrf, "/visit/end", next="/glossary/")
    assert (left.status_code, left.location) == (303, "/glossary/")
    assert "in the menu at your name" in client.get("/glossary/").text
    home = client.get("/").text
    assert 'class="visit-offer"' not in home
    assert 'href="/visit/"' in home
    assert "Once more" in client.get("/visit/").text
    row = session.scalars(select(GuidedVisit)).one()
    assert (row.round, row.stop, row.ended_on) == ("employee", 2, clock.company_day(session))


def test_what_is_no_stop_is_told_and_strangers_sign_in_first(stock: Any, csrf: Csrf, app: Any) -> None:
    client = _client(stock)
    assert client.get("/visit/stops/99").status_code == 404
    assert _post(client, csrf, "/visit/", stop="99").status_code == 404
    assert _post(client, csrf, "/visit/end", next="https://example.org").location == "/"
    stranger = app.test_client()
    assert stranger.get("/visit/").status_code == 303
    assert "data-visit" not in stranger.get("/").text


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("role", "title", "there"),
    [
        ("employee", "For everybody", "/tasks/"),
        ("editor", "For editors", "/dashboard/editors"),
        ("cx_manager", "For the CX management", "/dashboard/company"),
    ],
)
def test_each_role_sees_its_own_pages(stock: Any, role: str, title: str, there: str) -> None:
    client = _client(stock, role)
    page = client.get("/visit/").text
    assert title in page
    assert f'href="{there}' in page
    assert 4 <= page.count('class="visit-open"') <= 7


@pytest.mark.usefixtures("library")
def test_who_is_new_gets_the_visit_for_newcomers_and_a_new_role_its_own(
    stock: Any, csrf: Csrf, session: Session
) -> None:
    client = _client(stock)
    begin_write(session)
    session.execute(update(Person).values(joined_on=clock.company_day(session) - timedelta(days=3)))
    session.commit()
    assert "For whoever is new" in client.get("/visit/").text
    _post(client, csrf, "/visit/end")
    assert 'class="visit-offer"' not in client.get("/").text
    begin_write(session)
    session.execute(update(Person).values(joined_on=None))
    session.execute(update(GuidedVisit).values(round="editor"))
    session.commit()
    assert 'class="visit-offer"' in client.get("/").text


def test_every_stop_has_a_page(app: Any) -> None:
    kinds = {"term.page", "process.page", "touchpoint.page"}
    missing = {each.endpoint for stops in STOPS.values() for each in stops} - set(app.view_functions)
    assert missing <= kinds | {"learning.mine", "learning.people", "missing_terms.index"}
