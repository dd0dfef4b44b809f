"""The results page, parameters of the JSON address, and the as-you-type list."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Stock
from tests.search.conftest import Library, term
from tests.search.test_api import ask
from wiki.app import create_app
from wiki.config import Settings

PROCESS = {
    "title": {"de": "Rückgabe", "en": "Return"},
    "summary": {"de": "Ware geht zurück"},
    "steps": [
        {
            "key": "paket-packen",
            "lane": "customer",
            "title": {"de": "Paket packen"},
            "happens": {"de": "Klebeband suchen"},
        },
        {
            "key": "geld-senden",
            "lane": "backstage",
            "title": {"de": "Geld senden"},
            "happens": {"de": "Betrag anweisen"},
            "actor": {"de": "Buchhaltung"},
        },
    ],
}


def test_a_step_is_linked_where_it_stands(library: Library, visitor: FlaskClient) -> None:
    library.release("process", PROCESS)
    [hit] = ask(visitor, q="Klebebänder")["results"]
    assert hit["url"] == "/processes/rueckgabe#step-paket-packen"
    assert "Paket packen" in hit["matched"]
    assert hit["snippet"] == "<mark>Klebeband</mark> suchen"
    assert 'href="/processes/rueckgabe#step-paket-packen"' in visitor.get("/search?q=klebeband").text
    assert ask(visitor, q="Rückgabe")["results"][0]["url"] == "/processes/rueckgabe"


def test_steps_are_hits_of_their_own(library: Library, visitor: FlaskClient) -> None:
    library.release("process", PROCESS)
    [hit] = ask(visitor, q="Geld senden")["results"]
    assert hit["steps"] == [
        {
            "key": "geld-senden",
            "title": "Geld senden",
            "url": "/processes/rueckgabe#step-geld-senden",
            "actor": "Buchhaltung",
            "snippet": "",
        }
    ]
    [other] = ask(visitor, q="Betrag")["results"][0]["steps"]
    assert (other["key"], other["snippet"]) == ("geld-senden", "<mark>Betrag</mark> anweisen")
    assert ask(visitor, q="Rückgabe")["results"][0]["steps"] == []
    page = visitor.get("/search?q=geld+senden").text
    below = page.split('class="found-steps"')[1].split("</ul>")[0]
    assert 'href="/processes/rueckgabe#step-geld-senden"' in below
    assert "<mark>Geld</mark> <mark>senden</mark>" in below
    assert "Buchhaltung" in below


@pytest.mark.parametrize(("language", "said"), [("de", "statt CEM"), ("en", "instead of CEM")])
def test_a_word_out_of_use_is_said_to_be(library: Library, visitor: FlaskClient, language: str, said: str) -> None:
    old = [{"language": "de", "text": "CEM", "status": "deprecated"}]
    library.release("term", term("Customer-Experience-Management", labels=old))
    visitor.set_cookie("cxwiki_language", language)
    assert [each["matched"] for each in ask(visitor, q="cem tool")["results"]] == [said]
    assert said in visitor.get("/search?q=cem").text


def test_title_in_the_readers_language(library: Library, visitor: FlaskClient) -> None:
    library.release("process", PROCESS)
    library.release("term", term("Zusage"))
    visitor.set_cookie("cxwiki_language", "en")
    assert ask(visitor, q="rückgabe")["results"][0]["title"] == "Return"
    assert ask(visitor, q="zusage")["results"][0]["title"] == "Zusage"
    page = visitor.get("/search?q=zusage").text
    assert '<h2 lang="de">' in page


def test_kind_and_language_narrow(library: Library, visitor: FlaskClient) -> None:
    library.release("process", PROCESS)
    library.release("term", term("Rückgabe"))
    library.work()
    assert ask(visitor, q="rückgabe")["total"] == 2
    assert [hit["kind"] for hit in ask(visitor, q="rückgabe", kind="process")["results"]] == ["process"]
    assert [hit["kind"] for hit in ask(visitor, q="rückgabe", lang="en")["results"]] == ["process"]
    page = visitor.get("/search?q=rückgabe&kind=term").text
    assert "/glossary/rueckgabe" in page
    assert "/processes/rueckgabe" not in page


def test_limit_and_offset(library: Library, visitor: FlaskClient) -> None:
    for letter in "ABCDEFGHIJKLM":
        library.release("term", term(f"Vorgang {letter}"))
    library.work()
    everything = [hit["slug"] for hit in ask(visitor, q="vorgang", limit=50)["results"]]
    assert len(set(everything)) == 13
    assert [hit["slug"] for hit in ask(visitor, q="vorgang", limit=3, offset=2)["results"]] == everything[2:5]
    assert len(ask(visitor, q="vorgang")["results"]) == 10
    second = visitor.get("/search?q=vorgang&page=2").text
    assert second.count('class="found-head"') == 3
    assert visitor.get("/search?q=vorgang&page=99").text.count('class="found-head"') == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "person"),
        ("status", "deleted"),
        ("lang", "fr"),
        ("limit", "0"),
        ("limit", "51"),
        ("limit", "ten"),
        ("limit", "²"),
        ("offset", "-1"),
        ("offset", "10001"),
        ("q", "x" * 201),
    ],
)
def test_bad_parameters_are_named(visitor: FlaskClient, name: str, value: str) -> None:
    answer = visitor.get("/api/v1/search", query_string={"q": "a", name: value})
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert [each["where"] for each in answer.json["problems"]] == [name]
    assert visitor.get("/search", query_string={"q": "a", name: value}).status_code == 200


@pytest.mark.parametrize("text", ["", "   ", "***", "x" * 500, "a " * 300, "<script>alert(1)</script>"])
def test_the_page_stands_any_text(library: Library, visitor: FlaskClient, text: str) -> None:
    library.release("term", term("Zusage"))
    answer = visitor.get("/search", query_string={"q": text, "page": "²", "kind": "<b>", "status": "?", "lang": "x"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_nothing_found_offers_a_next_step(stock: Stock, visitor: FlaskClient) -> None:
    anonymous = visitor.get("/search?q=Quastenflosser").text
    assert "Quastenflosser" in anonymous
    assert 'href="/login?next=/missing-terms/new?word%3DQuastenflosser"' in anonymous
    assert "/processes/" in anonymous
    assert "/glossary/new?title=Quastenflosser" in stock.client("editor").get("/search?q=Quastenflosser").text


def test_a_slip_is_answered_and_said(library: Library, visitor: FlaskClient) -> None:
    library.release("term", term("Kontaktpunkt"))
    library.release("term", term("Beschwerde"))
    for _indexed in range(2):
        found = ask(visitor, q="kontaktpnkt")
        assert found["suggestion"] == "Kontaktpunkt"
        assert [hit["title"] for hit in found["results"]] == ["Kontaktpunkt"]
        assert 'href="/search?q=Kontaktpunkt"' in visitor.get("/search?q=kontaktpnkt").text
        library.work()


def test_suggests_by_beginning_word_and_inside(library: Library, visitor: FlaskClient) -> None:
    library.release(
        "term", term("Customer Journey", "customer journey", labels=[{"language": "de", "text": "Kundenreise"}])
    )
    library.release("term", term("Journey"))
    library.release("term", term("Kündigungsgrund"))
    library.release("process", PROCESS)
    titles = [each["title"] for each in visitor.get("/suggest?q=jour").json]
    assert titles == ["Journey", "Customer Journey"]
    [one] = visitor.get("/suggest?q=KUNDENR").json
    assert (one["label"], one["title"], one["kind"], one["slug"]) == (
        "Kundenreise",
        "Customer Journey",
        "term",
        "customer-journey",
    )
    assert one["url"] == "/glossary/customer-journey"
    assert [each["title"] for each in visitor.get("/suggest?q=kuendig").json] == ["Kündigungsgrund"]
    assert [each["title"] for each in visitor.get("/suggest?q=grund").json] == ["Kündigungsgrund"]
    for typed in ("rückg", "rueckg", "Ruckg"):
        assert [each["url"] for each in visitor.get("/suggest", query_string={"q": typed}).json] == [
            "/processes/rueckgabe"
        ]
    for typed in ("", " ", "%", "_", "x" * 5000, "'"):
        assert visitor.get("/suggest", query_string={"q": typed}).json == []


def test_suggests_ten_at_most(library: Library, visitor: FlaskClient) -> None:
    for letter in "ABCDEFGHIJKLM":
        library.release("term", term(f"Vorgang {letter}"))
    assert len(visitor.get("/suggest?q=vor").json) == 10


def test_a_closed_wiki_answers_nobody(settings: Settings, library: Library) -> None:
    closed: Flask = create_app(
        Settings(data=settings.data, database_url=settings.database_url, public_read=False), testing=True
    )
    client = closed.test_client()
    assert client.get("/search?q=a").status_code == 303
    for address in ("/api/v1/search?q=a", "/suggest?q=a"):
        answer = client.get(address, headers={"Accept": "application/json"})
        assert answer.status_code == 401
        assert answer.mimetype == "application/problem+json"
    closed.extensions["cxwiki"].engine.dispose()
