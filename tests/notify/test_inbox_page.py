from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from helpers_notify import make_entry, work
from sqlalchemy import event, select, update

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.entries import discussion, lifecycle
from wiki.entries.discussion import Remark
from wiki.entries.models import Comment
from wiki.notify.models import InboxItem
from wiki.notify.queries import unread_count


@pytest.fixture
def scene(runtime, session, stock):
    """An editor with one unread item about a reader's comment."""
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    say(session, reader, entry)
    work(runtime)
    session.rollback()
    return editor, reader, entry


def say(session, actor, entry, text="Gilt das auch für Partner?"):
    begin_write(session)
    discussion.add(session, actor, entry, Remark(text))
    session.commit()


def send(client: FlaskClient, csrf: Callable[[str], str], address: str, **data):
    token = csrf(client.get("/me").text)
    return client.post(address, data={"csrf_token": token, **data})


def test_inbox_needs_a_person(app):
    assert app.test_client().get("/cx/inbox").status_code == 303


def test_inbox_without_items_says_what_comes_here(stock):
    page = stock.client("employee").get("/inbox")
    assert page.status_code == 200
    assert 'class="empty' in page.text


def test_item_says_who_and_what(session, stock, scene):
    page = stock.client("editor").get("/inbox").text
    assert "Emil Leser" in page
    assert "Kontaktpunkt" in page
    assert "Gilt das auch für Partner?" in page
    assert 'aria-label="Inbox: 1 open"' in page or "tool-count" in page


def test_opening_marks_as_read_and_leads_there(session, stock, scene, csrf):
    client = stock.client("editor")
    item_id, comment_id = session.scalar(select(InboxItem.id)), session.scalar(select(Comment.id))
    session.rollback()
    answer = send(client, csrf, f"/inbox/{item_id}/open")
    assert answer.status_code == 303
    assert answer.location == f"/cx/glossary/kontaktpunkt/discussion#comment-{comment_id}"
    assert unread_count(session, scene[0].person_id) == 0


def test_others_items_are_not_reached(session, stock, scene, csrf):
    item_id = session.scalar(select(InboxItem.id))
    session.rollback()
    client = stock.client("employee")
    for act in ("open", "read"):
        assert send(client, csrf, f"/inbox/{item_id}/{act}").status_code == 404
    assert send(client, csrf, "/inbox/read", until=str(item_id)).status_code == 303
    assert unread_count(session, scene[0].person_id) == 1


def test_all_means_what_was_on_the_page(runtime, session, stock, scene, csrf):
    editor, reader, entry = scene
    newest = session.scalar(select(InboxItem.id))
    say(session, reader, entry, "Noch etwas")
    work(runtime)
    client = stock.client("editor")
    answer = send(client, csrf, "/inbox/read", until=str(newest), next="/cx/inbox?show=unread")
    assert answer.location == "/cx/inbox?show=unread"
    session.rollback()
    assert unread_count(session, editor.person_id) == 1
    page = client.get("/inbox?show=unread").text
    assert "Noch etwas" in page
    assert "Gilt das auch" not in page


def test_pages_and_days(runtime, session, stock, scene):
    _editor, reader, entry = scene
    with clock.frozen(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        for number in range(60):
            say(session, reader, entry, f"Frage {number}")
        work(runtime)
    client = stock.client("editor")
    assert client.get("/inbox").text.count('class="inbox-item') == 50
    second = client.get("/inbox?page=2").text
    assert second.count('class="inbox-item') == 11
    assert client.get("/inbox?page=99&show=unread").status_code == 200


def test_what_may_no_longer_be_opened_says_so_without_its_title(runtime, session, stock, scene):
    _editor, _reader, entry = scene
    begin_write(session)
    lifecycle.delete(session, SYSTEM, entry)
    session.commit()
    assert "/cx/glossary/kontaktpunkt" not in stock.client("editor").get("/inbox").text
    begin_write(session)
    entry.status_before_delete = "draft"
    session.commit()
    page = stock.client("editor").get("/inbox").text
    assert "Kontaktpunkt" not in page[page.index("<main") :]


def test_erased_people_are_not_named(runtime, session, stock, scene):
    begin_write(session)
    session.execute(update(InboxItem).values(actor_id=None))
    session.commit()
    page = stock.client("editor").get("/inbox").text
    assert "Emil Leser" not in page


def test_as_many_queries_however_full_the_inbox(runtime, session, stock, scene):
    _editor, reader, entry = scene
    client = stock.client("editor")

    def count() -> int:
        seen: list[str] = []

        def note(_c, _u, statement, *_rest):
            seen.append(statement)

        event.listen(runtime.engine, "before_cursor_execute", note)
        assert client.get("/inbox").status_code == 200
        event.remove(runtime.engine, "before_cursor_execute", note)
        return len(seen)

    few = count()
    for number in range(20):
        say(session, reader, entry, f"Frage {number}")
    work(runtime)
    assert count() == few
