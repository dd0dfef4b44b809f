"""PDF files, read again: pages, outline, language, and what must not be in them."""

from collections.abc import Iterator

import made_kinds as made
import pytest
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from printed import complaint, outline_of, pdf_of, text_of
from sqlalchemy.orm import Session

from wiki.entries.service import Intent
from wiki.printing import rendering, views
from wiki.printing.rendering import Job, Limits, TooLarge, render

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_process_is_a_tagged_pdf_with_counted_pages_and_an_outline(client: FlaskClient, session: Session) -> None:
    complaint(session)
    reader = pdf_of(client, "/processes/beschwerde/pdf")
    root = reader.root_object
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Beschwerde")
    number = len(reader.pages)
    assert number >= 3
    for at, page in enumerate(reader.pages, start=1):
        words = " ".join(page.extract_text().split())
        assert f"Seite {at} von {number}" in words
        assert "Prozess P-7 · Version 1 · freigegeben am" in words
        assert "Ausdrucke unterliegen nicht der Lenkung" in words
    assert {"Beschwerde", "Bruchstellen", "Schritt für Schritt"} <= set(outline_of(reader))
    widths = {round(float(page.mediabox.width)) for page in reader.pages}
    assert widths == {595, 842}, "the drawing lies on its side"


def test_the_file_is_named_after_entry_version_and_language(client: FlaskClient, session: Session) -> None:
    made.made(session, "term", made.term())
    answer = client.get("/glossary/kanal/pdf?lang=en")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kanal-1-en.pdf"'
    again = client.get("/glossary/kanal/pdf?lang=en", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_glossary_is_a_dictionary_with_links_that_stay_inside(session: Session, stock: Stock) -> None:
    made.made(session, "term", made.term("Kanal", "channel", related=["aerger"]))
    labels = [made.label("Ärger"), made.label("Unmut", status="admitted"), made.label("Wut", status="deprecated")]
    made.made(session, "term", {"labels": labels, "definition": {"de": "Gefühl"}}, slug="aerger")
    made.made(session, "term", made.term("Zusage", "promise"), Intent.DRAFT)
    reader = pdf_of(stock.client("employee"), "/glossary/pdf")
    words = text_of(reader)
    assert words.index("Ärger", words.index("Gefühl") - 200) < words.index("Weg zwischen Kunde")
    assert "Unmut" in words
    assert "channel" in words
    assert "Zusage" not in words
    assert [each for each in outline_of(reader) if each in ("A", "K", "Ärger", "Kanal")] == ["A", "Ärger", "K", "Kanal"]
    assert not [each for each in _addresses(reader) if "/glossary/aerger" in each]


def _addresses(reader: object) -> Iterator[str]:
    for page in reader.pages:  # type: ignore[attr-defined]
        for each in page.get("/Annots", ()):
            action = each.get_object().get("/A", {})
            if "/URI" in action:
                yield str(action["/URI"])


def test_a_glossary_too_large_for_a_pdf_says_how_large_it_is(
    session: Session, stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = stock.client("employee")
    made.made(session, "term", made.term())
    made.made(session, "term", made.term("Ärger", "anger", field_of_action="capture"))
    monkeypatch.setattr(views, "MOST_ENTRIES", 1)
    answer = client.get("/glossary/pdf", headers={"Accept-Language": "de"})
    assert answer.status_code == 413
    assert "Das sind 2 Einträge; eine PDF-Datei fasst höchstens 1." in answer.text
    assert "/glossary/pdf" not in client.get("/glossary/print").text
    assert client.get("/glossary/print").status_code == 200
    narrower = client.get("/glossary/pdf?field_of_action=capture", headers={"If-None-Match": "*"})
    assert narrower.status_code == 304


def test_strangers_print_a_whole_library_and_are_not_offered_it_as_pdf(client: FlaskClient, session: Session) -> None:
    made.made(session, "term", made.term())
    assert "/glossary/pdf" not in client.get("/glossary/print").text
    assert client.get("/glossary/pdf").status_code == 303


def test_a_stranger_gets_no_draft_and_no_names(client: FlaskClient, session: Session, stock: Stock) -> None:
    made.made(session, "term", made.term(), Intent.DRAFT)
    assert client.get("/glossary/kanal/pdf").status_code == 404
    assert "Entwurf" in text_of(pdf_of(stock.client("editor"), "/glossary/kanal/pdf"))


class TestHostile:
    """Whoever writes texts cannot reach beyond the document."""

    def test_nothing_is_fetched_but_the_files_that_belong_to_it(self, app: Flask, tmp_path: object) -> None:
        html = (
            "<html lang='en'><head><title>x</title><link rel='stylesheet' href='http://127.0.0.1:1/x.css'></head><body><p>here</p>"
            "<img src='file:///etc/passwd'><img src='http://127.0.0.1:1/x.png'><img src='/static/other.png'>"
            "<object data='file:///etc/passwd'></object></body></html>"
        )
        made_pdf = render(Job(html, "http://localhost/x"))
        assert made_pdf.startswith(b"%PDF-")
        assert b"root:" not in made_pdf

    def test_what_takes_too_long_is_stopped(self, app: Flask) -> None:
        cells = "<div style='columns:3'>" * 12 + "<p>" + "word " * 200_000 + "</div>" * 12
        with app.test_request_context(), pytest.raises(TooLarge):
            render(Job(f"<html lang='en'><title>x</title><body>{cells}", "http://localhost/"), Limits(seconds=1))

    def test_what_needs_too_much_memory_is_stopped(self, app: Flask) -> None:
        with app.test_request_context(), pytest.raises(TooLarge):
            render(Job("<html><title>x</title><p>x", "http://localhost/"), Limits(memory=90 * 1024 * 1024))

    def test_what_can_only_fail_is_not_tried(self, app: Flask) -> None:
        with app.test_request_context(), pytest.raises(TooLarge):
            render(Job("<p>" * 100, "http://localhost/"), Limits(html=100))

    def test_a_file_too_large_is_not_handed_out(self, app: Flask) -> None:
        with app.test_request_context(), pytest.raises(TooLarge):
            render(Job("<html><title>x</title><p>x", "http://localhost/"), Limits(size=100))


class TestWithoutTheExtra:
    """An installation without `cxwiki[pdf]`."""

    @pytest.fixture(autouse=True)
    def without(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setattr(rendering, "find_spec", lambda _name: None)
        rendering.available.cache_clear()
        yield
        rendering.available.cache_clear()

    def test_nothing_leads_to_pdf(self, client: FlaskClient, session: Session) -> None:
        made.made(session, "term", made.term())
        for address in ("/glossary/kanal", "/glossary/kanal/print", "/glossary/print"):
            assert "/pdf" not in client.get(address).text

    def test_its_address_says_what_to_do_instead(self, session: Session, stock: Stock) -> None:
        client = stock.client("employee")
        made.made(session, "term", made.term())
        for address in ("/glossary/kanal/pdf", "/glossary/pdf"):
            answer = client.get(address, headers={"Accept-Language": "de"})
            assert answer.status_code == 501
            assert "Als PDF sichern" in answer.text
