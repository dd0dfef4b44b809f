import pytest
from helpers_notify import content, make_entry
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.core.outbox import Event
from wiki.entries import discussion, watching
from wiki.entries.discussion import Remark
from wiki.entries.discussion_queries import threads
from wiki.entries.models import Comment, Watch
from wiki.entries.service import Edit, Intent, save


def events(session: Session, name: str) -> list[Event]:
    return list(session.scalars(select(Event).where(Event.name == name).order_by(Event.id)))


def test_thread_with_answers_is_one_level_deep(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    begin_write(session)
    root = discussion.add(session, reader, entry, Remark("Gilt das auch für Partner?"))
    first = discussion.answer(session, editor, entry, root, Remark("Ja."))
    second = discussion.answer(session, reader, entry, first, Remark("Danke."))
    session.commit()
    assert second.parent_id == root.id
    [thread] = threads(session, entry.id)
    assert [each.text for each in thread.answers] == ["Ja.", "Danke."]
    assert discussion.open_count(session, entry.id) == 1


def test_events_name_the_comment_its_tone_and_the_version(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, reader, entry, Remark("Hm.", on_revision=1))
    discussion.answer(session, editor, entry, comment, Remark("Ja."))
    discussion.resolve(session, reader, entry, comment)
    session.commit()
    [added], [answered], [resolved] = (events(session, f"comment.{n}") for n in ("added", "answered", "resolved"))
    assert added.data == {"comment_id": comment.id, "tone": "comment", "on_revision": 1}
    assert (added.actor_id, answered.actor_id, resolved.actor_id) == (
        reader.person_id,
        editor.person_id,
        reader.person_id,
    )


def test_unclear_names_its_author_nowhere(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, reader, entry, Remark("Was heißt das?", tone="unclear"))
    own_answer = discussion.answer(session, reader, entry, comment, Remark("Ich meine Absatz 2."))
    others_answer = discussion.answer(session, editor, entry, comment, Remark("Das ist so:"))
    discussion.resolve(session, reader, entry, comment)
    session.commit()
    assert [e.actor_id for e in events(session, "comment.added")] == [None]
    assert [e.actor_id for e in events(session, "comment.answered")] == [None, editor.person_id]
    assert [e.actor_id for e in events(session, "comment.resolved")] == [None]
    assert (own_answer.tone, others_answer.tone) == ("unclear", "comment")
    assert not session.scalars(select(AuditRow).where(AuditRow.action.startswith("web:comment"))).all()


@pytest.mark.parametrize(
    ("text", "where"),
    [("  \n ", "text"), ("x" * 5001, "text"), ("*" * 200, "text"), ("Kunde: max@kunde.de", "no_customer_data")],
)
def test_what_cannot_be_taken_is_refused_at_its_field(session, stock, text, where):
    editor = stock.actor(session, "editor")
    entry = make_entry(session, editor)
    begin_write(session)
    with pytest.raises(Invalid) as refused:
        discussion.add(session, editor, entry, Remark(text))
    assert [problem.where for problem in refused.value.problems] == [where]


def test_what_looks_like_customer_data_is_taken_once_confirmed(session, stock):
    editor = stock.actor(session, "editor")
    entry = make_entry(session, editor)
    begin_write(session)
    made = discussion.add(session, editor, entry, Remark("service@firma.de", no_customer_data=True))
    assert made.text == "service@firma.de"


def test_only_who_began_it_or_a_moderator_resolves(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    stock.make("Anna Andere")
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, editor, entry, Remark("Hm."))
    session.commit()
    begin_write(session)
    with pytest.raises(Forbidden):
        discussion.resolve(session, reader, entry, comment)
    session.rollback()
    begin_write(session)
    discussion.resolve(session, editor, entry, comment)
    assert discussion.open_count(session, entry.id) == 0
    with pytest.raises(Conflict):
        discussion.answer(session, reader, entry, comment, Remark("Noch etwas"))
    discussion.reopen(session, editor, entry, comment)
    assert discussion.open_count(session, entry.id) == 1


def test_resolving_twice_tells_once(session, stock):
    editor = stock.actor(session, "editor")
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, editor, entry, Remark("Hm."))
    discussion.resolve(session, editor, entry, comment)
    discussion.resolve(session, editor, entry, comment)
    assert len(events(session, "comment.resolved")) == 1


def test_moderation_is_in_the_audit_and_own_removal_is_not(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    begin_write(session)
    first = discussion.add(session, reader, entry, Remark("Eins"))
    second = discussion.add(session, reader, entry, Remark("Zwei"))
    number = first.id
    discussion.remove(session, editor, entry, first)
    discussion.remove(session, reader, entry, second)
    session.commit()
    rows = list(session.scalars(select(AuditRow).where(AuditRow.action.startswith("web:comment"))))
    assert [(row.action, row.actor, row.detail) for row in rows] == [
        ("web:comment:removed", editor.pseudonym, {"comment": number})
    ]
    assert session.scalars(select(Comment)).all() == []


def test_removing_leaves_a_gap_where_others_went_on(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    begin_write(session)
    root = discussion.add(session, reader, entry, Remark("Frage"))
    answer = discussion.answer(session, editor, entry, root, Remark("Antwort"))
    discussion.remove(session, reader, entry, root)
    assert root.removed_at is not None
    assert root.text == ""
    with pytest.raises(Conflict):
        discussion.answer(session, reader, entry, root, Remark("Noch etwas"))
    discussion.remove(session, editor, entry, answer)
    session.commit()
    assert threads(session, entry.id) == []


def test_strangers_cannot_remove(session, stock):
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, editor, entry, Remark("Hm."))
    with pytest.raises(Forbidden):
        discussion.remove(session, reader, entry, comment)


def test_who_stopped_watching_is_not_made_to_watch_again(session, stock):
    editor = stock.actor(session, "editor")
    entry = make_entry(session, editor)
    begin_write(session)
    assert watching.watcher_ids(session, entry.id) == {editor.person_id}
    assert watching.toggle(session, editor, entry) is False
    discussion.add(session, editor, entry, Remark("Hm."))
    save(session, editor, entry, Edit(content(text="Neu"), 1, intent=Intent.RELEASE))
    assert watching.watcher_ids(session, entry.id) == set()
    assert watching.toggle(session, editor, entry) is True
    assert session.get(Watch, (editor.person_id, entry.id)).reason == "chosen"
    assert editor.person_id in watching.watcher_ids(session, entry.id)
