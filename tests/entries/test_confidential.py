"""What is not released yet is seen by those who write it and by nobody else."""

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries import lifecycle
from wiki.entries.drafts import keep
from wiki.entries.kinds import Kinds
from wiki.entries.models import IN_REVIEW, EditDraft, Entry, Revision
from wiki.entries.release import release
from wiki.entries.service import Edit, Intent, create

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


def test_a_new_draft_takes_no_link_away_from_readers(session: Session, stock: Stock, employee: FlaskClient) -> None:
    """`[[kanal]]` means the process as long as the term of that name is nobody's to read."""
    process = wired(session, Kinds).get("process")
    make_term(session, "Verweis", definition="Siehe [[kanal|den Kanal]]")
    begin_write(session)
    create(session, SYSTEM, process, Edit({"title": {"de": "Kanal"}}, intent=Intent.RELEASE))
    session.commit()
    make_term(session, "Kanal", actor=stock.actor(session, "employee"), intent=Intent.REVIEW)
    for browser in (employee, employee.application.test_client()):
        assert 'href="/processes/kanal"' in browser.get("/glossary/verweis").text


def test_a_link_to_a_kind_of_any_length_can_be_released(session: Session) -> None:
    entry = make_term(session, "Verweis", definition=f"Siehe [[{'k' * 90}:kanal]]")
    assert entry.status == "released"


def test_what_one_typed_about_an_entry_names_it_no_longer_when_it_is_gone(
    session: Session, stock: Stock, employee: FlaskClient
) -> None:
    actor = stock.actor(session, "employee")
    entry = make_term(session, SECRET)
    begin_write(session)
    keep(session, actor, wired(session, Kinds).of(entry), entry, {"definition": ["Anders"]}, 1)
    session.commit()
    assert SECRET in employee.get("/").text
    begin_write(session)
    lifecycle.delete(session, SYSTEM, entry)
    session.commit()
    assert SECRET not in employee.get("/").text
    begin_write(session)
    lifecycle.purge(session, SYSTEM, entry)
    session.commit()
    assert session.scalar(select(func.count(EditDraft.id))) == 0


def test_a_draft_that_waits_for_review_still_waits_after_a_suggestion_was_accepted(
    session: Session, stock: Stock
) -> None:
    editor, employee = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_term(session, actor=editor, note={"de": "Alt"})
    change(session, entry, term_content(definition="Neu", note={"de": "Alt"}), 1, actor=editor, intent=Intent.REVIEW)
    change(session, entry, term_content(note={"de": "Vorschlag"}), 1, actor=employee)
    begin_write(session)
    proposal = session.scalars(select(Revision).where(Revision.is_proposal)).one()
    release(session, editor, proposal)
    session.commit()
    head = session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert head is not None
    assert (head.state, head.payload["definition"], head.payload["note"]) == (
        IN_REVIEW, {"de": "Neu"}, {"de": "Vorschlag"},
    )  # fmt: skip
