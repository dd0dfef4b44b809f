"""Two who do the same at the same moment, and what other sites send."""

import threading

import pytest
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry, Watch
from wiki.entries.service import Edit, Intent, create

CONTENT = {"labels": [{"language": "de", "text": "Kanal", "status": "preferred"}], "definition": {"de": "Weg"}}


@pytest.fixture
def editor(app: Flask, session: Session, stock: Stock) -> FlaskClient:
    """An editor's browser, in a wiki with the term `kanal`."""
    begin_write(session)
    create(session, SYSTEM, wired(session, Kinds).get("term"), Edit(CONTENT, intent=Intent.RELEASE))
    session.commit()
    client = stock.client("editor")
    app.config["WTF_CSRF_ENABLED"] = False
    return client


def _all_at_once(editor: FlaskClient, address: str, data: dict[str, str], number: int = 6) -> list[int]:
    ready, statuses = threading.Barrier(number), []
    cookie = editor.get_cookie("cxwiki_session")
    assert cookie is not None

    def send() -> None:
        client = editor.application.test_client()
        client.set_cookie(cookie.key, cookie.value)
        ready.wait()
        statuses.append(client.post(address, data=data).status_code)

    threads = [threading.Thread(target=send) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_entries_of_one_name_made_at_once_get_an_address_each_or_a_conflict(
    editor: FlaskClient, session: Session
) -> None:
    data = {"labels-0-language": "de", "labels-0-text": "Neu", "labels-0-status": "preferred", "definition": "Neues"}
    statuses = _all_at_once(editor, "/glossary/new", data)
    assert set(statuses) <= {303, 409}
    made = session.scalar(select(func.count(Entry.id)).where(Entry.slug.startswith("neu")))
    assert made == statuses.count(303) >= 1


def test_pressing_watch_several_times_at_once_is_no_error(editor: FlaskClient, session: Session) -> None:
    assert set(_all_at_once(editor, "/glossary/kanal/watch", {})) <= {303, 409}
    assert (session.scalar(select(func.count()).select_from(Watch)) or 0) <= 1


def test_what_another_site_sends_is_not_kept_for_who_signs_in(editor: FlaskClient, app: Flask) -> None:
    stranger = app.test_client()
    own = stranger.post("/glossary/kanal/edit", data={"definition": "Meins"})
    foreign = stranger.post(
        "/glossary/kanal/edit", data={"definition": "Fremd"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert (own.status_code, foreign.status_code) == (401, 401)
    assert "Meins" in own.text
    assert "Fremd" not in foreign.text
