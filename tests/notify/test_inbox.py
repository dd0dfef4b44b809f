import threading

import pytest
from helpers_notify import content, make_entry, matters, work
from sqlalchemy import select, update

from wiki.access.permissions import SYSTEM
from wiki.core.consumers import Taken
from wiki.core.db import begin_write
from wiki.core.outbox import Delivery, Event
from wiki.entries import discussion, lifecycle, service, watching
from wiki.entries.discussion import Remark
from wiki.entries.models import Revision
from wiki.entries.release import reject, release
from wiki.entries.service import Edit, Intent
from wiki.notify import inbox
from wiki.notify.models import InboxItem
from wiki.people.models import Person


@pytest.fixture
def team(session, stock):
    """Two editors, the one who writes and the other one, and a reader."""
    editor, reader = stock.actor(session, "editor"), stock.actor(session, "employee")
    second = stock.make("Berta Zweit", "editor")
    return editor, second, reader


def watch(session, actor, entry):
    begin_write(session)
    watching.toggle(session, actor, entry)
    session.commit()


def suggest(session, actor, entry, text="Besser", base=1, minor=False):
    begin_write(session)
    made = service.save(session, actor, entry, Edit(content(text=text), base, "Klarer", minor=minor)).revision
    session.commit()
    return made


def test_suggestion_reaches_all_who_may_release_except_its_author(runtime, session, team):
    editor, second, reader = team
    entry = make_entry(session, editor)
    suggest(session, reader, entry)
    work(runtime)
    assert matters(session, editor.person_id) == ["submitted"]
    assert matters(session, second) == ["submitted"]
    assert matters(session, reader.person_id) == []
    begin_write(session)
    service.save(session, editor, entry, Edit(content(text="Ganz neu"), 1, intent=Intent.REVIEW))
    session.commit()
    work(runtime)
    assert matters(session, editor.person_id) == ["submitted"]
    assert matters(session, second) == ["submitted", "submitted"]


def test_release_tells_authors_and_watchers_each_as_what_they_are(runtime, session, stock, team):
    editor, second, reader = team
    entry = make_entry(session, editor)
    revision = suggest(session, reader, entry)
    watcher = stock.actor(session, "auditor")
    watch(session, watcher, entry)
    work(runtime)
    begin_write(session)
    release(session, editor, session.get(Revision, revision.id))
    session.commit()
    work(runtime)
    assert matters(session, reader.person_id) == ["released_own"]
    assert matters(session, watcher.person_id) == ["released"]
    assert matters(session, second) == ["submitted"]
    item = session.scalars(select(InboxItem).where(InboxItem.person_id == second)).one()
    assert item.done_at is not None
    assert item.read_at is None


def test_minor_changes_are_told_to_their_authors_alone(runtime, session, stock, team):
    editor, _second, reader = team
    entry = make_entry(session, editor)
    watcher = stock.actor(session, "auditor")
    watch(session, watcher, entry)
    revision = suggest(session, reader, entry, minor=True)
    begin_write(session)
    release(session, editor, session.get(Revision, revision.id))
    session.commit()
    work(runtime)
    assert matters(session, reader.person_id) == ["released_own"]
    assert matters(session, watcher.person_id) == []


def test_rejection_tells_the_author_why(runtime, session, team):
    editor, _second, reader = team
    entry = make_entry(session, editor)
    revision = suggest(session, reader, entry)
    begin_write(session)
    reject(session, editor, session.get(Revision, revision.id), "Bitte mit Quelle")
    session.commit()
    work(runtime)
    item = session.scalars(select(InboxItem).where(InboxItem.person_id == reader.person_id)).one()
    assert (item.matter, item.data["note"]) == ("rejected", "Bitte mit Quelle")


def test_archiving_and_deleting_tell_watchers(runtime, session, team):
    editor, _second, reader = team
    entry = make_entry(session, editor)
    watch(session, reader, entry)
    begin_write(session)
    lifecycle.archive(session, SYSTEM, entry)
    lifecycle.delete(session, SYSTEM, entry)
    session.commit()
    work(runtime)
    assert matters(session, reader.person_id) == ["archived", "deleted"]


def test_comments_reach_watchers_and_last_authors(runtime, session, stock, team):
    editor, second, reader = team
    entry = make_entry(session, editor)
    begin_write(session)
    watching.toggle(session, editor, entry)
    comment = discussion.add(session, reader, entry, Remark("Hm."))
    session.commit()
    work(runtime)
    assert matters(session, editor.person_id) == ["commented"]
    assert matters(session, second) == []
    begin_write(session)
    discussion.answer(session, editor, entry, comment, Remark("Ja."))
    discussion.resolve(session, editor, entry, comment)
    session.commit()
    work(runtime)
    assert matters(session, reader.person_id) == ["answered", "resolved"]
    assert matters(session, editor.person_id) == ["commented"]


