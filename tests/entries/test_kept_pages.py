"""Pages kept ready: whoever reads one sees what the application would have made at this moment, for this reader."""

import re
from datetime import timedelta

import pytest
from arranging import change, make_term, term_content
from conftest import Stock, csrf_of
from flask import Flask
from flask.testing import FlaskClient
from helpers import count_queries
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write, wired
from wiki.entries import discussion, lifecycle, watching
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create
from wiki.people.models import Department, Person, PersonRole
from wiki.people.service import deactivate_person
from wiki.web.front.holes import cut, fill, hole
from wiki.web.front.kept import KeptPage, KeptPages
from wiki.web.runtime import Runtime

PAGE = "/glossary/kanal"
_WATCHING = re.compile(r"(Wird beobachtet|Watching)\s*</button>")


@pytest.fixture
def term(session: Session) -> int:
    """A released term at PAGE."""
    return make_term(session, "Kanal").id


def _bell(page: str) -> str:
    found = re.search(r'aria-label="(?:Inbox|Posteingang): (\d+)', page)
    assert found, page[:3000]
    return found[1]


def _warm(client: FlaskClient) -> str:
    """The page, asked for until it comes from memory."""
    client.get(PAGE)
    return str(client.get(PAGE).text)


def test_the_second_stranger_is_answered_from_memory(app: Flask, runtime: Runtime, term: int) -> None:
    first = app.test_client().get(PAGE)
    _warm(app.test_client())
    with count_queries(runtime.engine) as counted:
        second = app.test_client().get(PAGE)
    assert counted.statements == []  # the one tiny query goes straight to the driver
    assert (second.text, second.status_code) == (first.text, 200)
    assert second.headers["ETag"] == first.headers["ETag"]
    assert "Set-Cookie" not in second.headers
    kept, made = dict(second.headers), dict(first.headers)
    assert kept == made


