"""What the edit page offers beside its fields, all of it without script."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from flask.testing import FlaskClient
from helpers import count_queries
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.entries.models import Entry, Revision
from wiki.web.runtime import Runtime

Csrf = Callable[[str], str]
ADDRESS = "/glossary/kanal/edit"


def _form(page: str, csrf: Csrf, **fields: Any) -> dict[str, Any]:
    base = re.search(r'name="base_revision"[^>]*value="(\d+)"', page)
    label = {"labels-0-language": "de", "labels-0-text": "Kanal", "labels-0-status": "preferred"}
    given = {"csrf_token": csrf(page), "base_revision": base[1] if base else "0", "definition": "Weg zum Kunden"}
    return {**given, **label, **fields}


@pytest.fixture
def editor(stock: Stock) -> FlaskClient:
    """An editor's browser, in English."""
    return _english(stock.client("editor"))


def _english(browser: FlaskClient) -> FlaskClient:
    browser.set_cookie("cxwiki_language", "en")
    return browser


@pytest.fixture
def term(session: Session, stock: Stock) -> Entry:
    """A released term."""
    return make_term(session, actor=stock.actor(session, "editor"))


def _newest(session: Session) -> dict[str, Any]:
    session.rollback()
    return dict(session.scalars(select(Revision).order_by(Revision.id.desc())).first().payload)  # type: ignore[union-attr]


def test_labels_stand_in_one_table_and_links_tell_titles(session: Session, stock: Stock, editor: FlaskClient) -> None:
    make_term(session, "Marke", actor=stock.actor(session, "editor"))
    make_term(session, actor=stock.actor(session, "editor"), related=["marke", "nowhere"])
    page = unescape(editor.get(ADDRESS).text)
    heads = re.search(r'<table class="row-table">.*?</thead>', page, re.DOTALL)
    assert heads is not None
    assert re.findall(r'<th scope="col">(\w+)</th>', heads[0]) == ["Language", "Label", "Type", "Status"]
    assert 'data-titles="[["marke", "Marke"]]"' in page
    assert 'value="marke, nowhere"' in page


def test_the_page_costs_the_same_however_many_links_it_names(
    session: Session, stock: Stock, editor: FlaskClient, runtime: Runtime
) -> None:
    actor = stock.actor(session, "editor")
    others = [make_term(session, f"Wort {number}", actor=actor).slug for number in range(12)]
    make_term(session, actor=actor, related=others[:1])
    make_term(session, "Pfad", actor=actor, related=others)
    editor.get(ADDRESS)
    counts = []
    for slug in ("kanal", "pfad"):
        with count_queries(runtime.engine) as counted:
            assert editor.get(f"/glossary/{slug}/edit").status_code == 200
        counts.append(counted.selects)
    assert counts[0] == counts[1]


def test_what_was_typed_last_time_is_shown_with_its_difference(
    editor: FlaskClient, csrf: Csrf, session: Session, stock: Stock, term: Entry
) -> None:
    page = editor.get(ADDRESS).text
    editor.post(f"{ADDRESS}/draft", data=_form(page, csrf, definition="Weg zur Kundin", **{"pasted-labels": "x"}))
    again = editor.get(ADDRESS).text
    assert "This is what you typed last time and did not save." in again
    assert re.search(r"What you had changed.*Kundin", again, re.DOTALL)
    change(session, term, term_content(note={"de": "Neu"}), 1, actor=stock.actor(session, "cx_manager"))
    assert "Version 2 was saved since" in editor.get(ADDRESS).text
    assert editor.post(f"{ADDRESS}/draft/discard", data={"csrf_token": csrf(again)}).status_code == 303
    assert "did not save" not in editor.get(ADDRESS).text


def test_hints_come_while_writing_and_only_when_they_change(editor: FlaskClient, csrf: Csrf, term: Entry) -> None:
    page = editor.get(ADDRESS).text
    unfinished = _form(page, csrf, definition="Der Weg", **{"labels-1-language": "en", "review_months": "soon"})
    shown = editor.post("/glossary/preview/hints", data=unfinished)
    assert "Leave the article at the beginning out" in shown.text
    known = re.search(r'name="hints_shown" value="([^"]*)"', shown.text)
    assert known is not None
    again = editor.post("/glossary/preview/hints", data={**unfinished, "hints_shown": unescape(known[1])})
    assert again.status_code == 204


def test_words_out_of_use_are_told_with_what_to_say_instead(
    editor: FlaskClient, csrf: Csrf, session: Session, stock: Stock
) -> None:
    actor = stock.actor(session, "editor")
    old = {"language": "de", "text": "Firmenzeichen", "status": "deprecated"}
    labels = [{"language": "de", "text": "Marke", "status": "preferred"}, old]
    make_term(session, "Marke", actor=actor, labels=labels)
    make_term(session, actor=actor)
    page = editor.get(ADDRESS).text
    typed = _form(page, csrf, definition="Weg des **Firmenzeichens**", note="Das Firmenzeichen")
    shown = unescape(editor.post("/glossary/preview/hints?of=kanal", data=typed).text)
    assert "“Firmenzeichens” is out of use: better “Marke”." in shown
    own = unescape(editor.post("/glossary/preview/hints?of=marke", data=typed).text)
    assert "out of use" not in own
    guideline = {"csrf_token": csrf(page), "title": "Zum Firmenzeichen", "body": "Das Firmenzeichen bleibt."}
    assert "out of use" in editor.post("/guidelines/preview/hints", data=guideline).text
    assert editor.post("/glossary/preview/hints?of=nowhere", data=typed).status_code == 404


