"""A whole kind as one document to print."""

from contextvars import Context

import made_kinds as made
import pytest
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from helpers import count_queries
from printed import GERMAN, complaint, words_of
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create
from wiki.printing import library
from wiki.web.runtime import Runtime


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _terms(session: Session, first: int, last: int) -> None:
    begin_write(session)
    kind = wired(session, Kinds).get("term")
    for each in range(first, last):
        content = made.term(f"Wort {each:03}", f"word {each:03}", related=["wort-000"] if each else [])
        create(session, SYSTEM, kind, Edit(content, intent=Intent.RELEASE))
    session.commit()


def test_the_glossary_stands_in_the_order_of_the_language(client: FlaskClient, session: Session) -> None:
    for title, english in (("Zusage", "commitment"), ("Öffnung", "opening"), ("Ofen", "stove"), ("Ärger", "anger")):
        made.made(session, "term", made.term(title, english))
    german = client.get("/glossary/print", headers=GERMAN).text
    places = [german.index(f">{title}</h3>") for title in ("Ärger", "Ofen", "Öffnung", "Zusage")]
    assert places == sorted(places)
    english = client.get("/glossary/print?lang=en", headers=GERMAN).text
    places = [english.index(f">{title}</h3>") for title in ("anger", "commitment", "opening", "stove")]
    assert places == sorted(places)


def test_links_between_its_entries_stay_inside(client: FlaskClient, session: Session) -> None:
    made.made(session, "term", made.term("Kanal", "channel"))
    confused = [{"entry": "kanal", "difference": made.both("Der Weg, nicht das Ziel", "The way, not the aim")}]
    made.made(session, "term", made.term("Ziel", "aim", confused_with=confused))
    html = client.get("/glossary/print", headers=GERMAN).text
    assert 'id="term-kanal"' in html
    assert 'href="#term-kanal"' in html
    assert 'href="/glossary/kanal"' not in html


def test_a_text_about_attributes_stays_as_it_was_written(client: FlaskClient, session: Session) -> None:
    text = 'Das Feld heißt `<input id="kunde">`, der Verweis `href="/glossary/kanal"`.'
    made.made(session, "term", made.term("Kanal", "channel", note={"de": text}))
    words = words_of(client.get("/glossary/print", headers=GERMAN).text)
    assert '<input id="kunde">' in words
    assert 'href="/glossary/kanal"' in words


def test_the_index_leads_from_every_other_word_to_its_term(client: FlaskClient, session: Session) -> None:
    labels = [made.label("Kanal"), made.label("Weg", status="admitted"), made.label("Schiene", status="deprecated"),
              made.label("Kanahl", status="hidden"), made.label("channel", "en")]  # fmt: skip
    made.made(session, "term", {"labels": labels, "definition": {"de": "Verbindung"}})
    html = client.get("/glossary/print", headers=GERMAN).text
    index = words_of(html[html.index('id="words"') :])
    assert "Weg Kanal" in index
    assert "channel Kanal" in index
    assert '<li class="avoided"><span lang="de">Schiene</span>' in html
    assert "Kanahl" not in html


def test_a_field_of_action_is_a_document_of_its_own(client: FlaskClient, session: Session) -> None:
    made.made(session, "term", made.term("Kanal", "channel", field_of_action="capture"))
    made.made(session, "term", made.term("Ziel", "aim", field_of_action="steer"))
    words = words_of(client.get("/glossary/print?field_of_action=capture", headers=GERMAN).text)
    assert "Kanal" in words
    assert "Ziel" not in words
    assert "Erfassen" in words


def test_processes_stand_as_chapters_with_what_identifies_each(client: FlaskClient, session: Session) -> None:
    complaint(session)
    words = words_of(client.get("/processes/print", headers=GERMAN).text)
    assert "Nummer P-7 · Version 1 · freigegeben am" in words
    assert "Niemand hebt ab" in words


def test_an_empty_library_says_so(client: FlaskClient) -> None:
    for path in ("glossary", "processes", "guidelines"):
        assert client.get(f"/{path}/print").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_number_of_queries_does_not_grow_with_the_terms(
    client: FlaskClient, session: Session, runtime: Runtime
) -> None:
    counts = []
    for first, last in ((0, 3), (3, 12)):
        _terms(session, first, last)
        client.get("/glossary/print")
        with count_queries(runtime.engine) as counted:
            assert client.get("/glossary/print").text.count('class="concept"') == last
        counts.append(counted.selects)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_large_library_is_sent_while_it_is_made(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "AT_ONCE", 5)
    _terms(session, 0, 12)
    answer = client.get("/glossary/print", buffered=False)
    pieces = [piece.decode() for piece in answer.response]
    assert "".join(pieces).count('class="concept"') == 12
    assert "Content-Length" not in answer.headers


def test_who_is_signed_in_gets_it_from_a_server_that_sends_it_piece_by_piece(
    app: Flask, session: Session, stock: Stock
) -> None:
    """As a server asks: nothing around the request holds what is sent after its view has answered."""
    made.made(session, "term", made.term())
    signed_in = stock.client("employee").get_cookie("cxwiki_session")
    assert signed_in is not None
    client = FlaskClient(app, app.response_class, use_cookies=True)
    client.set_cookie("cxwiki_session", signed_in.value)
    for _twice in range(2):
        answer = Context().run(client.get, "/glossary/print")
        assert answer.status_code == 200
        assert answer.text.rstrip().endswith("</html>")
    assert Context().run(client.head, "/glossary/print").status_code == 200
    assert app.extensions["cxwiki"].engine.pool.checkedout() == 0