def test_an_unchanged_page_is_not_sent_again(app: Flask, term: int) -> None:
    tag = app.test_client().get(PAGE).headers["ETag"]
    for client in (app.test_client(), app.test_client()):
        again = client.get(PAGE, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    assert app.test_client().head(PAGE).data == b""


def test_languages_and_looks_are_kept_apart(app: Flask, term: int) -> None:
    pages = {}
    for language in ("de", "en"):
        for theme in ("light", "dark"):
            client = app.test_client()
            client.set_cookie("cxwiki_language", language)
            client.set_cookie("cxwiki_theme", theme)
            pages[language, theme] = _warm(client)
            assert f'<html lang="{language}" data-bs-theme="{theme}"' in pages[language, theme]
    assert len(set(pages.values())) == 4
    english = app.test_client().get(PAGE, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="en"' in english.text
    padded = ",".join(f"x{number}" for number in range(200)) + ",en"
    assert '<html lang="en"' in app.test_client().get(PAGE, headers={"Accept-Language": padded}).text
    assert '<html lang="de"' in app.test_client().get(PAGE, headers={"Accept-Language": padded[:400]}).text


def test_colleagues_share_a_page_but_not_their_names(app: Flask, runtime: Runtime, stock: Stock, term: int) -> None:
    stock.make("Anna <Meier>")
    stock.make("Bert Schulz")
    with runtime.sessions() as session:
        begin_write(session)
        session.get_one(Person, stock.ids["Anna <Meier>"]).email = "anna@example.org"
        session.commit()
    anna, bert = stock.sign_in("anna@example.org"), stock.sign_in("bert.schulz@example.org")
    hers = _warm(anna)
    with count_queries(runtime.engine) as counted:
        his = bert.get("/").text and bert.get(PAGE)
    assert "Anna &lt;Meier&gt;" in hers
    assert "Anna" not in his.text
    assert "Bert Schulz" in his.text
    with count_queries(runtime.engine) as counted:
        again = bert.get(PAGE)
    assert counted.statements == []
    assert "Bert Schulz" in again.text
    assert "Anna" not in again.text
    assert csrf_of(hers) != csrf_of(again.text)
    assert anna.get(PAGE).headers["ETag"] != again.headers["ETag"]


def test_a_kept_form_can_be_sent(session: Session, stock: Stock, term: int) -> None:
    client = stock.client("employee")
    page = _warm(client)
    sent = client.post(f"{PAGE}/watch", data={"csrf_token": csrf_of(page)})
    assert sent.status_code == 303
    session.rollback()
    assert stock.ids["Emil Leser"] in watching.watcher_ids(session, term)


def test_a_release_is_seen_by_the_next_reader(app: Flask, session: Session, stock: Stock, term: int) -> None:
    readers = [app.test_client(), stock.client("employee"), stock.client("editor")]
    for reader in readers:
        assert "Weg zum Kunden" in _warm(reader)
    change(session, session.get_one(Entry, term), term_content("Kanal", "Ganz neu"), 1, intent=Intent.RELEASE)
    for reader in readers:
        page = reader.get(PAGE).text
        assert "Ganz neu" in page
        assert "Weg zum Kunden" not in page


def test_what_is_linked_shows_its_new_title(app: Flask, session: Session, term: int) -> None:
    change(session, session.get_one(Entry, term), term_content("Kanal", "Siehe [[naehe]]."), 1, intent=Intent.RELEASE)
    assert "naehe" in _warm(app.test_client())
    other = make_term(session, "Nähe")
    assert ">Nähe</a>" in _warm(app.test_client())
    change(session, other, term_content("Ferne"), 1, intent=Intent.RELEASE)
    assert ">Ferne</a>" in app.test_client().get(PAGE).text
    begin_write(session)
    lifecycle.delete(session, SYSTEM, session.get_one(Entry, other.id))
    session.commit()
    assert "missing" in app.test_client().get(PAGE).text


def test_watching_threads_and_the_bell_are_those_of_now(session: Session, stock: Stock, term: int) -> None:
    client, other = stock.client("employee"), stock.client("auditor")
    assert _bell(_warm(client)) == _bell(_warm(other)) == "0"
    employee, editor = stock.actor(session, "employee"), stock.actor(session, "editor")
    begin_write(session)
    watching.toggle(session, employee, session.get_one(Entry, term))
    discussion.add(session, editor, session.get_one(Entry, term), discussion.Remark("?", on_revision=1))
    session.commit()
    page = client.get(PAGE).text
    assert _WATCHING.search(page)
    assert re.search(r"(Diskussion|Discussion)\D+1\D", page)
    assert not _WATCHING.search(other.get(PAGE).text)


def test_drafts_are_seen_by_those_who_may_and_by_nobody_else(
    app: Flask, session: Session, stock: Stock, term: int
) -> None:
    stranger, employee, editor = app.test_client(), stock.client("employee"), stock.client("editor")
    for each in (stranger, employee, editor):
        _warm(each)
    author = stock.actor(session, "editor")
    change(session, session.get_one(Entry, term), term_content("Kanal", "Entwurf"), 1, actor=author)
    assert "Rita Redaktion" in _warm(editor)
    for each in (stranger, employee):
        assert "Rita Redaktion" not in _warm(each)


def test_rights_given_and_taken_show_at_once(session: Session, stock: Stock, term: int) -> None:
    client = stock.client("employee")
    assert "/archive" not in _warm(client)
    begin_write(session)
    person = session.get_one(Person, stock.ids["Emil Leser"])
    person.roles.append(PersonRole(role="cx_manager", given_at=clock.now()))
    session.commit()
    assert "/archive" in _warm(client)
    begin_write(session)
    session.get_one(Person, person.id).roles.clear()
    session.commit()
    assert "/archive" not in _warm(client)


def test_who_signs_out_or_is_shut_out_is_a_stranger_at_once(
    app: Flask, session: Session, stock: Stock, term: int
) -> None:
    client = stock.client("employee")
    page = _warm(client)
    cookie = client.get_cookie("cxwiki_session")
    assert cookie is not None
    client.post("/logout", data={"csrf_token": csrf_of(page)})
    thief = app.test_client()
    thief.set_cookie("cxwiki_session", cookie.value)
    assert "Emil Leser" not in thief.get(PAGE).text
    other = stock.client("employee")
    assert "Emil Leser" in _warm(other)
    begin_write(session)
    deactivate_person(session, SYSTEM, session.get_one(Person, stock.ids["Emil Leser"]))
    session.commit()
    assert "Emil Leser" not in other.get(PAGE).text


def test_a_session_is_renewed_while_pages_come_from_memory(
    stock: Stock, term: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = stock.client("employee")
    _warm(client)
    assert "Set-Cookie" not in client.get(PAGE).headers
    monkeypatch.setattr("wiki.people.front.RENEWED_AFTER", 0)
    assert "Set-Cookie" in client.get(PAGE).headers


def test_a_review_falls_due_overnight(app: Flask, session: Session, term: int) -> None:
    assert not re.search("überfällig|overdue", _warm(app.test_client()))
    entry = session.get_one(Entry, term)
    assert entry.next_review is not None
    days = (entry.next_review - clock.today("Europe/Berlin")).days + 2
    with clock.frozen(clock.now() + timedelta(days=days)):
        assert re.search("überfällig|overdue", app.test_client().get(PAGE).text)


def test_other_names_show_on_every_page(app: Flask, session: Session) -> None:
    begin_write(session)
    department = Department(slug="vertrieb", name_de="Vertrieb", name_en="Sales", sort_key="vertrieb")
    session.add(department)
    session.flush()
    content = {"title": {"de": "Ton"}, "body": {"de": "Freundlich."}, "department": "vertrieb"}
    create(session, SYSTEM, wired(session, Kinds).get("guideline"), Edit(content, intent=Intent.RELEASE), "ton")
    session.commit()
    client = app.test_client()
    assert client.get("/guidelines/ton").text.count("Vertrieb") > 0
    begin_write(session)
    session.get_one(Department, department.id).name_de = "Verkauf"
    session.commit()
    page = client.get("/guidelines/ton").text
    assert "Verkauf" in page
    assert "Vertrieb" not in page


def test_what_people_write_never_becomes_a_hole(app: Flask, session: Session, stock: Stock, term: int) -> None:
    for text in ("\ue100form_token\ue101", "\ue100x:form_token\ue101", "{{ csrf_token() }}"):
        number = session.get_one(Entry, term).latest_number
        change(session, session.get_one(Entry, term), term_content("Kanal", text), number, intent=Intent.RELEASE)
        client = stock.client("employee")
        page = _warm(client)
        assert page.count(csrf_of(page)) == client.get(PAGE).text.count(csrf_of(client.get(PAGE).text))
        assert text.strip("{} ")[:12] in page


def test_an_address_with_a_query_or_a_fragment_is_the_applications(app: Flask, runtime: Runtime, term: int) -> None:
    client = app.test_client()
    _warm(client)
    with count_queries(runtime.engine) as counted:
        assert client.get(f"{PAGE}?x=1").status_code == 200
    assert counted.statements != []


def test_holes_come_back_as_they_were_cut() -> None:
    page = f"<b>{hole('name')}</b>…{hole('inbox_badge')}"
    segments, names = cut(page)
    assert names == ("name", "inbox_badge")
    assert fill(segments, names, {"name": "Änne", "inbox_badge": ""}).decode() == "<b>Änne</b>…"


def test_memory_is_capped_in_bytes() -> None:
    kept = KeptPages(100_000)
    for number in range(200):
        kept.put(f"/{number}", number, KeptPage(number, 1, (b"x" * 5000,), (), [], "t"))
    held = [number for number in range(200) if kept.get(number)]
    assert held == list(range(200 - len(held), 200))
    assert 10 < len(held) <= 20
    kept.put("/large", "large", KeptPage(1, 1, (b"x" * 50_000,), (), [], "t"))
    assert kept.get("large") is None


def test_lists_are_kept_for_strangers_until_anything_changes(
    app: Flask, runtime: Runtime, session: Session, stock: Stock, term: int
) -> None:
    stranger = app.test_client()
    stranger.get("/glossary/")
    assert "Kanal" in stranger.get("/glossary/").text
    with count_queries(runtime.engine) as counted:
        stranger.get("/glossary/")
    assert counted.statements == []
    change(session, session.get_one(Entry, term), term_content("Weg"), 1, intent=Intent.RELEASE)
    assert "Kanal" not in stranger.get("/glossary/").text
    author = stock.actor(session, "editor")
    make_term(session, "Entwurf", actor=author, intent=Intent.DRAFT)
    assert "Entwurf" in stock.client("editor").get("/glossary/").text
    assert ">Entwurf<" not in stranger.get("/glossary/").text


def test_the_successor_of_an_archived_entry_shows_its_new_title(app: Flask, session: Session, term: int) -> None:
    other = make_term(session, "Weg")
    begin_write(session)
    lifecycle.archive(session, SYSTEM, session.get_one(Entry, term), session.get_one(Entry, other.id))
    session.commit()
    assert ">Weg</a>" in _warm(app.test_client())
    change(session, session.get_one(Entry, other.id), term_content("Pfad"), 1, intent=Intent.RELEASE)
    assert ">Pfad</a>" in app.test_client().get(PAGE).text
