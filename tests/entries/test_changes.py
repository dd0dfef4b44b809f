"""Every commit that changes what a page shows gets a number; nothing else does."""

import threading

import pytest
from arranging import change, make_term, term_content
from conftest import Stock
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import changes, clock, outbox
from wiki.core.db import Base, begin_write
from wiki.core.text import sort_key_words
from wiki.entries import discussion, lifecycle
from wiki.entries.models import Entry
from wiki.entries.service import Intent
from wiki.people.models import Department, Person
from wiki.web.runtime import Runtime


def _number(session: Session) -> int:
    session.rollback()
    return changes.current(session)


def test_a_release_names_its_entry_and_those_linked_with_it(session: Session) -> None:
    near = make_term(session, "Nähe").id
    far = make_term(session, "Ferne").id
    entry = make_term(session, "Kanal", definition="Siehe [[naehe]].")
    before = _number(session)
    change(session, entry, term_content("Kanal", "Siehe [[ferne]]."), 1, intent=Intent.RELEASE)
    news = changes.news(session, before)
    assert news.entries == {entry.id}
    assert news.beside == {near, far}
    assert changes.since(session, news.number) == frozenset()


def test_drafts_comments_and_events_change_no_page(session: Session, stock: Stock) -> None:
    employee = stock.actor(session, "employee")
    entry = make_term(session)
    before = _number(session)
    change(session, entry, term_content("Kanal", "anders"), 1, intent=Intent.DRAFT)
    begin_write(session)
    discussion.add(session, employee, session.get_one(Entry, entry.id), discussion.Remark("Warum?", on_revision=1))
    outbox.record(session, "something.else", entry_id=entry.id)
    session.commit()
    assert _number(session) == before


def test_what_every_page_shows_counts_for_every_page(session: Session) -> None:
    entry = make_term(session)
    before = _number(session)
    begin_write(session)
    session.add(Department(slug="vertrieb", name_de="Vertrieb", name_en="Sales", sort_key=sort_key_words("Vertrieb")))
    session.commit()
    assert changes.since(session, before) is None
    before = _number(session)
    begin_write(session)
    lifecycle.archive(session, SYSTEM, session.get_one(Entry, entry.id))
    session.commit()
    news = changes.news(session, before)
    assert (news.entries, news.everywhere) == ({entry.id}, True)  # the counts beside the libraries changed


def test_signing_in_changes_no_page_but_another_name_does(session: Session) -> None:
    begin_write(session)
    person = Person(pseudonym="p-1", name="Ada", sort_key="ada", email="ada@example.org", created_at=clock.now())
    session.add(person)
    session.commit()
    before = _number(session)
    begin_write(session)
    session.execute(update(Person).values(last_signed_in_at=clock.now()))
    session.commit()
    assert _number(session) == before
    begin_write(session)
    session.get_one(Person, person.id).name = "Ada Lovelace"
    session.commit()
    assert changes.since(session, before) is None


def test_what_was_rolled_back_is_not_counted(session: Session) -> None:
    make_term(session)
    before = _number(session)
    begin_write(session)
    session.add(Department(slug="it", name_de="IT", name_en="IT", sort_key="it"))
    session.flush()
    session.rollback()
    begin_write(session)
    outbox.record(session, "something.else")
    session.commit()
    assert _number(session) == before


def test_numbers_become_visible_in_their_order(app: Flask, runtime: Runtime) -> None:
    """Whoever saw a number has seen everything of the numbers before it."""
    stop = threading.Event()
    missed: list[int] = []

    def write(name: str) -> None:
        for number in range(8):
            with app.app_context(), runtime.sessions() as session:
                make_term(session, f"{name} {number}")

    def watch() -> None:
        known, last = set[int](), 0
        while not stop.is_set():
            with runtime.sessions() as session:
                newest = changes.current(session)
                if newest != last:
                    ids = set(session.scalars(select(changes.Change.number).where(changes.Change.number <= newest)))
                    missed.extend(set(range(1, newest + 1)) - ids)
                    known |= ids
                    last = newest

    watcher = threading.Thread(target=watch)
    writers = [threading.Thread(target=write, args=(name,)) for name in ("eins", "zwei", "drei")]
    for each in [watcher, *writers]:
        each.start()
    for each in writers:
        each.join()
    stop.set()
    watcher.join()
    assert missed == []
    with runtime.sessions() as session:
        assert changes.current(session) == 24


@pytest.mark.parametrize(
    "statement",
    [
        "WITH chosen AS (SELECT id FROM entry) UPDATE entry SET title_de = 'x' WHERE id IN (SELECT id FROM chosen)",
        "update entry set title_de = 'x'",
        "/* why */ UPDATE entry SET title_de = 'x'",
        "UPDATE entry SET latest_number = (SELECT max(number) FROM revision WHERE entry_id = 1), title_de = 'x'",
    ],
)
def test_a_change_in_an_unusual_form_counts_for_every_page(session: Session, statement: str) -> None:
    make_term(session)
    before = _number(session)
    begin_write(session)
    session.execute(text(statement))
    session.commit()
    assert changes.since(session, before) is None


def test_a_log_that_was_shortened_says_everything(session: Session) -> None:
    for name in ("eins", "zwei", "drei"):
        make_term(session, name)
    entry = make_term(session, "vier")
    number = _number(session)
    change(session, entry, term_content("vier", "neu"), 1, intent=Intent.RELEASE)
    assert changes.since(session, number) == {entry.id}
    begin_write(session)
    session.execute(changes.Change.__table__.delete().where(changes.Change.__table__.c.number <= number))
    session.commit()
    assert changes.since(session, number) == {entry.id}
    assert changes.since(session, number - 1) is None


def test_each_table_says_whether_pages_show_it() -> None:
    """A new table counts for every page until its model says otherwise: think of it when this fails."""
    hidden = {name for name, table in Base.metadata.tables.items() if not table.info.get("on_pages", True)}
    shown = {name for name in Base.metadata.tables if name not in hidden and not name.startswith(("test_", "sample_"))}
    assert shown == {
        "absence", "accountability", "department", "department_head", "duty", "entry", "entry_link", "entry_slug", "evidence", "function", "function_holder", "guideline", "initiative", "journey",
        "learning_path",        "person", "persona", "process", "process_step", "release", "seam", "seam_agreement", "signals_here", "term", "term_label", "touchpoint", "verification",
    }  # fmt: skip
