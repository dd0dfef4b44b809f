"""What is not released yet is seen by those who write it and by nobody else."""

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from wiki.core.db import begin_write
from wiki.entries import lifecycle
from wiki.entries.models import Entry
from wiki.entries.service import Intent

SECRET = "Geheimplan"


@pytest.fixture
def employee(stock: Stock) -> FlaskClient:
    """A browser of somebody who may suggest and not write."""
    return stock.client("employee")


def test_restoring_shows_no_draft_to_who_only_suggests(session: Session, stock: Stock, employee: FlaskClient) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(definition="Zweite Fassung"), 1, actor=editor, intent=Intent.RELEASE)
    change(session, entry, term_content(definition=SECRET), 2, actor=editor)
    page = employee.get("/glossary/kanal/revisions/1/restore")
    assert page.status_code == 200
    assert SECRET not in page.text
    assert 'name="base_revision" value="2"' in page.text
    assert SECRET in stock.client("editor").get("/glossary/kanal/revisions/1/restore").text


@pytest.mark.parametrize("path", ["", "/edit", "/discussion", "/history", "/revisions/1", "/files", "/used-in"])
def test_who_proposed_an_entry_sees_their_words_and_not_what_editors_made_of_them(
    session: Session, stock: Stock, employee: FlaskClient, path: str
) -> None:
    entry = make_term(session, "Vorschlag", actor=stock.actor(session, "employee"), intent=Intent.REVIEW)
    change(session, entry, term_content(SECRET, SECRET), 1, actor=stock.actor(session, "editor"))
    page = employee.get(f"/glossary/vorschlag{path}")
    assert page.status_code == 200
    assert SECRET not in page.text
    assert "Vorschlag" in page.text
    assert SECRET not in employee.get("/glossary/").text
    assert SECRET not in employee.get("/inbox").text


def test_who_archived_an_entry_has_not_become_a_reader_of_its_draft(session: Session, stock: Stock) -> None:
    editor, keeper = stock.actor(session, "editor"), stock.actor(session, "administrator")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(definition=SECRET), 1, actor=editor)
    begin_write(session)
    lifecycle.archive(session, keeper, entry, note="Nicht mehr gebraucht")
    session.commit()
    browser = stock.client("administrator")
    assert browser.get("/glossary/kanal/revisions/3").status_code == 404
    assert browser.get("/glossary/kanal/compare/1..3").status_code == 404
    assert SECRET not in browser.get("/glossary/kanal/history").text


def test_who_brought_a_draft_back_has_not_become_its_reader(session: Session, stock: Stock) -> None:
    editor, keeper = stock.actor(session, "editor"), stock.actor(session, "administrator")
    manager = stock.actor(session, "cx_manager")
    entry: Entry = make_term(session, SECRET, actor=editor, intent=Intent.DRAFT)
    begin_write(session)
    lifecycle.delete(session, manager, entry)
    session.commit()
    begin_write(session)
    lifecycle.undelete(session, keeper, entry)
    session.commit()
    browser = stock.client("administrator")
    assert browser.get("/glossary/geheimplan").status_code == 404
    assert SECRET not in browser.get("/glossary/").text
