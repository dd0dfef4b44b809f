import re
from collections.abc import Callable

from flask.testing import FlaskClient
from helpers_notify import content, make_entry
from sqlalchemy import event, select

from wiki.core.db import begin_write
from wiki.entries import discussion, service
from wiki.entries.discussion import Remark
from wiki.entries.models import Comment
from wiki.entries.service import Edit, Intent

PAGE = "/glossary/kontaktpunkt"
DISCUSSION = f"{PAGE}/discussion"


def post(client: FlaskClient, csrf: Callable[[str], str], address: str, **data):
    token = csrf(client.get(DISCUSSION).text)
    return client.post(address, data={"csrf_token": token, **data})


def test_nothing_is_seen_signed_out(app, session, stock):
    make_entry(session, stock.actor(session, "editor"))
    answer = app.test_client().get(DISCUSSION)
    assert answer.status_code == 303
    assert "/login" in answer.location
    assert app.test_client().post(DISCUSSION, data={"text": "x"}).status_code in (400, 401)


def test_reader_comments_and_sees_links(session, stock, csrf):
    make_entry(session, stock.actor(session, "editor"))
    reader = stock.client("employee")
    answer = post(reader, csrf, DISCUSSION, text="Siehe [[kontaktpunkt]] und <script>x</script>", on_revision="1")
    assert answer.status_code == 303
    comment = session.scalars(select(Comment)).one()
    assert answer.location == f"{DISCUSSION}#comment-{comment.id}"
    page = stock.client("editor").get(DISCUSSION).text
    assert '<a class="wikilink" href="/glossary/kontaktpunkt">Kontaktpunkt</a>' in page
    assert "Emil Leser" in page
    assert "<script>x" not in page


def test_unclear_shows_its_author_to_the_author_alone(session, stock, csrf):
    make_entry(session, stock.actor(session, "editor"))
    reader = stock.client("employee")
    assert post(reader, csrf, DISCUSSION, text="Was heißt das?", tone="unclear").status_code == 303
    comment_id = session.scalars(select(Comment.id)).one()
    mine = reader.get(DISCUSSION).text
    assert "You – nobody else sees your name" in mine or "niemand" in mine
    for role in ("editor", "administrator"):
        page = stock.client(role).get(DISCUSSION).text
        assert "Emil Leser" not in page
        assert ">EL<" not in page
        assert "Was heißt das?" in page
    answered = post(reader, csrf, f"{DISCUSSION}/{comment_id}/answer", text="Ich meine den ersten Satz.")
    assert answered.status_code == 303
    assert post(reader, csrf, f"{DISCUSSION}/{comment_id}/resolve").status_code == 303
    assert "Emil Leser" not in stock.client("editor").get(DISCUSSION).text


def test_refused_text_stays_in_the_form(session, stock, csrf):
    make_entry(session, stock.actor(session, "editor"))
    reader = stock.client("employee")
    answer = post(reader, csrf, DISCUSSION, text="Kunde max@kunde.de ruft an", tone="unclear")
    assert answer.status_code == 422
    assert "Kunde max@kunde.de ruft an</textarea>" in answer.text
    assert 'name="no_customer_data"' in answer.text
    assert re.search(r'value="unclear"[^>]*checked|checked[^>]*value="unclear"', answer.text)
    assert session.scalars(select(Comment)).all() == []
    again = post(reader, csrf, DISCUSSION, text="Kunde max@kunde.de ruft an", no_customer_data="y")
    assert again.status_code == 303


def test_refused_answer_stays_in_its_thread(session, stock, csrf):
    editor = stock.actor(session, "editor")
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, editor, entry, Remark("Frage"))
    session.commit()
    number = comment.id
    answer = post(stock.client("employee"), csrf, f"{DISCUSSION}/{number}/answer", text="Tel. 089/1234567")
    assert answer.status_code == 422
    assert "Tel. 089/1234567</textarea>" in answer.text
    assert f'id="no-data-{number}"' in answer.text
    assert re.search(rf'id="reply-{number}"\s+open', answer.text)


