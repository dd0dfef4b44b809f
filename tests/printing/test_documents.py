"""An entry as a document: what stands on it, and for whom."""

import made_kinds as made
import pytest
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from helpers import count_queries
from printed import GERMAN, complaint, department_led_by, words_of
from sqlalchemy.orm import Session

from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.lifecycle import archive, rename
from wiki.entries.service import Edit, Intent, create
from wiki.web.runtime import Runtime


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _words(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=GERMAN)
    assert answer.status_code == 200, answer.text
    return words_of(answer.text)


def test_a_process_identifies_itself_and_holds_everything(client: FlaskClient, session: Session) -> None:
    complaint(session)
    words = _words(client, "/processes/beschwerde/print")
    for each in (
        "Prozess P-7", "Beschwerde", "Version 1", "Status Freigegeben", "Nächste Überprüfung", "http://localhost/processes/beschwerde",
        "Niemand hebt ab", "Kritische Bruchstelle", "Rückruf (24 Stunden)", "Interaktionslinie", "Handbuch", "https://example.org/handbuch",
        "Ausdrucke unterliegen nicht der Lenkung",
    ):  # fmt: skip
        assert each in words, each


def test_a_long_process_is_drawn_in_bands_as_wide_as_the_sheet(client: FlaskClient, session: Session) -> None:
    complaint(session)
    html = client.get("/processes/beschwerde/print", headers=GERMAN).text
    assert html.count('<table class="blueprint') == 2
    assert html.count('class="step"') + html.count('class="step critical"') == 9


def test_the_sheet_names_the_department_and_the_function_of_who_leads_it(
    client: FlaskClient, session: Session, stock: Stock
) -> None:
    department_led_by(session, stock.make("Nora Sturm"))
    complaint(session, department="service")
    assert "Verantwortlich Kundenservice (Serviceleitung)" in _words(client, "/processes/beschwerde/print")


def test_names_of_people_are_for_those_who_are_signed_in(client: FlaskClient, session: Session, stock: Stock) -> None:
    stock.actor(session, "editor")
    _release_as_editor(session, stock)
    assert "Rita Redaktion" not in client.get("/glossary/kanal/print").text
    assert "Rita Redaktion" not in client.get("/glossary/kanal/print.css").text
    words = _words(stock.client("employee"), "/glossary/kanal/print")
    assert "Freigegeben von Rita Redaktion" in words


def _release_as_editor(session: Session, stock: Stock) -> None:
    actor = stock.actor(session, "editor")
    begin_write(session)
    create(
        session,
        actor,
        wired(session, Kinds).get("term"),
        Edit(made.term(), intent=Intent.RELEASE, note="Erste Fassung"),
    )
    session.commit()


def test_the_released_versions_are_listed_for_those_who_may_see_them(
    client: FlaskClient, session: Session, stock: Stock
) -> None:
    _release_as_editor(session, stock)
    assert "Erste Fassung" in _words(stock.client("employee"), "/glossary/kanal/print")
    assert "Erste Fassung" not in client.get("/glossary/kanal/print").text


def test_a_draft_says_so_across_every_page_and_only_to_its_writers(
    client: FlaskClient, session: Session, stock: Stock
) -> None:
    made.made(session, "term", made.term(), Intent.DRAFT)
    assert client.get("/glossary/kanal/print").status_code == 404
    assert client.get("/glossary/kanal/print.css").status_code == 404
    assert client.get("/glossary/kanal/pdf").status_code == 404
    html = stock.client("editor").get("/glossary/kanal/print", headers=GERMAN).text
    assert '<div class="watermark" aria-hidden="true">Entwurf</div>' in html
    assert "nicht freigegeben" in stock.client("editor").get("/glossary/kanal/print?lang=de").text


def test_what_is_archived_says_that_it_no_longer_holds(client: FlaskClient, session: Session, stock: Stock) -> None:
    entry = made.made(session, "term", made.term())
    actor = stock.actor(session, "cx_manager")
    begin_write(session)
    archive(session, actor, entry)
    session.commit()
    assert "Nicht mehr gültig" in _words(client, "/glossary/kanal/print")


def test_the_document_is_in_the_language_asked_for(client: FlaskClient, session: Session) -> None:
    complaint(session)
    answer = client.get("/processes/beschwerde/print?lang=en", headers=GERMAN)
    assert '<html lang="en">' in answer.text
    assert "Nobody answers" in answer.text
    assert "Printed copies are not controlled" in answer.text
    assert "Complaint" in client.get("/processes/beschwerde/print.css?lang=en", headers=GERMAN).text


@pytest.mark.parametrize("name", ["touchpoint", "guideline", "persona", "journey"])
def test_every_kind_can_be_printed(app: Flask, client: FlaskClient, session: Session, name: str) -> None:
    kind = wired(session, Kinds).get(name)
    made.made(session, name, getattr(made, name)("Muster"))
    assert "Muster" in _words(client, f"/{kind.path}/muster/print")
    assert "Muster" in _words(client, f"/{kind.path}/print")


def test_a_title_cannot_break_out_of_the_head_of_the_page(client: FlaskClient, session: Session) -> None:
    title = '"}</style><script>alert(1)</script>\\'
    made.made(session, "guideline", made.guideline(title), slug="angriff")
    style = client.get("/guidelines/angriff/print.css")
    assert style.mimetype == "text/css"
    assert "<" not in style.text
    assert style.text.count("{") == style.text.count("}")
    assert "\\22 \\7d \\3c /style\\3e " in style.text
    assert "<script>alert" not in client.get("/guidelines/angriff/print").text


def test_the_menu_of_an_entry_leads_to_print_and_pdf(client: FlaskClient, session: Session) -> None:
    made.made(session, "term", made.term())
    page = client.get("/glossary/kanal").text
    assert 'href="/glossary/kanal/print"' in page
    assert 'href="/glossary/kanal/pdf"' in page


def test_a_former_address_leads_to_the_document_as_well(client: FlaskClient, session: Session, stock: Stock) -> None:
    entry = made.made(session, "term", made.term())
    actor = stock.actor(session, "editor")
    begin_write(session)
    rename(session, actor, entry, "weg")
    session.commit()
    answer = client.get("/glossary/kanal/print?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/glossary/weg/print?lang=en")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_document_costs_the_same_few_queries_however_long_it_is(
    client: FlaskClient, session: Session, runtime: Runtime
) -> None:
    made.made(session, "process", made.process("Kurz", steps=[made.step()]))
    complaint(session)
    counts = []
    for slug in ("kurz", "beschwerde"):
        client.get(f"/processes/{slug}/print")
        with count_queries(runtime.engine) as counted:
            client.get(f"/processes/{slug}/print")
        counts.append(counted.selects)
    assert counts[0] == counts[1]