def test_a_process_is_drawn_while_it_is_typed_with_what_is_missing_left_open(editor: FlaskClient, csrf: Csrf) -> None:
    page = editor.get("/processes/new").text
    typed = {
        "csrf_token": csrf(page),
        "steps-0-lane": "customer",
        "steps-0-title": "Anrufen",
        "steps-1-title": "Noch ohne Bahn",
        "steps-2-lane": "backstage",
        "steps-2-happens": "Jemand prüft",
    }
    drawn = editor.post("/processes/preview/drawing", data=typed).text
    assert "Anrufen" in drawn
    assert "Noch ohne Bahn" not in drawn
    assert list(dict.fromkeys(re.findall(r'href="#step-(row-\d)"', drawn))) == ["row-0", "row-2"]
    assert editor.post("/glossary/preview/drawing", data=typed).status_code == 404
    empty = editor.post("/processes/preview/drawing", data={"csrf_token": csrf(page)})
    assert "<table" not in empty.text


def test_pasted_rows_are_shown_first_and_then_join_the_form(editor: FlaskClient, csrf: Csrf, session: Session) -> None:
    page = editor.get("/processes/new").text
    pasted = "Lane\tStep\ncustomer\tCall\nsofa\tSit"
    typed = {"csrf_token": csrf(page), "title": "Anruf", "steps-0-title": "Vorher", "pasted-steps": pasted}
    shown = editor.post("/processes/preview/rows", data={**typed, "rows": "steps"}).text
    assert "2 rows" in shown
    assert "1 row needs a look" in shown
    assert editor.post("/processes/preview/rows", data={**typed, "rows": "title"}).status_code == 404
    inserted = editor.post("/processes/new", data={**typed, "paste": "steps"})
    assert inserted.status_code == 200
    assert re.findall(r'name="steps-\d-title_en"[^>]*value="(\w*)"', inserted.text) == ["", "Call", "Sit"]
    assert 'value="Vorher"' in inserted.text
    assert "data-changed" in inserted.text
    assert session.scalar(select(func.count(Revision.id))) == 0


def test_a_conflict_is_settled_by_choosing_and_the_rest_stays_mine(
    editor: FlaskClient, csrf: Csrf, session: Session, stock: Stock, term: Entry
) -> None:
    page = editor.get(ADDRESS).text
    change(session, term, term_content(definition="Pfad"), 1, actor=stock.actor(session, "cx_manager"))
    refused = editor.post(ADDRESS, data=_form(page, csrf, definition="Medium", note="Meins"))
    assert refused.status_code == 409
    assert re.findall(r'name="resolve-definition-de" value="(\w+)"', refused.text) == ["theirs", "mine", "both"]
    answer = _form(refused.text, csrf, definition="Medium", note="Meins", **{"resolve-definition-de": "both"})
    assert editor.post(ADDRESS, data=answer).status_code == 303
    assert _newest(session)["definition"] == {"de": "Pfad\n\nMedium"}
    assert _newest(session)["note"] == {"de": "Meins"}


def test_the_old_word_stays_a_label_when_the_preferred_one_changes(
    editor: FlaskClient, csrf: Csrf, session: Session, term: Entry
) -> None:
    page = editor.get(ADDRESS).text
    assert 'name="keep_old_names"' in page
    renamed = _form(page, csrf, keep_old_names="y", **{"labels-0-text": "Vertriebsweg"})
    assert editor.post(ADDRESS, data=renamed).status_code == 303
    assert [label["text"] for label in _newest(session)["labels"]] == ["Vertriebsweg", "Kanal"]
    assert "status" not in _newest(session)["labels"][1]  # admitted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"labels-0-text": "Vertriebsweg"}, ["Vertriebsweg"]),
        ({"labels-0-text": "kanal", "keep_old_names": "y"}, ["kanal"]),
        (
            {"labels-0-text": "Weg", "labels-1-language": "de", "labels-1-text": "Kanal", "labels-1-status": "hidden"},
            ["Weg", "Kanal"],
        ),
    ],
)
def test_nothing_is_kept_that_was_not_asked_for_or_is_there(
    editor: FlaskClient, csrf: Csrf, session: Session, term: Entry, fields: dict[str, str], wanted: list[str]
) -> None:
    page = editor.get(ADDRESS).text
    assert editor.post(ADDRESS, data=_form(page, csrf, **fields)).status_code == 303
    assert [label["text"] for label in _newest(session)["labels"]] == wanted


def test_who_may_release_sees_what_that_touches(
    editor: FlaskClient, session: Session, stock: Stock, term: Entry
) -> None:
    make_term(session, "Pfad", actor=stock.actor(session, "editor"), related=["kanal"])
    assert "used in 1 entry: Glossary 1" in editor.get(ADDRESS).text
    suggesting = _english(stock.client("employee")).get(ADDRESS).text
    assert "used in 1 entry" not in suggesting
    assert 'value="release"' not in suggesting