def test_resolving_reopening_removing(session, stock, csrf):
    editor = stock.actor(session, "editor")
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, editor, entry, Remark("Frage"))
    session.commit()
    number, client = comment.id, stock.client("editor")
    assert post(stock.client("employee"), csrf, f"{DISCUSSION}/{number}/resolve").status_code == 403
    assert post(stock.client("employee"), csrf, f"{DISCUSSION}/{number}/remove").status_code == 403
    assert post(client, csrf, f"{DISCUSSION}/{number}/resolve").status_code == 303
    session.rollback()
    assert session.get(Comment, number).resolved_at is not None
    assert post(client, csrf, f"{DISCUSSION}/{number}/resolve", reopen="1").status_code == 303
    assert post(client, csrf, f"{DISCUSSION}/{number}/remove").status_code == 303
    assert post(client, csrf, f"{DISCUSSION}/{number}/remove").status_code == 404


def test_comments_of_other_entries_are_not_reached(session, stock, csrf):
    editor = stock.actor(session, "editor")
    make_entry(session, editor)
    other = make_entry(session, editor, "Kanal")
    begin_write(session)
    comment = discussion.add(session, editor, other, Remark("Frage"))
    session.commit()
    number = comment.id
    for act in ("answer", "resolve", "remove"):
        answer = post(stock.client("editor"), csrf, f"{DISCUSSION}/{number}/{act}", text="x")
        assert answer.status_code == 404


def test_drafts_are_discussed_by_those_who_may_read_them(session, stock, csrf):
    make_entry(session, stock.actor(session, "editor"), intent=Intent.DRAFT)
    assert stock.client("editor").get(DISCUSSION).status_code == 200
    assert stock.client("employee").get(DISCUSSION).status_code == 404


def test_open_suggestions_are_listed_for_those_who_decide(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    begin_write(session)
    service.save(session, reader, entry, Edit(content(text="Besser"), 1, "Klarer gesagt"))
    session.commit()
    assert "Klarer gesagt" in stock.client("editor").get(DISCUSSION).text


def test_as_many_queries_however_long_the_discussion(runtime, session, stock):
    editor = stock.actor(session, "editor")
    entry = make_entry(session, editor)
    client = stock.client("editor")

    def count() -> int:
        seen: list[str] = []

        def note(_c, _u, statement, *_rest):
            seen.append(statement)

        event.listen(runtime.engine, "before_cursor_execute", note)
        assert client.get(DISCUSSION).status_code == 200
        event.remove(runtime.engine, "before_cursor_execute", note)
        return len(seen)

    begin_write(session)
    root = discussion.add(session, editor, entry, Remark("[[kontaktpunkt]]"))
    discussion.answer(session, editor, entry, root, Remark("[[kontaktpunkt]]"))
    session.commit()
    few = count()
    begin_write(session)
    for number in range(8):
        root = discussion.add(session, editor, entry, Remark(f"[[kontaktpunkt]] {number}"))
        discussion.answer(session, editor, entry, root, Remark("[[kontaktpunkt]]"))
    session.commit()
    assert count() == few


def test_watching_from_the_page(session, stock, csrf):
    make_entry(session, stock.actor(session, "editor"))
    reader = stock.client("employee")
    answer = post(reader, csrf, f"{PAGE}/watch")
    assert (answer.status_code, answer.location) == (303, PAGE)
    away = post(reader, csrf, f"{PAGE}/watch", next="https://elsewhere.example")
    assert away.location == "/"


def test_unclear_form_stands_at_the_foot_of_the_page(app, session, stock):
    make_entry(session, stock.actor(session, "editor"))
    page = stock.client("employee").get(PAGE)
    assert page.status_code == 200
    assert f'action="{DISCUSSION}"' in page.text
    assert 'value="unclear"' in page.text
    assert 'value="unclear"' not in app.test_client().get(PAGE).text
