"""Words, queries and marks, without a database."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.core import analysis
from wiki.entries.kinds import Passage
from wiki.search import correcting, scoring
from wiki.search.columns import Vocabulary
from wiki.search.documents import make_document
from wiki.search.engine import MemorySource
from wiki.search.query import MOST_CHARACTERS, MOST_WORDS, Query, parse
from wiki.search.snippets import Marker, markup

LIBRARY = MemorySource(
    {
        number: make_document(number, [Passage("labels", {"de": label}, "label"), Passage("body", {"de": text})])
        for number, (label, text) in enumerate(
            [
                ("Kontaktpunkt", "Anlass und Ort einer Begegnung mit dem Unternehmen"),
                ("Customer Journey", "Folge der Kontaktpunkte auf dem Weg des Kunden"),
                ("Kündigung", "Der Kunde beendet den Vertrag und geht"),
                ("Kundenerlebnis", "Was der Kunde in diesem Augenblick erlebt"),
            ],
            start=1,
        )
    }
)


WORDS = Vocabulary({"kontaktpunkt", "custom", "journey", "kundig", "kundenerlebnis"})


def corrected(query: Query) -> Query:
    return correcting.Corrector([LIBRARY], WORDS, {}).corrected(query)


def best(text: str) -> list[int]:
    query = parse(text)
    scores = scoring.match(LIBRARY, scoring.Statistics(LIBRARY), query) if query else {}
    return sorted(scores, key=lambda each: -scores[each])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kündigung", "kuendigen"),
        ("Kündigung", "kundigung"),
        ("Straße", "STRASSE"),
        ("Journeys", "Journey"),
        ("Themen", "Thema"),
        ("Kundenerlebnisse", "Kundenerlebnis"),
        ("Beschwerden", "beschwerde"),
        ("Café", "cafe"),
        ("experiences", "experience"),
    ],
)
def test_one_key_for_the_forms_of_a_word(one: str, other: str) -> None:
    assert analysis.stem(one) == analysis.stem(other)


def test_decomposed_umlauts_are_the_same_word() -> None:
    assert parse("Ku\u0308ndigung").clauses[0].stems == parse("Kündigung").clauses[0].stems


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("kontakt punkt", 1),
        ("Kontakt-Punkte", 1),
        ("customerjourney", 2),
        ("Customer-Journey", 2),
        ('"customer journey"', 2),
        ("erlebnisse", 4),
        ("kunden erlebnis", 4),
        ("Kündigen", 3),
        ("der Vertrag", 3),
    ],
)
def test_spaces_hyphens_and_compounds_make_no_difference(text: str, first: int) -> None:
    assert best(text)[0] == first


def test_a_phrase_needs_its_words_in_order() -> None:
    assert best('"Weg des Kunden"') == [2]
    assert best('"Kunden des Weg"') == []
    assert best("Kunden Weg") == [2]


def test_no_phrase_runs_from_one_label_into_the_next() -> None:
    source = MemorySource({1: make_document(1, [Passage("l", {"de": "Alpha", "en": "Beta"}, "label")])})
    assert not scoring.match(source, scoring.Statistics(source), parse('"alpha beta"'))


def test_words_that_say_nothing_count_only_alone() -> None:
    assert [each.text for each in parse("was ist eine Journey").clauses] == ["Journey"]
    assert [each.text for each in parse("wer").clauses] == ["wer"]


def test_spelling_is_corrected_where_a_word_stands_nowhere() -> None:
    query = corrected(parse("kontaktpnkt"))
    assert query.suggestion == "Kontaktpunkt"
    assert corrected(parse("Kontaktpunkte")).suggestion is None
    assert corrected(parse("Unternehmen")).suggestion is None


HOSTILE = [
    "*",
    "?" * 200,
    "[TO z]",
    "a* OR b* OR (c* AND d*)",
    "(" * 200,
    ")" * 200,
    '"' * 200,
    '"a ' * 66,
    "-" * 200,
    "a:b:c:d",
    "~~~~^9999999",
    "NOT NOT NOT",
    "\\" * 200,
    "ä" * 10_000,
    "x " * 10_000,
    "kund " * 100,
    "e" * 199,
    "\x00\u202e\ud800",
    "' OR 1=1 --",
    "%_%",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_query_is_expensive_or_an_error(text: str) -> None:
    started = time.thread_time()
    query = parse(text)
    if query:
        scoring.match(LIBRARY, scoring.Statistics(LIBRARY), corrected(query), some=True)
        markup(Marker(query).window("Der Kunde " * 5000 + "e" * 20_000))
    assert time.thread_time() - started < 0.5


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=400), st.text(alphabet='ab "*?()[]{}~^:-+\\/„“ü', max_size=400)))
def test_any_text_is_a_query(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= MOST_CHARACTERS
    assert sum(len(clause.stems) for clause in query.clauses) <= MOST_WORDS
    assert all(clause.stems and all(clause.stems) for clause in query.clauses)
    if query:
        scoring.match(LIBRARY, scoring.Statistics(LIBRARY), query, some=True)
        Marker(query).window("Kündigung des Vertrags")


@given(st.text(max_size=300), st.text(max_size=300))
def test_marking_keeps_the_text(words: str, text: str) -> None:
    assert "".join(each.text for each in Marker(parse(words)).marked(text)) == text


def test_a_word_that_only_ends_alike_is_not_marked() -> None:
    marked = markup(Marker(parse("Kunde")).marked("Neukunden warten dreißig Sekunden."))
    assert marked == "<mark>Neukunden</mark> warten dreißig Sekunden."


def test_a_short_text_is_shown_from_its_beginning() -> None:
    text = "Ausrichtung eines Unternehmens an den Bedürfnissen und am langfristigen Wert seiner Kunden"
    assert "".join(each.text for each in Marker(parse("Kunde")).window(text)) == text


def test_marks_forms_compounds_and_umlauts() -> None:
    marker = Marker(parse("kuendigen Erlebnis"))
    html = markup(marker.marked("Nach der Kündigung: ein <b>Kundenerlebnis</b> & mehr"))
    assert html == "Nach der <mark>Kündigung</mark>: ein &lt;b&gt;<mark>Kundenerlebnis</mark>&lt;/b&gt; &amp; mehr"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("journey", "journey", 0),
        ("jorney", "journey", 1),
        ("jounrey", "journey", 1),
        ("abc", "xyz", 3),
        ("a", "abcd", 3),
    ],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert analysis.distance(one, other, 2) == expected


def test_words_people_ask_with_are_not_asked_for() -> None:
    query = parse("Was bedeutet eigentlich Customer Journey?")
    assert [each.text for each in query.required] == ["Customer", "Journey"]
    assert [each.text for each in query.clauses if each.optional] == ["bedeutet"]
    assert [each.text for each in parse("bedeutet").required] == ["bedeutet"]
    assert best("wie funktioniert eine Journey") == best("Journey") == [2]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("kundenbeschwerdeprozess", ["kunden", "beschwerde", "prozess"]),
        ("beschwerdekunde", ["beschwerde", "kunde"]),
        ("journeyweg", []),
        ("prozessunternehmen", ["prozess", "unternehmen"]),
        ("quastenflosser", []),
        ("kunde", []),
        ("kundenkundenkundenkundenkunden", []),
    ],
)
def test_compounds_are_taken_apart_by_the_librarys_words(word: str, pieces: list[str]) -> None:
    words = Vocabulary(map(analysis.stem, ("kunde", "beschwerde", "prozess", "journey")))
    corrector = correcting.Corrector([LIBRARY], words, {analysis.stem("prozess"): "process"})
    found = corrector.taken_apart(parse(word)).clauses
    assert [each.text for each in found] == (pieces or [word])
    assert [each.kind for each in found if each.text == "prozess"] == ["process"] * ("prozess" in pieces)


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("beschwere", "Beschwerde"),
        ("reklamieren", "Reklamation"),
        ("gekündigt", "Kündigung"),
        ("stornierst", "Storno"),
        ("loyal", "Loyalität"),
        ("complained", "complaint"),
    ],
)
def test_verbs_lead_to_their_nouns(asked: str, label: str) -> None:
    words = Vocabulary(map(analysis.stem, (label, "Kunde", "Journey")))
    [clause] = correcting.with_forms(parse(asked), words).clauses
    assert analysis.stem(label) in (*clause.stems, *clause.alternatives)
    assert analysis.stem("Kunde") not in clause.alternatives


def test_a_word_that_begins_alike_is_no_part() -> None:
    assert analysis.stem("Kunde") not in analysis.parts("kuendigungsgrund")
    assert analysis.stem("Kunde") in analysis.parts("kundenerlebnis")
    assert markup(Marker(parse("Kunde")).marked("Kündigung des Kunden")) == "Kündigung des <mark>Kunden</mark>"


def test_an_abbreviation_is_found_beside_words_that_stand_nowhere_with_it() -> None:
    library = MemorySource(
        {
            number: make_document(number, [Passage("labels", {"de": label}, "label"), Passage("body", {"de": text})])
            for number, (label, text) in enumerate(
                [("CRM", "Beziehungen pflegen"), ("Werkzeug", "System"), ("CRM-System", "System"), ("Akte", "System")],
                1,
            )
        }
    )
    scores = scoring.match(library, scoring.Statistics(library), parse("CRM System"))
    assert set(scores) == {1, 3}
    assert scores[3] > scores[1]


def test_words_of_a_kind_are_held_by_its_entries() -> None:
    query = parse("Kündigung Vorgang", {analysis.stem("Vorgang"): "process"})
    statistics = scoring.Statistics(LIBRARY)

    def kind_of(entry_id: int) -> str:
        return "process" if entry_id == 3 else "term"

    assert set(scoring.match(LIBRARY, statistics, query, kind_of=kind_of)) == {3}
    journey = parse("Journey Vorgang", {analysis.stem("Vorgang"): "process"})
    assert 3 not in scoring.match(LIBRARY, statistics, journey, kind_of=kind_of)
