"""Practising: the same term for everybody on a day, decks, cards and pairs, all of it without writing anything."""

from datetime import timedelta

import pytest
from helpers import SQLITE, count_queries
from sqlalchemy import select

from wiki.core import clock
from wiki.core.db import begin_write
from wiki.entries.models import Entry, Release, Watch
from wiki.games.of_the_day import days_before, discovery

pytestmark = SQLITE
"""Nothing here depends on the database but counting, which both do alike."""


def _term(company, german, english, meaning, field="capture", **content):
    labels = [{"language": "de", "text": german, "status": "preferred"},
              {"language": "en", "text": english, "status": "preferred"}]  # fmt: skip
    definition = {"de": f"{meaning} (de)", "en": meaning}
    return company.entry("term", german, labels=labels, definition=definition, field_of_action=field, **content)


@pytest.fixture
def glossary(company):
    """Seven terms, two of them a confused pair."""
    for german, english in (("Anfrage", "Request"), ("Reise", "Journey"), ("Kanal", "Channel"), ("Ziel", "Goal")):
        company.ids[german] = _term(company, german, english, f"what is meant by {english[::-1]}")
    company.ids["Auftrag"] = _term(company, "Auftrag", "Order", "what a customer has bound themselves to buy")
    different = {"de": "Der Fall hat eine Nummer.", "en": "A case has a number."}
    company.ids["Fall"] = _term(
        company, "Fall", "Case", "matter of a customer that is worked on until it is solved", "design",
        confused_with=[{"entry": "auftrag", "difference": different}],
        example={"de": "Eine Karte ist verloren.", "en": "A card is lost."},
    )  # fmt: skip
    return company


def _english(client):
    client.get("/preferences?language=en&next=/")
    return client


def test_the_term_of_the_day_is_the_same_for_all_and_stays(glossary, app, stock):
    session, day = glossary.session, glossary.today
    first = discovery(session, day).term.slug
    begin_write(session)
    yesterday = clock.now() - timedelta(days=20)
    for release in session.scalars(select(Release)):
        release.released_at = yesterday
    session.commit()
    seen = {discovery(session, day + timedelta(days=number)).term.slug for number in range(6)}
    assert len(seen) == 6, "each once before the first comes back"
    assert discovery(session, day).term.slug == first
    _term(glossary, "Neu", "New", "what came today")
    assert discovery(session, day).term.slug == first, "what is released today does not change it"
    assert discovery(session, day, "neu").term.slug == "neu"
    past = days_before(session, day)
    assert [when for when, _term_ in past] == sorted((when for when, _term_ in past), reverse=True)
    assert first not in {term.slug for _when, term in past}
    title = session.scalar(select(Entry.title_en).where(Entry.slug == first))
    for client in (app.test_client(), stock.client("employee"), stock.client("editor")):
        page = _english(client).get("/games/").text
        assert f'<h2 class="game-word"><a href="/glossary/{first}"><span>{title}</span></a></h2>' in page


def test_cards_lie_open_to_be_turned_without_script_and_nothing_is_written(glossary, app, stock, runtime):
    reader = stock.make("Lena Leser")
    begin_write(glossary.session)
    for name in ("Fall", "Auftrag"):
        glossary.session.add(Watch(person_id=reader, entry_id=glossary.ids[name], since=clock.now()))
    glossary.session.commit()
    lena = _english(stock.sign_in("lena.leser@example.org"))
    glossary.ids["Lena"] = reader
    glossary.function("Aufnahme", "", "Lena")
    step = {"lane": "backstage", "title": {"de": "Auftrag anlegen", "en": "Write the order"}, "function": "aufnahme",
            "happens": {"de": "Aus einer Anfrage wird ein Auftrag.", "en": "A request becomes an order."}}  # fmt: skip
    glossary.entry("process", "Bestellung", steps=[step])
    assert lena.get("/games/cards?deck=own").text.count("data-game-item>") == 2
    start = lena.get("/games/").text
    assert "Words in your own steps" in start
    assert "What you watch" in start
    assert "What you watch" not in _english(app.test_client()).get("/games/").text
    page = lena.get("/games/cards?deck=watched").text
    assert page.count("data-game-item>") == 2
    assert '<details class="turn-card">' in page
    assert "A card is lost." in page
    assert "A case has a number." in page
    backwards = lena.get("/games/cards?deck=field:design&way=meaning").text
    assert '<span class="turn-front is-text">matter of a customer' in backwards
    with count_queries(runtime.engine) as counted:
        again = lena.get("/games/cards?deck=all").text
    assert not [each for each in counted.statements if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert again == lena.get("/games/cards?deck=all").text, "the same on the same day"
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert again != lena.get("/games/cards?deck=all").text
    stranger = app.test_client()
    for name in ("watched", "own", "field:nowhere", "path:gone", "x", "path:../"):
        assert stranger.get("/games/cards", query_string={"deck": name}).status_code == 404, name


def test_pairs_are_told_apart_with_the_difference(glossary, app):
    client = _english(app.test_client())
    page = client.get("/games/pairs").text
    assert page.count('class="choose" data-game-item') == 1
    assert "Case" in page
    assert "A case has a number." in page
    assert page.count("data-game-right") == 1
    assert "Nothing is easily confused here" in client.get("/games/pairs?deck=field:capture").text
    client.get("/preferences?language=de&next=/")
    assert "Der Fall hat eine Nummer." in client.get("/games/pairs?deck=field:design").text


def test_a_long_deck_costs_no_more_queries_and_comes_in_rounds(glossary, app, runtime):
    client = _english(app.test_client())
    addresses = ("/games/", "/games/cards", "/games/pairs")

    def costs():
        found = []
        for address in addresses:
            client.get(address)
            with count_queries(runtime.engine) as counted:
                client.get(address)
            found.append(counted.selects)
        return found

    few = costs()
    for number in range(9):
        _term(glossary, f"Wort {number}", f"Word {number}", f"the meaning number {number}")
    assert costs() == few
    assert client.get("/games/cards").text.count("data-game-item>") == 10
    assert client.get("/games/cards?round=2").text.count("data-game-item>") == 5
    assert client.get("/games/cards?round=99").text.count("data-game-item>") == 5


def test_a_path_leads_to_cards_of_its_words_and_of_what_it_reads(glossary, app):
    text = {"de": "Klären wir das [[term:ziel]].", "en": "Settle the [[term:ziel]]."}
    glossary.process("Bestellung", "", "Klären", body=text)
    stations = [{"sort": "read", "entry": "term:fall"}, {"sort": "read", "entry": "process:bestellung"}]
    glossary.entry("learning_path", "Anfang", stations=stations)
    client = _english(app.test_client())
    assert 'href="/games/cards?deck=path:anfang"' in client.get("/learn/anfang").text
    page = client.get("/games/cards?deck=path:anfang").text
    assert page.count("data-game-item>") == 2, "not what the term it names is confused with"
    assert '<a class="way-on" href="/glossary/ziel">' in page
    meanings = client.get("/games/meanings?deck=field:capture").text
    assert meanings.count("data-game-right") == meanings.count('class="choose" data-game-item') > 0
