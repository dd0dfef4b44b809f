"""What stands on an entry's page beside its text: contents, whom to ask, trust, use, what it is confused with."""

import re
from datetime import date

import pytest
from arranging import make_term
from conftest import Stock
from flask import Flask
from flask.testing import FlaskClient
from helpers import count_queries
from markupsafe import Markup
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kinds
from wiki.entries.outline import below, outline
from wiki.entries.service import Edit, Intent, create
from wiki.people.models import Department, Function, FunctionHolder
from wiki.web.runtime import Runtime

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser nobody signed in with."""
    return app.test_client()


class TestHeadings:
    """Every heading has an address; together they are the list of contents."""

    @pytest.fixture(autouse=True)
    def _context(self, app: Flask) -> object:
        with app.test_request_context():
            yield

    def test_sections_and_the_headings_in_texts_are_listed_in_order(self) -> None:
        found = outline('<h2>Beispiel</h2><h3>ohne</h3><h3 id="die-frage">Die <em>Frage</em></h3><h4 id="tief">x</h4>')
        assert [(each.level, each.id, each.text) for each in found.headings] == [
            (2, "beispiel", "Beispiel"), (3, "die-frage", "Die Frage"),
        ]  # fmt: skip
        assert 'href="#tief"' in found.html

    def test_no_two_headings_share_an_address_and_none_takes_one_of_the_frame(self) -> None:
        found = outline(
            '<h2>Main</h2><h3 id="search">a</h3><h3 id="weg">b</h3><h3 id="weg">c</h3><p id="ziel"><h2>Ziel</h2>'
        )
        ids = re.findall(r'<h\d id="([^"]+)"', found.html)
        assert ids == ["main-2", "search-2", "weg", "weg-2", "ziel-2"]
        assert [each.id for each in found.headings] == ids

    def test_a_heading_for_ears_alone_is_left_out(self) -> None:
        assert outline('<h2 class="visually-hidden">x</h2>').headings == ()

    def test_a_short_page_lists_nothing(self) -> None:
        assert outline("<h2>a</h2><h2>b</h2><h2>c</h2>").listed == ()
        assert len(outline("<h2>a</h2><h2>b</h2><h2>c</h2><h2>d</h2>").listed) == 4

    def test_what_people_write_in_a_heading_stays_text(self) -> None:
        found = outline('<h3 id="x">&lt;b&gt; "zitiert"</h3>')
        assert found.headings[0].text == '<b> "zitiert"'
        assert "<b>" not in found.html
        assert isinstance(found.html, Markup)

    @pytest.mark.parametrize(
        ("html", "wanted"),
        [
            ("<h2>a</h2><h3>b</h3>", "<h3>a</h3><h4>b</h4>"),
            ("<h4>a</h4><h5>b</h5>", "<h3>a</h3><h4>b</h4>"),
            ("<p>a</p>", "<p>a</p>"),
        ],
    )
    def test_headings_of_a_text_stand_below_that_of_its_section(self, html: str, wanted: str) -> None:
        assert below(html, 3) == wanted


def test_a_confusion_said_on_one_side_stands_on_both(session: Session, stranger: FlaskClient) -> None:
    make_term(session, "Weg", definition="die Strecke")
    row = {"entry": "weg", "difference": {"de": "Das Ziel ist, wohin der Weg führt."}}
    make_term(session, "Ziel", definition="der Ort", confused_with=[row])
    for address, other in (("/glossary/ziel", "/glossary/weg"), ("/glossary/weg", "/glossary/ziel")):
        page = stranger.get(address, headers=GERMAN).text
        pair = re.search(r'<section class="confused".*?</section>', page, re.DOTALL)
        assert pair
        assert f'href="{other}"' in pair[0]
        assert "wohin der" in pair[0]
        assert "die Strecke" in pair[0]
        assert "der Ort" in pair[0]


def test_a_concept_stands_under_its_closest_relation_only(session: Session, stranger: FlaskClient) -> None:
    make_term(session, "Ganzes")
    make_term(session, "Teil", broader=[{"entry": "ganzes", "relation": "partitive"}])
    make_term(session, "Anderes", related=["ganzes", "teil"])
    page = stranger.get("/glossary/teil", headers=GERMAN).text
    related = re.search(r'<dl class="related">.*?</dl>', page, re.DOTALL)
    assert related
    assert re.findall(r'href="/glossary/([^"]+)"', related[0]) == ["ganzes", "anderes"]


def test_whom_to_ask_is_a_department_for_strangers_and_people_for_colleagues(
    session: Session, stock: Stock, stranger: FlaskClient
) -> None:
    head, holder = stock.make("Hanna Haupt"), stock.make("Theo Team")
    begin_write(session)
    place = Department(
        slug="service", name_de="Kundenservice", name_en="", sort_key="k", mailbox="service@example.org", head_id=head
    )
    session.add(place)
    session.flush()
    lead = Function(slug="leitung", name_de="Teamleitung", name_en="", sort_key="t", department_id=place.id)
    session.add(lead)
    session.flush()
    session.add(FunctionHolder(function_id=lead.id, person_id=holder, since=date(2026, 1, 1)))
    session.add(lead)
    content = {"title": {"de": "Telefon"}, "department": "service"}
    create(session, SYSTEM, wired(session, Kinds).get("touchpoint"), Edit(content, intent=Intent.RELEASE))
    session.commit()
    outside = stranger.get("/touchpoints/telefon", headers=GERMAN).text
    inside = stock.client("employee").get("/touchpoints/telefon", headers=GERMAN).text
    for page in (outside, inside):
        assert "Kundenservice" in page
        assert "Teamleitung" in page
        assert "mailto:service@example.org" in page
    for name in ("Hanna Haupt", "Theo Team"):
        assert name in inside
        assert name not in outside


def test_use_is_told_by_kind_with_a_few_of_each_at_the_same_cost(
    session: Session, runtime: Runtime, stock: Stock
) -> None:
    make_term(session, "Kern")
    make_term(session, "Nutzer 0", related=["kern"])
    client = stock.client("administrator")  # whose pages are made anew each time
    client.get("/glossary/kern")
    with count_queries(runtime.engine) as few:
        client.get("/glossary/kern")
    for number in range(1, 7):
        make_term(session, f"Nutzer {number}", related=["kern"])
    client.get("/glossary/kern")  # learns the new words
    with count_queries(runtime.engine) as many:
        page = client.get("/glossary/kern", headers=GERMAN).text
    uses = re.search(r'<div class="uses">.*?</div>', page, re.DOTALL)
    assert uses
    assert len(re.findall(r'href="/glossary/nutzer-\d"', uses[0])) == 4
    assert "und 3 weitere" in uses[0]
    assert many.selects == few.selects


def test_a_text_to_quote_names_version_and_source(session: Session, stranger: FlaskClient) -> None:
    make_term(session, "Kanal", definition='Weg zum "Kunden"')
    page = stranger.get("/glossary/kanal", headers=GERMAN).text
    quoted = re.search(r'data-copy-text="(&gt;[^"]+)"', page)
    assert quoted
    text = Markup(quoted[1]).unescape()
    assert text.startswith('> **Kanal**: Weg zum "Kunden"')
    assert "Version 1" in text
    assert "({url})" in text


def test_the_other_language_is_at_the_end_of_the_tabs(session: Session, stranger: FlaskClient) -> None:
    make_term(session, "Kanal")
    page = stranger.get("/glossary/kanal", headers=GERMAN).text
    tab = re.search(r'class="language-tab" href="([^"]+)"[^>]*>English</a>', page)
    assert tab
    answer = stranger.get(Markup(tab[1]).unescape())
    assert answer.headers["Location"].endswith("/glossary/kanal")
    assert '<html lang="en"' in stranger.get("/glossary/kanal", headers=GERMAN).text


def test_the_head_says_of_a_draft_that_it_is_one(session: Session, stock: Stock) -> None:
    make_term(session, "Weg", intent=Intent.DRAFT)
    page = stock.client("editor").get("/glossary/weg", headers=GERMAN).text
    head = re.search(r"<h1[^>]*>Weg</h1>.*?</div>", page, re.DOTALL)
    assert head
    assert "Entwurf" in head[0]


def test_who_has_not_signed_in_is_led_to_a_suggestion_through_the_sign_in(
    session: Session, stranger: FlaskClient
) -> None:
    make_term(session, "Kanal")
    assert 'href="/glossary/kanal/edit#part-definition"' in stranger.get("/glossary/kanal").text
    assert stranger.get("/glossary/kanal/edit").location == "/login?next=/glossary/kanal/edit"