def test_question_about_what_has_no_author_reaches_those_who_release(runtime, session, team):
    editor, second, reader = team
    entry = make_entry(session, editor)
    begin_write(session)
    watching.toggle(session, editor, entry)
    session.execute(update(Revision).values(author_id=None))
    discussion.add(session, reader, entry, Remark("Was heißt das?", tone="unclear"))
    session.commit()
    work(runtime)
    assert matters(session, editor.person_id) == ["commented"]
    assert matters(session, second) == ["commented"]


def test_unclear_keeps_its_author_out_of_items_and_events(runtime, session, team):
    editor, _second, reader = team
    entry = make_entry(session, editor)
    begin_write(session)
    comment = discussion.add(session, reader, entry, Remark("Was heißt das?", tone="unclear"))
    discussion.answer(session, editor, entry, comment, Remark("So."))
    discussion.answer(session, reader, entry, comment, Remark("Ach so."))
    discussion.resolve(session, reader, entry, comment)
    session.commit()
    work(runtime)
    assert matters(session, editor.person_id) == ["commented", "answered"]
    assert matters(session, reader.person_id) == ["answered"]
    for item in session.scalars(select(InboxItem).where(InboxItem.person_id == editor.person_id)):
        assert item.actor_id is None
        assert reader.person_id not in item.data.values()
    named = select(Event).where(Event.name.startswith("comment."), Event.actor_id == reader.person_id)
    assert session.scalars(named).all() == []


def test_who_may_not_read_or_has_left_hears_nothing(runtime, session, stock, team):
    editor, _second, reader = team
    draft = make_entry(session, editor, intent=Intent.DRAFT)
    watch(session, reader, draft)
    begin_write(session)
    discussion.add(session, stock.actor(session, "editor"), draft, Remark("Hm."))
    other = stock.ids["Berta Zweit"]
    session.get(Person, other).active = False
    service.save(session, editor, draft, Edit(content(text="Neu"), 1, intent=Intent.REVIEW))
    session.commit()
    work(runtime)
    assert matters(session, reader.person_id) == []
    assert matters(session, other) == []


def test_watchers_who_were_deactivated_hear_nothing(runtime, session, team):
    editor, _second, reader = team
    entry = make_entry(session, editor)
    watch(session, reader, entry)
    begin_write(session)
    session.get(Person, reader.person_id).active = False
    lifecycle.archive(session, SYSTEM, entry)
    session.commit()
    work(runtime)
    assert matters(session, reader.person_id) == []


def test_muted_watchers_hear_nothing(runtime, session, team):
    editor, _second, reader = team
    entry = make_entry(session, editor)
    watch(session, reader, entry)
    watch(session, reader, entry)
    begin_write(session)
    lifecycle.archive(session, SYSTEM, entry)
    session.commit()
    work(runtime)
    assert matters(session, reader.person_id) == []


def taken(session) -> list[Taken]:
    query = select(Delivery, Event).join(Event).where(Delivery.consumer == "inbox").order_by(Delivery.id)
    return [
        Taken(d.id, e.id, e.name, e.occurred_at, e.actor_id, e.entry_id, dict(e.data), 1)
        for d, e in session.execute(query)
    ]


def test_events_that_come_again_tell_nobody_twice(runtime, session, team):
    editor, second, reader = team
    entry = make_entry(session, editor)
    suggest(session, reader, entry)
    batch = taken(session)
    session.rollback()
    assert inbox.consume(runtime.sessions, batch) == {}
    assert inbox.consume(runtime.sessions, batch) == {}
    assert matters(session, second) == ["submitted"]


def test_two_workers_at_once_tell_once(runtime, session, team):
    editor, second, reader = team
    entry = make_entry(session, editor)
    for number in range(6):
        suggest(session, reader, entry, f"Besser {number}")
    batch = taken(session)
    session.rollback()
    errors: list[dict[int, str]] = []
    workers = [threading.Thread(target=lambda: errors.append(inbox.consume(runtime.sessions, batch))) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == [{}, {}]
    assert matters(session, second) == ["submitted"] * 6


def test_event_nobody_can_digest_holds_no_other_back(runtime, session, team):
    editor, second, reader = team
    entry = make_entry(session, editor)
    suggest(session, reader, entry)
    batch = taken(session)
    session.rollback()
    broken = Taken(999, 999, "entry.submitted", batch[0].occurred_at, None, entry.id, {}, 1)
    assert list(inbox.consume(runtime.sessions, [broken, *batch])) == [999]
    assert matters(session, second) == ["submitted"]


def test_entries_gone_for_good_are_passed_over(runtime, session, team):
    editor, *_rest = team
    entry = make_entry(session, editor)
    begin_write(session)
    entry.released = None
    session.flush()
    session.delete(entry)
    session.commit()
    assert work(runtime) > 0
    assert session.scalars(select(InboxItem)).all() == []
