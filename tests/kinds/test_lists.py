"""The list of a kind: narrowed, sorted and paged by its address, and quiet about what is not the reader's."""

import re
from datetime import timedelta
from html import unescape

import pytest
from conftest import Stock
from flask import Flask
from helpers import count_queries
from made_kinds import both, label, made, page_text, process, step, term, touchpoint
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.entries import views_list
from wiki.entries.lifecycle import archive
from wiki.entries.service import Intent
from wiki.people.models import Department
from wiki.web.runtime import Runtime


def _listed(html: str) -> list[str]:
    """The titles in the list, in its order."""
    body = html[html.index('<div id="listing">') :]
    found = re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a>', body)
    return [unescape(re.sub(r"<[^>]+>", "", each)) for each in found]


def _told(html: str) -> str:
    found = re.search(r'<p id="list-told" role="status">(.*?)</p>', html)
    assert found
    return found[1]


def test_titles_stand_as_in_a_dictionary(app: Flask, session: Session) -> None:
    pairs = {
        "Zahl": "number", "Masse": "tonnes", "Maßband": "measure", "Massage": "mass", "Arbeit": "account",
        "Ähre": "ear", "Ölfeld": "oilfield", "Öl frei": "oil free",
    }  # fmt: skip
    for german, english in pairs.items():
        made(session, "term", term(german, english))
    german = ["Ähre", "Arbeit", "Massage", "Maßband", "Masse", "Öl frei", "Ölfeld", "Zahl"]
    english = ["account", "ear", "mass", "measure", "number", "oil free", "oilfield", "tonnes"]
    for language, expected in (("de", german), ("en", english)):
        assert _listed(page_text(app, "/glossary/", language)) == expected
        assert _listed(page_text(app, "/glossary/?sort=-title", language)) == expected[::-1]


def test_a_click_on_a_head_sorts_and_another_turns(app: Flask, session: Session) -> None:
    for title, weight in (("Anruf", 2), ("Besuch", 5), ("Chat", None)):
        parts = {"importance_customer": weight} if weight else {}
        made(session, "touchpoint", touchpoint(title, title, **parts))
    html = page_text(app, "/touchpoints/")
    assert re.search(
        r'<th scope="col" class="col-title" aria-sort="ascending"><a href="/touchpoints/\?sort=-title">', html
    )
    assert '<a href="/touchpoints/?sort=-importance_customer">' in html
    falling = page_text(app, "/touchpoints/?sort=-importance_customer")
    assert _listed(falling) == ["Besuch", "Anruf", "Chat"]
    assert re.search(r'aria-sort="descending"><a href="/touchpoints/\?sort=importance_customer">', falling)
    assert _listed(page_text(app, "/touchpoints/?sort=importance_customer")) == ["Anruf", "Besuch", "Chat"]


def test_choices_are_sorted_by_what_the_reader_sees(app: Flask, session: Session) -> None:
    for title, channel in (("Eins", "web"), ("Zwei", "shop"), ("Drei", "print"), ("Vier", "")):
        made(session, "touchpoint", touchpoint(title, title, **({"channel": channel} if channel else {})))
    assert _listed(page_text(app, "/touchpoints/?sort=channel", "de")) == ["Zwei", "Drei", "Eins", "Vier"]
    assert _listed(page_text(app, "/touchpoints/?sort=channel", "en")) == ["Drei", "Zwei", "Eins", "Vier"]


def test_an_order_nobody_offers_is_left_aside(app: Flask, session: Session) -> None:
    for title in ("Zahl", "Anfang"):
        made(session, "term", term(title, title))
    for sort in ("nonsense", "--title", "-", "slug", "title_de"):
        assert _listed(page_text(app, f"/glossary/?sort={sort}")) == ["Anfang", "Zahl"]


