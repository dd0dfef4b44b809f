"""Edits on an old base, and two people in the same second."""

import re
import threading

import pytest
from arranging import change, make_term, term_content
from conftest import Stock, csrf_of
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor
from wiki.core.db import begin_write, wired
from wiki.core.errors import Conflict
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry, Revision
from wiki.entries.release import EditConflict
from wiki.entries.service import Edit, create, save
from wiki.web.runtime import Runtime


def test_changes_to_different_places_are_merged_and_said_so(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(note={"de": "Eine Anmerkung"}), 1, actor=editor)
    saved = change(session, entry, term_content(definition="Medium"), 1, actor=editor)
    assert saved.merged_with.number == 2
    assert saved.revision.payload["note"] == {"de": "Eine Anmerkung"}
    assert saved.revision.payload["definition"] == {"de": "Medium"}


def test_contradicting_changes_show_both_and_save_nothing(session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    change(session, entry, term_content(definition="Pfad"), 1, actor=editor)
    with pytest.raises(EditConflict) as conflict:
        change(session, entry, term_content(definition="Medium"), 1, actor=editor)
    session.rollback()
    assert conflict.value.theirs.number == 2
    assert conflict.value.mine["definition"] == {"de": "Medium"}
    assert session.scalar(select(func.count(Revision.id))) == 2


@pytest.mark.parametrize(
    ("theirs", "choice"),
    [({"de": "Telefon " * 15}, "both"), ({"en": "Helpline"}, "theirs")],
    ids=["both together are too long", "theirs has no title in that language"],
)
def test_a_settled_conflict_obeys_the_rules_of_the_fields(
    session: Session, stock: Stock, theirs: dict[str, str], choice: str
) -> None:
    begin_write(session)
    entry = create(session, SYSTEM, wired(session, Kinds).get("touchpoint"), Edit({"title": {"de": "Hotline"}})).entry
    session.commit()
    change(session, entry, {"title": theirs}, 1)
    client = stock.client("editor")
    sent = {
        "csrf_token": csrf_of(client.get("/touchpoints/hotline/edit").text),
        "base_revision": "2",
        "title": "Anruf " * 20,
        "resolve-title-de": choice,
    }
    answer = client.post("/touchpoints/hotline/edit", data=sent)
    assert answer.status_code == 422
    assert re.search(r'name="base_revision"[^>]*value="2"', answer.text)
    assert session.scalar(select(func.count(Revision.id))) == 2


def test_a_base_that_never_was_is_refused(session: Session, stock: Stock) -> None:
    entry = make_term(session, actor=stock.actor(session, "editor"))
    with pytest.raises(Conflict):
        change(session, entry, term_content(definition="x"), 99, actor=stock.actor(session, "editor"))


def _save_note(
    app: Flask, runtime: Runtime, actor: Actor, entry_id: int, number: int, start: threading.Barrier
) -> None:
    with app.app_context(), runtime.sessions() as session:
        entry = session.get(Entry, entry_id)
        start.wait()
        begin_write(session)
        sources = [{"text": f"Quelle {number}"}]
        save(session, actor, entry, Edit(term_content(sources=sources), 1))
        session.commit()


def test_eight_people_saving_at_once_lose_nothing(app: Flask, runtime: Runtime, session: Session, stock: Stock) -> None:
    editor = stock.actor(session, "editor")
    entry = make_term(session, actor=editor)
    session.rollback()
    start = threading.Barrier(8)
    threads = [
        threading.Thread(target=_save_note, args=(app, runtime, editor, entry.id, number, start)) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    revisions = session.scalars(select(Revision).order_by(Revision.number)).all()
    assert [each.number for each in revisions] == list(range(1, 10))
    texts = {row["text"] for row in revisions[-1].payload["sources"]}
    assert texts == {f"Quelle {number}" for number in range(8)}
