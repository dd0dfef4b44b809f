"""Mentions on pages: up to date at the next read, on every process; cards; off for who reads without."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Browser, Stock
from flask import Flask
from flask.testing import FlaskClient
from helpers import count_queries
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.app import create_app
from wiki.config import Settings
from wiki.core.db import begin_write, wired
from wiki.entries import lifecycle
from wiki.entries.annotating import Annotations
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create, save
from wiki.web.runtime import Runtime

TEXT = "Ein Kunde nutzt den Kanal, der Interessent noch nicht."


def _label(text: str, status: str = "preferred", language: str = "de", kind: str = "full") -> dict[str, str]:
    return {"language": language, "text": text, "status": status, "type": kind}


def _term(*labels: dict[str, str], **parts: Any) -> dict[str, Any]:
    return {"labels": list(labels), "definition": {"de": "was es ist", "en": "what it is"}, **parts}


def _make(session: Session, kind: str, content: dict[str, Any], intent: Intent = Intent.RELEASE) -> Entry:
    begin_write(session)
    entry = create(session, SYSTEM, wired(session, Kinds).get(kind), Edit(content, intent=intent)).entry
    session.commit()
    return entry


def _change(session: Session, entry: Entry, content: dict[str, Any]) -> None:
    begin_write(session)
    save(session, SYSTEM, entry, Edit(content, entry.latest_number, intent=Intent.RELEASE))
    session.commit()


def _act(session: Session, act: Any, *arguments: Any) -> None:
    begin_write(session)
    act(session, SYSTEM, *arguments)
    session.commit()


@pytest.fixture
def page(session: Session) -> str:
    """The address of a guideline that mentions things."""
    _make(session, "guideline", {"title": {"de": "Regel", "en": "Rule"}, "body": {"de": TEXT, "en": "A customer."}})
    return "/guidelines/regel"


@pytest.fixture
def other_app(app: Flask, settings: Settings) -> Iterator[Flask]:
    """Another process of the same wiki, as good as: it shares nothing but the database."""
    application = create_app(settings, testing=True)
    application.test_client_class = Browser
    yield application
    application.extensions["cxwiki"].engine.dispose()


def _links(client: FlaskClient, address: str, language: str = "de") -> list[tuple[str, str]]:
    html = client.get(address, headers={"Accept-Language": language}).text
    return [(words, link) for link, words in re.findall(r'<a class="term[^"]*" href="([^"]+)"[^>]*>(.*?)</a>', html)]


def test_a_released_term_is_linked_at_the_next_read_of_every_page_on_every_process(
    app: Flask, other_app: Flask, session: Session, page: str
) -> None:
    for client in (app.test_client(), other_app.test_client()):
        assert _links(client, page) == []
    _make(session, "term", _term(_label("Kunde")))
    for client in (app.test_client(), other_app.test_client()):
        assert _links(client, page) == [("Kunde", "/glossary/kunde")]
    _make(session, "term", _term(_label("Kanal")), Intent.DRAFT)
    for client in (app.test_client(), other_app.test_client()):
        assert _links(client, page) == [("Kunde", "/glossary/kunde")]


def test_other_labels_another_address_the_archive_and_the_bin_show_at_the_next_read_everywhere(
    app: Flask, other_app: Flask, session: Session, page: str
) -> None:
    term = _make(session, "term", _term(_label("Kunde")))
    clients = [app.test_client(), other_app.test_client()]

    def seen() -> list[list[tuple[str, str]]]:
        return [_links(client, page) for client in clients]

    assert seen() == [[("Kunde", "/glossary/kunde")]] * 2
    _change(session, term, _term(_label("Interessent"), _label("Kanal", "admitted")))
    assert seen() == [[("Kanal", "/glossary/kunde")]] * 2, "the first mention of the concept"
    _act(session, lifecycle.rename, term, "wer-fragt")
    assert seen() == [[("Kanal", "/glossary/wer-fragt")]] * 2
    _act(session, lifecycle.archive, term)
    assert seen() == [[]] * 2
    _act(session, lifecycle.unarchive, term)
    assert seen() == [[("Kanal", "/glossary/wer-fragt")]] * 2
    _act(session, lifecycle.delete, term)
    assert seen() == [[]] * 2
    _act(session, lifecycle.undelete, term)
    assert seen() == [[("Kanal", "/glossary/wer-fragt")]] * 2


def test_every_text_of_every_kind_is_linked(app: Flask, session: Session) -> None:
    term = _make(session, "term", _term(_label("Kunde")))
    both = {"de": "Der Kunde.", "en": "Der Kunde."}
    step = {"key": "eins", "lane": "customer", "title": {"de": "Kunde fragt"}}
    texts = (
        "happens",
        "break_point",
        "evidence",
        "expectation",
        "promise",
        "questions",
        "complaints",
        "drop_out",
        "wait",
    )
    pages = {
        "/glossary/kanal": ("term", _term(_label("Kanal"), definition=both, note=both, example=both, body=both), 4),
        "/guidelines/regel": ("guideline", {"title": {"de": "Regel"}, "summary": both, "body": both}, 2),
        "/touchpoints/hotline": (
            "touchpoint", {"title": {"de": "Hotline"}, "summary": both, "expectation": both, "body": both}, 3,
        ),
        "/processes/ablauf": (
            "process",
            {
                "title": {"de": "Ablauf"}, "summary": both, "trigger": both, "result": both, "body": both,
                "steps": [{**step, name: both, "key": name.replace("_", "-")} for name in texts],
            },
            3 + len(texts) + 1,  # what breaks is told above the drawing, too
        ),
    }  # fmt: skip
    for address, (kind, content, number) in pages.items():
        _make(session, kind, content)
        assert _links(app.test_client(), address) == [("Kunde", "/glossary/kunde")] * number, address
    confused = [{"entry": "kunde", "difference": both}]
    _make(session, "term", _term(_label("Nutzer"), confused_with=confused))
    assert _links(app.test_client(), "/glossary/nutzer") == [("Kunde", "/glossary/kunde")]
    assert term.slug == "kunde"


def test_titles_and_the_drawing_stay_free_of_links(app: Flask, session: Session) -> None:
    _make(session, "term", _term(_label("Kunde")))
    step = {"key": "eins", "lane": "customer", "title": {"de": "Kunde fragt"}, "wait": {"de": "Kunde wartet"}}
    _make(session, "process", {"title": {"de": "Kunde"}, "steps": [step]})
    html = app.test_client().get("/processes/kunde", headers={"Accept-Language": "de"}).text
    drawing = html[html.index('class="blueprint') : html.index("</table>")]
    assert "Kunde wartet" in drawing
    assert 'class="term"' not in drawing
    assert html.count('class="term"') == 1


def test_a_bad_label_spoils_no_page(app: Flask, session: Session, page: str) -> None:
    labels = [
        _label("e", "admitted"),
        _label("der", "admitted"),
        _label("1", "admitted"),
        _label("lang " * 29, "hidden"),
    ]
    _make(session, "term", _term(_label("Nachwort"), *labels))
    _make(session, "term", _term(_label("a" * 150)))
    assert _links(app.test_client(), page) == []


def test_a_page_asks_one_small_thing_more_and_as_much_with_many_terms(
    app: Flask, runtime: Runtime, session: Session, page: str
) -> None:
    def selects() -> int:
        client = app.test_client()
        client.get(page)
        client.get("/preferences?links=on")  # a choice of its own: the page is made anew
        with count_queries(runtime.engine) as counted:
            client.get(f"{page}?x=1")
        return counted.selects

    before = selects()
    for name in ("Kunde", "Kanal", "Interessent"):
        _make(session, "term", _term(_label(name)))
    assert len(_links(app.test_client(), page)) == 3
    assert selects() == before


def test_the_number_of_labels_stays_while_other_things_change(app: Flask, session: Session) -> None:
    term = _make(session, "term", _term(_label("Kunde")))

    def number() -> int:
        with app.test_request_context():
            session.rollback()
            return wired(session, Annotations).of(session).number

    before = number()
    _make(session, "guideline", {"title": {"de": "Regel"}})
    _change(session, term, _term(_label("Kunde"), note={"de": "nur eine Notiz"}))
    assert number() == before
    _change(session, term, _term(_label("Kunde"), _label("Käufer", "admitted")))
    assert number() > before


def test_the_card_says_what_a_colleague_wants_to_know(app: Flask, session: Session) -> None:
    _make(session, "term", _term(_label("Kanal"), _label("channel", language="en")))
    labels = [_label("Kunde"), _label("customer", language="en"), _label("Abnehmer", "deprecated")]
    difference = {"de": "der eine zahlt", "en": "one of them pays"}
    confused = [{"entry": "kanal", "difference": difference}]
    definition = {"de": "wer **zahlt**", "en": "who pays"}
    _make(session, "term", _term(*labels, scope="Vertrieb", confused_with=confused, definition=definition))
    client = app.test_client()
    card = client.get("/glossary/kunde/card", headers={"Accept-Language": "de", "HX-Request": "true"})
    assert "<html" not in card.text
    for words in ("<b>Kunde</b>", 'lang="en">customer', "Freigegeben", "<p>wer zahlt</p>", "Vertrieb", "der eine zahlt",
                  'href="/glossary/kanal"', 'href="/glossary/kunde"'):  # fmt: skip
        assert words in card.text, words
    assert "Abnehmer" not in card.text
    said = client.get("/glossary/kunde/card?said=abnehmer", headers={"Accept-Language": "de", "HX-Request": "true"})
    assert "Abnehmer" in said.text
    other = client.get("/glossary/kunde/card?said=Unfug", headers={"HX-Request": "true"})
    assert "Unfug" not in other.text
    again = client.get(
        "/glossary/kunde/card",
        headers={"Accept-Language": "de", "HX-Request": "true", "If-None-Match": card.headers["ETag"]},
    )
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "private, no-cache")


def test_a_word_with_two_meanings_offers_both_with_and_without_script(app: Flask, session: Session, page: str) -> None:
    _make(session, "term", _term(_label("Kunde"), scope="Vertrieb"))
    _make(session, "term", _term(_label("Kunde"), scope="Archiv"))
    client = app.test_client()
    [(words, address)] = _links(client, page)
    assert words == "Kunde"
    for headers in ({"HX-Request": "true"}, {}):
        answer = client.get(address.replace("&amp;", "&"), headers={**headers, "Accept-Language": "en"})
        assert answer.text.count("<b>Kunde</b>") == 2
        assert "Only in: Vertrieb" in answer.text
        assert "Only in: Archiv" in answer.text
        assert ("<html" in answer.text) is not bool(headers)


def test_a_card_shows_nothing_its_reader_may_not_read(app: Flask, session: Session, stock: Stock) -> None:
    _make(session, "term", _term(_label("Kanal")))
    _make(session, "term", _term(_label("Geheim")), Intent.DRAFT)
    gone = _make(session, "term", _term(_label("Fort")))
    _act(session, lifecycle.delete, gone)
    for client in (app.test_client(), stock.client("editor")):
        assert client.get("/glossary/geheim/card").status_code == 404
        assert client.get("/glossary/nirgends/card").status_code == 404
        both = client.get("/glossary/kanal/card?or=geheim&or=fort&or=kanal&or=x%00", headers={"HX-Request": "true"})
        assert (both.status_code, both.text.count('class="term-card"')) == (200, 1)
    assert app.test_client().get("/glossary/fort/card").status_code == 404


def test_a_card_at_a_former_address_leads_to_the_present_one(app: Flask, session: Session) -> None:
    term = _make(session, "term", _term(_label("Kanal")))
    _act(session, lifecycle.rename, term, "weg")
    answer = app.test_client().get("/glossary/kanal/card?said=x")
    assert (answer.status_code, answer.location) == (308, "/glossary/weg/card?said=x")


def test_strangers_switch_marks_off_in_their_browser_and_on_again(app: Flask, session: Session, page: str) -> None:
    _make(session, "term", _term(_label("Kunde")))
    reader, another = app.test_client(), app.test_client()
    assert len(_links(reader, page)) == 1
    answer = reader.get(f"/preferences?links=off&next={page}")
    assert (answer.status_code, answer.location) == (303, page)
    assert _links(reader, page) == []
    assert "links=on" in reader.get(page).text
    assert len(_links(another, page)) == 1
    reader.get("/preferences?links=nonsense")
    assert _links(reader, page) == []
    reader.get("/preferences?links=on")
    assert len(_links(reader, page)) == 1


def test_people_switch_marks_off_in_their_profile(app: Flask, session: Session, stock: Stock, page: str) -> None:
    _make(session, "term", _term(_label("Kunde")))
    reader = stock.client("employee")
    reader.get("/preferences?links=on")
    assert len(_links(reader, page)) == 1
    profile = reader.get("/me").text
    assert re.search(r'name="marks_terms"[^>]*checked|checked[^>]*name="marks_terms"', profile)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', profile)
    assert token
    fields = {"name": "Emil Leser", "language": "de", "theme": "auto", "timezone": "", "mail_preference": "daily"}
    assert reader.post("/me", data={**fields, "csrf_token": token[1]}).status_code == 303
    assert _links(reader, page) == []
    reader.get("/preferences?links=on")
    assert len(_links(reader, page)) == 1, "this browser is asked first"


def test_the_preview_shows_what_will_be_linked_and_what_will_not(session: Session, stock: Stock) -> None:
    _make(session, "term", _term(_label("Kunde")))
    writer = stock.client("editor")
    form = writer.get("/guidelines/new").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token
    answer = writer.post("/guidelines/preview", data={"text": "Der [[!Kunde]] und der Kunde", "csrf_token": token[1]})
    assert '<span class="nolink">Kunde</span> und der <a class="term"' in answer.text