def test_several_values_widen_a_filter_and_several_filters_narrow_the_list(app: Flask, session: Session) -> None:
    for title, channel, phases in (
        ("Hotline", "telephone", ["use", "service"]), ("Anzeige", "print", ["need"]), ("Laden", "shop", ["service"]),
    ):  # fmt: skip
        made(session, "touchpoint", touchpoint(title, title, channel=channel, phases=phases))
    assert _listed(page_text(app, "/touchpoints/?channel=print&channel=shop")) == ["Anzeige", "Laden"]
    both_filters = page_text(app, "/touchpoints/?channel=print&channel=shop&phases=service")
    assert _listed(both_filters) == ["Laden"]
    assert _told(both_filters) == "1 Eintrag"
    assert unescape(both_filters).count('<a href="/touchpoints/?channel=print&phases=service"') == 1, "one chip less"
    assert 'name="channel" value="shop" checked' in both_filters


def test_what_matches_nothing_shows_the_way_out(app: Flask, session: Session) -> None:
    made(session, "term", term())
    html = page_text(app, "/glossary/?q=qqqq", "en")
    assert "Nothing matches these filters." in html
    assert '<a class="btn btn-primary" href="/glossary/">Show everything</a>' in html
    assert _told(html) == "0 entries"


def test_a_term_is_found_by_any_of_its_names(app: Flask, session: Session) -> None:
    labels = [
        label("Händlernetz-Promotorenwert"),
        label("NPS", status="admitted", type="abbreviation"),
        label("Weiterempfehlungswert", status="deprecated"),
        label("Netpromoter-Wert", status="hidden"),
        label("recommender score", "en"),
    ]
    made(session, "term", {**term(), "labels": labels}, slug="nps")
    made(session, "term", term("Anderes", "other"))
    for typed in ("NPS", "nps", "weiterempfehlung", "recommender", "Netpromoter-Wert", "Händler", "handlernetz"):
        assert _listed(page_text(app, f"/glossary/?q={typed}")) == ["Händlernetz-Promotorenwert"], typed


def test_other_names_stand_under_the_title_each_once(app: Flask, session: Session) -> None:
    labels = [
        label("Absprungrate"), label("Bounce Rate", status="admitted"), label("Fluchtrate", status="deprecated"),
        label("Absprungratte", status="hidden"), label("bounce rate", "en"),
    ]  # fmt: skip
    made(session, "term", {**term(), "labels": labels})
    html = page_text(app, "/glossary/")
    assert '<span class="sub">Bounce Rate</span>' in html
    assert "Fluchtrate" not in html
    assert "Absprungratte" not in html
    assert '<span class="sub"><span lang="de">Absprungrate</span> · ' not in html


def test_entries_of_a_department(app: Flask, session: Session) -> None:
    begin_write(session)
    session.add(Department(slug="vertrieb", name_de="Vertrieb", name_en="Sales", sort_key="vertrieb"))
    session.add(Department(slug="it", name_de="IT", name_en="IT", sort_key="it"))
    session.commit()
    made(session, "touchpoint", touchpoint("Messe", "Fair", department="vertrieb"))
    made(session, "touchpoint", touchpoint("Portal", "Portal"))
    html = page_text(app, "/touchpoints/?department=vertrieb", "en")
    assert _listed(html) == ["Fair"]
    assert 'name="department" value="it"' not in html, "nothing is there to be found by it"


def test_what_wants_upkeep_is_found(app: Flask, session: Session) -> None:
    made(session, "term", term("Alt", "old", review_months=1))
    made(session, "term", term("Neu", "new", review_months=60))
    made(session, "term", {**term(), "labels": [label("Nur Deutsch")], "definition": {"de": "Etwas"}})
    made(session, "term", {**term("Halb", "half"), "definition": {"de": "Etwas"}})
    assert _listed(page_text(app, "/glossary/?upkeep=without-en")) == ["Halb", "Nur Deutsch"]
    assert _listed(page_text(app, "/glossary/?upkeep=without-de")) == []
    with clock.frozen(clock.now() + timedelta(days=100)):
        html = page_text(app, "/glossary/?upkeep=overdue")
    assert _listed(html) == ["Alt"]
    assert "Überprüfung überfällig" in html[html.index('<div id="listing">') :]


