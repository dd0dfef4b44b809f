"""Entries in the browser: reading, writing, what happens to bad input, and what nobody else may see."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.entries.models import EditDraft, Entry, Revision
from wiki.entries.service import Intent

Csrf = Callable[[str], str]


def form(page: str, csrf: Csrf, **fields: Any) -> dict[str, Any]:
    """What a browser sends from the edit form of a term."""
    found = re.search(r'name="base_revision"[^>]*value="(\d+)"', page)
    return {
        "csrf_token": csrf(page),
        "base_revision": found[1] if found else "0",
        "labels-0-language": "de",
        "labels-0-text": "Kanal",
        "labels-0-status": "preferred",
        "labels-0-type": "full",
        "definition": "Weg zum Kunden",
        "summary": "",
        **fields,
    }


@pytest.fixture
def editor(stock: Stock) -> FlaskClient:
    """An editor's browser."""
    return stock.client("editor")


@pytest.fixture
def released(session: Session, stock: Stock) -> Entry:
    """A released term."""
    return make_term(session, actor=stock.actor(session, "editor"))


def test_an_editor_makes_a_term_and_everybody_reads_it(editor: FlaskClient, csrf: Csrf) -> None:
    page = editor.get("/glossary/new").text
    answer = editor.post("/glossary/new", data=form(page, csrf, intent="release", definition_en="way to the customer"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/glossary/kanal")
    reader = editor.application.test_client()
    german = reader.get("/glossary/kanal", headers={"Accept-Language": "de"}).text
    assert "Weg zum Kunden" in german
    assert "way to the customer" in reader.get("/glossary/kanal", headers={"Accept-Language": "en"}).text


def test_the_edit_form_offers_what_scripts_rely_on(editor: FlaskClient, released: Entry) -> None:
    page = editor.get(f"/glossary/{released.slug}/edit").text
    for name in ("csrf_token", "base_revision", "summary", "minor", "body", "definition", "labels-0-text"):
        assert f'name="{name}"' in page, name


def test_bad_input_is_told_at_the_field_and_nothing_typed_is_lost(
    editor: FlaskClient, csrf: Csrf, session: Session, released: Entry
) -> None:
    page = editor.get("/glossary/kanal/edit").text
    data = form(page, csrf, definition="", note="Das habe ich getippt", **{"labels-0-status": "bogus"})
    answer = editor.post("/glossary/kanal/edit", data=data)
    assert answer.status_code == 422
    assert "Das habe ich getippt" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert session.scalar(select(func.count(Revision.id))) == 1


def test_unchanged_text_comes_back_byte_for_byte(editor: FlaskClient, csrf: Csrf, session: Session) -> None:
    body = "  Eingerückt\n\n\n* Liste\n\t mit Tab  \n\nEnde &amp; <b>"
    page = editor.get("/glossary/new").text
    sent = body.replace("\n", "\r\n")
    assert editor.post("/glossary/new", data=form(page, csrf, intent="release", body=sent)).status_code == 303
    again = editor.get("/glossary/kanal/edit").text
    shown = re.search(r'<textarea[^>]*name="body"[^>]*>\r?\n?(.*?)</textarea>', again, re.DOTALL)
    assert shown is not None
    data = form(
        again, csrf, intent="draft", body=shown[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    )
    assert editor.post("/glossary/kanal/edit", data=data).status_code == 303
    assert session.scalar(select(func.count(Revision.id))) == 1
    revision = session.scalars(select(Revision)).one()
    assert revision.payload["body"]["de"] == body


def test_a_conflict_shows_both_versions_and_keeps_mine_in_the_form(
    editor: FlaskClient, csrf: Csrf, session: Session, stock: Stock, released: Entry
) -> None:
    page = editor.get("/glossary/kanal/edit").text
    note = {"de": "Von der anderen Seite"}
    change(session, released, term_content(definition="Pfad", note=note), 1, actor=stock.actor(session, "cx_manager"))
    answer = editor.post("/glossary/kanal/edit", data=form(page, csrf, definition="Medium"))
    assert answer.status_code == 409
    assert "Pfad" in answer.text
    assert ">Medium</textarea>" in answer.text.replace("\r\n", "").replace(">\n", ">")
    assert "Von der anderen Seite</textarea>" in answer.text
    assert 'value="2"' in answer.text
    resolved = form(answer.text, csrf, definition="Weg oder Medium", note="Von der anderen Seite")
    assert editor.post("/glossary/kanal/edit", data=resolved).status_code == 303


def test_rows_are_added_moved_and_removed_without_script(editor: FlaskClient, csrf: Csrf, released: Entry) -> None:
    page = editor.get("/glossary/kanal/edit").text
    data = form(page, csrf, **{"labels-1-language": "en", "labels-1-text": "channel", "labels-1-status": "preferred"})
    more = editor.post("/glossary/kanal/edit", data={**data, "add": "labels"}).text
    assert 'name="labels-2-text"' in more
    moved = editor.post("/glossary/kanal/edit", data={**data, "up": "labels-1"}).text
    assert re.search(r'name="labels-0-text"[^>]*value="channel"', moved)
    removed = editor.post("/glossary/kanal/edit", data={**data, "remove": "labels-1"}).text
    assert 'name="labels-1-text"' not in removed


def test_what_was_typed_survives_on_the_server(
    editor: FlaskClient, csrf: Csrf, session: Session, released: Entry
) -> None:
    page = editor.get("/glossary/kanal/edit").text
    kept = editor.post("/glossary/kanal/edit/draft", data=form(page, csrf, note="Halb fertig"))
    assert kept.status_code == 200
    assert "Halb fertig" in editor.get("/glossary/kanal/edit").text
    assert "Halb fertig" not in editor.get("/glossary/kanal/edit?draft=ignore").text
    again = editor.get("/glossary/kanal/edit").text
    editor.post("/glossary/kanal/edit", data=form(again, csrf, note="Fertig"))
    assert session.scalar(select(func.count(EditDraft.id))) == 0


def test_text_sent_after_the_session_ended_is_there_after_signing_in(
    editor: FlaskClient, csrf: Csrf, released: Entry, stock: Stock
) -> None:
    data = form(editor.get("/glossary/kanal/edit").text, csrf, note="Nicht verlieren <b>")
    browser = editor.application.test_client()
    answer = browser.post("/glossary/kanal/edit", data=data)
    assert answer.status_code == 401
    hidden = dict(re.findall(r'<input[^>]*name="(csrf_token|next|kept)"[^>]*value="([^"]*)"', answer.text))
    unescaped = {
        name: value.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">") for name, value in hidden.items()
    }
    signed = browser.post(
        "/login",
        data={**unescaped, "email": "rita.redaktion@example.org", "password": "correct horse battery staple"},
    )
    assert (signed.status_code, signed.headers["Location"]) == (303, "/glossary/kanal/edit")
    assert "Nicht verlieren &lt;b&gt;" in browser.get("/glossary/kanal/edit").text


def test_an_employee_suggests_an_editor_compares_and_releases(
    editor: FlaskClient, csrf: Csrf, stock: Stock, session: Session, released: Entry
) -> None:
    employee = stock.client("employee")
    page = employee.get("/glossary/kanal/edit").text
    sent = employee.post("/glossary/kanal/edit", data=form(page, csrf, definition="Weg zur Kundin", summary="genauer"))
    assert sent.status_code == 303
    assert "Weg zum Kunden" in employee.get("/glossary/kanal").text
    assert "genauer" in editor.get("/review").text
    compared = editor.get("/glossary/kanal/compare/1..2").text
    assert "<ins>" in compared
    assert "<del>" in compared
    decision = editor.get("/glossary/kanal/revisions/2/release").text
    done = editor.post("/glossary/kanal/revisions/2/release", data={"csrf_token": csrf(decision)})
    assert done.status_code == 303
    assert "Weg zur Kundin" in employee.application.test_client().get("/glossary/kanal").text


def test_drafts_and_proposals_are_seen_by_their_authors_and_writers_only(
    editor: FlaskClient, stock: Stock, session: Session, released: Entry
) -> None:
    author = stock.actor(session, "employee")
    change(session, released, term_content(definition="Heimlich"), 1, actor=author, note="Heimlich neu")
    make_term(session, "Geheim", actor=stock.actor(session, "editor"), intent=Intent.DRAFT)
    stranger = stock.client("auditor")
    anonymous = editor.application.test_client()
    for browser in (stranger, anonymous):
        assert "Heimlich" not in browser.get("/glossary/kanal").text
        assert "Geheim" not in browser.get("/glossary/").text
        assert browser.get("/glossary/geheim").status_code == 404
    assert "Heimlich" not in stranger.get("/glossary/kanal/history").text
    assert stranger.get("/glossary/kanal/revisions/2").status_code == 404
    assert stranger.get("/glossary/kanal/compare/1..2").status_code == 404
    assert stock.client("employee").get("/glossary/kanal/revisions/2").status_code == 200
    assert editor.get("/glossary/geheim").status_code == 200


def test_a_suggestion_that_was_merged_stays_with_its_author_and_writers(
    editor: FlaskClient, stock: Stock, session: Session, csrf: Csrf, released: Entry
) -> None:
    suggested = term_content(definition="Weg", note={"de": "Heimlich"})
    change(session, released, suggested, 1, actor=stock.actor(session, "employee"))
    later = term_content(example={"de": "Beispiel"})
    change(session, released, later, 1, actor=stock.actor(session, "editor"), intent=Intent.RELEASE)
    token = csrf(editor.get("/glossary/kanal/revisions/2/release").text)
    editor.post("/glossary/kanal/revisions/2/release", data={"csrf_token": token})
    stranger = stock.client("auditor")
    assert stranger.get("/glossary/kanal/revisions/4").status_code == 200
    assert stranger.get("/glossary/kanal/revisions/2").status_code == 404
    assert stranger.get("/glossary/kanal/history").text.count("/glossary/kanal/revisions/2") == 0
    assert stock.client("employee").get("/glossary/kanal/revisions/2").status_code == 200
    assert "Eingearbeitet" in editor.get("/glossary/kanal/history").text


def test_names_are_shown_after_signing_in_only(editor: FlaskClient, released: Entry) -> None:
    assert "Rita Redaktion" in editor.get("/glossary/kanal").text
    assert "Rita Redaktion" not in editor.application.test_client().get("/glossary/kanal").text


def test_a_former_address_leads_to_the_present_one(editor: FlaskClient, csrf: Csrf, released: Entry) -> None:
    page = editor.get("/glossary/kanal/rename").text
    assert (
        editor.post("/glossary/kanal/rename", data={"csrf_token": csrf(page), "slug": "Ungültig!"}).status_code == 422
    )
    done = editor.post("/glossary/kanal/rename", data={"csrf_token": csrf(page), "slug": "vertriebskanal"})
    assert done.headers["Location"] == "/glossary/vertriebskanal"
    old = editor.get("/glossary/kanal?x=1")
    assert (old.status_code, old.headers["Location"]) == (308, "/glossary/vertriebskanal?x=1")


def test_the_list_filters_and_exports_without_formulas(editor: FlaskClient, session: Session, stock: Stock) -> None:
    actor = stock.actor(session, "editor")
    make_term(session, "=SUMME(A1)", actor=actor, field_of_action="design")
    make_term(session, "Kanal", actor=actor)
    listed = editor.get("/glossary/?field_of_action=design").text
    assert "=SUMME(A1)" in listed
    assert ">Kanal<" not in listed
    exported = editor.get("/glossary/?format=csv", headers={"Accept-Language": "de"})
    assert "\r\n'=SUMME(A1);" in exported.text
    assert exported.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999999999999999999", "page=x", "status='--", "q=%00%ff", "q=" + "a" * 5000]
)
def test_an_absurd_address_is_no_error(editor: FlaskClient, query: str) -> None:
    assert editor.get(f"/glossary/?{query}").status_code in (200, 400, 404)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["base_revision", "labels-0-language", "labels-9999-text", "intent", "broader-0-entry", "review_months",
                         "related", "sources-0-url", "minor", "definition", "add", "remove", "up"]),
        st.text(max_size=40),
    )
)  # fmt: skip
def test_an_arbitrary_form_never_breaks_the_page(editor: FlaskClient, csrf: Csrf, fields: dict[str, str]) -> None:
    page = editor.get("/glossary/new?draft=ignore").text
    answer = editor.post("/glossary/new", data=form(page, csrf, **fields))
    assert answer.status_code in (200, 303, 409, 422)


def test_customer_data_are_asked_about_once(editor: FlaskClient, csrf: Csrf, released: Entry) -> None:
    page = editor.get("/glossary/kanal/edit").text
    data = form(page, csrf, note="Frau Beispiel, beispiel@kundin.example")
    asked = editor.post("/glossary/kanal/edit", data=data)
    assert asked.status_code == 422
    assert "beispiel@kundin.example" in asked.text
    assert editor.post("/glossary/kanal/edit", data={**data, "no_customer_data": "y"}).status_code == 303
    again = form(
        editor.get("/glossary/kanal/edit").text, csrf, note="Frau Beispiel, beispiel@kundin.example", example="neu"
    )
    assert editor.post("/glossary/kanal/edit", data=again).status_code == 303
