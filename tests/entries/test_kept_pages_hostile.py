"""Kept pages under attack: nobody gets what was made for somebody else, and no stranger fills the memory."""

import gc
import tracemalloc
from datetime import timedelta
from typing import Any

from arranging import make_term, term_content
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write, wired
from wiki.entries import lifecycle
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create
from wiki.people.models import Person
from wiki.web.runtime import Runtime

PAGE = "/glossary/kanal"
_MISSING = 'class="wikilink missing"'


def _warm(client: FlaskClient) -> str:
    """The page from memory, where it is kept: the first answer after signing in is the application's."""
    for _time in range(3):
        page = client.get(PAGE).text
    return page


def _two_employees(stock: Stock) -> tuple[FlaskClient, FlaskClient]:
    stock.make("Otto Andere")
    return stock.client("employee"), stock.sign_in("otto.andere@example.org")


def test_what_a_colleague_suggested_is_linked_for_the_colleague_alone(session: Session, stock: Stock) -> None:
    make_term(session, "Kanal", definition="Siehe [[neuwort]].")
    emil, otto = _two_employees(stock)
    author = stock.actor(session, "employee")
    begin_write(session)
    term = wired(session, Kinds).get("term")
    entry = create(session, author, term, Edit(term_content("Neuwort"), intent=Intent.REVIEW)).entry
    session.commit()
    assert _MISSING not in _warm(emil)
    assert _MISSING in _warm(otto)
    assert _MISSING not in _warm(emil)
    begin_write(session)
    lifecycle.delete(session, SYSTEM, entry)
    session.commit()
    assert _MISSING in _warm(emil)


def test_a_page_is_kept_for_the_language_it_was_made_in(runtime: Runtime, session: Session, stock: Stock) -> None:
    """Between two queries of one request, its reader chooses another language elsewhere."""
    make_term(session, "Kanal")
    emil, otto = _two_employees(stock)
    _warm(emil)
    make_term(session, "Weg")  # what is kept holds no more
    chosen = {"de": "en", "en": "de"}
    emil_id, changed = stock.ids["Emil Leser"], []

    def choose(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "edit_draft.person_id" in statement and "ended_session" in statement and not changed:
            changed.append(True)
            with runtime.sessions() as other:
                begin_write(other)
                language = other.get_one(Person, emil_id).language
                other.execute(update(Person).where(Person.id == emil_id).values(language=chosen[language]))
                other.commit()

    event.listen(runtime.engine, "before_cursor_execute", choose)
    emil.get(PAGE)
    event.remove(runtime.engine, "before_cursor_execute", choose)
    assert changed
    for reader, language in ((emil, "en"), (otto, "de")):
        assert f'<html lang="{language}"' in _warm(reader)
    with runtime.sessions() as other:
        begin_write(other)
        other.execute(update(Person).values(language="en"))
        other.commit()
    assert '<html lang="en"' in _warm(otto)


def test_a_browser_does_not_show_a_form_until_it_is_too_old_to_be_sent(session: Session, stock: Stock) -> None:
    make_term(session, "Kanal")
    client = stock.client("employee")
    _warm(client)
    tag = client.get(PAGE).headers["ETag"]
    assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 304
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert client.get(PAGE, headers={"If-None-Match": tag}).status_code == 200


def test_cookies_of_others_take_no_room(app: Flask, session: Session) -> None:
    make_term(session, "Kanal")
    app.test_client().get(PAGE)
    client = app.test_client(use_cookies=False)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(60):
        cookies = ";".join(f"{number}.{each:x}=" for each in range(550))
        assert client.get(PAGE, headers={"Cookie": cookies}).status_code == 200
    gc.collect()
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert used < 60 * 12_000