def test_archived_entries_are_found_by_their_status(app: Flask, session: Session) -> None:
    made(session, "term", term("Gilt", "holds"))
    old = made(session, "term", term("Galt", "held"))
    begin_write(session)
    archive(session, SYSTEM, old, None, "")
    session.commit()
    assert _listed(page_text(app, "/glossary/?status=archived")) == ["Galt"]
    assert _listed(page_text(app, "/glossary/?status=released")) == ["Gilt"]


def test_drafts_are_for_their_authors_and_writers(app: Flask, session: Session, stock: Stock) -> None:
    made(session, "term", term("Geheim", "secret"), Intent.DRAFT, slug="geheim")
    made(session, "term", term("Offen", "open"))
    anonymous, employee, editor = app.test_client(), stock.client("employee"), stock.client("editor")
    for query in ("", "?status=draft", "?q=geheim", "?sort=-released", "?format=csv"):
        for stranger in (anonymous, employee):
            assert "Geheim" not in stranger.get(f"/glossary/{query}").text, query
        assert "Geheim" in editor.get(f"/glossary/{query}").text, query


def test_pages_show_everything_once(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_list, "PER_PAGE", 3)
    for number in range(8):
        made(session, "term", term(f"Begriff {number}", f"term {number}", field_of_action="design"))
    pages = [page_text(app, f"/glossary/?sort=field_of_action&page={number}") for number in (1, 2, 3)]
    assert [title for page in pages for title in _listed(page)] == [f"Begriff {number}" for number in range(8)]
    assert [_told(page) for page in pages] == [f"{span} von 8 Einträgen" for span in ("1–3", "4–6", "7–8")]
    assert 'href="/glossary/?sort=field_of_action&amp;page=3"' in pages[0]
    assert '<a href="/glossary/?sort=field_of_action" rel="prev">' in pages[1], "the first page has no number"
    assert _listed(page_text(app, "/glossary/?sort=field_of_action&page=99")) == _listed(pages[2])


def test_the_address_holds_no_more_than_what_was_asked(app: Flask, session: Session) -> None:
    made(session, "touchpoint", touchpoint("Hotline", "Hotline", channel="telephone"))
    address = "/touchpoints/?q=&sort=title&channel=telephone&channel=nonsense&page=1&unknown=1"
    answer = app.test_client().get(address, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/touchpoints/?channel=telephone"


def test_an_entry_in_the_other_language_says_so(app: Flask, session: Session) -> None:
    made(session, "touchpoint", {"title": {"de": "Hotline"}, "summary": {"de": "Kundenservice"}})
    html = page_text(app, "/touchpoints/", "en")
    assert '<a href="/touchpoints/hotline"><span lang="de">Hotline</span></a>' in html
    assert '<div><span lang="de">Kundenservice</span></div>' in html


FULL = "?q=e&sort=-released&status=released&status=archived&upkeep=without-en"


def test_a_list_costs_a_fixed_number_of_queries(app: Flask, runtime: Runtime, session: Session, stock: Stock) -> None:
    addresses = ("/glossary/", "/glossary/?format=csv", f"/glossary/{FULL}", "/processes/")
    client = stock.client("editor")

    def cost() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with count_queries(runtime.engine) as counted:
                assert client.get(address).status_code == 200
            found.append(counted.selects)
        return found

    def add(number: int) -> None:
        labels = [label(f"Ebene {number}"), label(f"E{number}", status="admitted")]
        made(session, "term", {**term(), "labels": labels, "definition": {"de": "Etwas"}})
        made(session, "term", term(f"Entwurf {number}", "draft"), Intent.DRAFT)
        steps = [step(f"schritt-{n}", break_point=both("Bruch", "break")) for n in range(number + 1)]
        made(session, "process", process(f"Prozess {number}", f"process {number}", steps=steps))

    add(0)
    before = cost()
    for number in range(1, 4):
        add(number)
    assert cost() == before
