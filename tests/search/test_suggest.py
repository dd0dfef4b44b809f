"""While somebody types: what is meant stands first, however it is written."""

import pytest
from flask.testing import FlaskClient

from tests.search.conftest import Library, term
from tests.search.suggesting import offered, titles
from wiki.access.permissions import SYSTEM
from wiki.people.departments import DepartmentData, create_department
from wiki.people.functions import FunctionData, create_function


def label(text: str, language: str = "de", status: str = "admitted") -> dict[str, str]:
    return {"language": language, "text": text, "status": status}


@pytest.fixture
def words(library: Library) -> Library:
    """A small glossary of the trade."""
    library.release("term", term("Customer Journey", "customer journey", labels=[label("Kundenreise")]))
    library.release("term", term("Customer-Journey-Map", "journey map", labels=[label("CJM")]))
    library.release("term", term("Kontaktpunkt", "touchpoint", labels=[label("Berührungspunkt", status="deprecated")]))
    library.release("term", term("Kontaktpunktanalyse", "touchpoint analysis"))
    library.release("term", term("Kündigung", "cancellation"))
    library.release("term", term("Maßnahme (CX)", "measure"))
    library.release("process", {"title": {"de": "Kündigung und Rückgewinnung"}, "steps": []})
    return library


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("customer journey", "Customer Journey"),
        ("CUSTOMER-JOURNEY", "Customer Journey"),
        ("customerjourney", "Customer Journey"),
        ("kundenr", "Customer Journey"),
        ("cjm", "Customer-Journey-Map"),
        ("map journey", "Customer-Journey-Map"),
        ("touch", "Kontaktpunkt"),
        ("touch point", "Kontaktpunkt"),
        ("punktanalyse", "Kontaktpunktanalyse"),
        ("kündig", "Kündigung"),
        ("kuendig", "Kündigung"),
        ("massnahme", "Maßnahme (CX)"),
        ("cx", "Maßnahme (CX)"),
        ("rückgewinnung", "Kündigung und Rückgewinnung"),
    ],
)
def test_what_was_begun_is_offered_first(words: Library, visitor: FlaskClient, text: str, first: str) -> None:
    assert titles(visitor, text)[0] == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("kuendigen", "Kündigung"),
        ("Kontaktpunkte", "Kontaktpunkt"),
        ("journeys", "Customer-Journey-Map"),
        ("kontaktpnkt", "Kontaktpunkt"),
        ("kontatkpunkt", "Kontaktpunkt"),
        ("kontaktpunnkt", "Kontaktpunkt"),
        ("konaktpnkt", "Kontaktpunkt"),
        ("kontaktpnktana", "Kontaktpunktanalyse"),
        ("customer jurney", "Customer Journey"),
        ("touchpiont", "Kontaktpunkt"),
        ("touch piont", "Kontaktpunkt"),
        ("rükgewinnung", "Kündigung und Rückgewinnung"),
    ],
)
def test_other_forms_and_slips_are_understood(words: Library, visitor: FlaskClient, text: str, first: str) -> None:
    assert titles(visitor, text)[0] == first


def test_words_that_stand_together_in_no_name_are_looked_for_in_texts(words: Library, visitor: FlaskClient) -> None:
    words.release("term", term("Erlebnisplan", definition="Eine Landkarte der Journey, gezeichnet mit allen"))
    assert titles(visitor, "journey landkarte")[0] == "Erlebnisplan"


@pytest.mark.parametrize("text", ["", " ", "%", "_", "()", "'", "qqq", "ä" * 5000, "x " * 3000, "*" * 300])
def test_what_says_nothing_offers_nothing(words: Library, visitor: FlaskClient, text: str) -> None:
    assert offered(visitor, text) == []


def test_a_name_says_what_it_has_to_do_with_its_entry(words: Library, visitor: FlaskClient) -> None:
    [german] = offered(visitor, "berührungsp")
    assert (german["label"], german["title"], german["note"]) == (
        "Kontaktpunkt",
        "Kontaktpunkt",
        "statt „Berührungspunkt“",
    )
    [english] = offered(visitor, "beruehrungsp", "en")
    assert (english["label"], english["note"]) == ("touchpoint", "instead of “Berührungspunkt”")
    [synonym] = offered(visitor, "kundenreise")
    assert synonym == {
        "label": "Kundenreise",
        "title": "Customer Journey",
        "kind": "term",
        "kind_label": "Begriff",
        "url": "/glossary/customer-journey",
        "slug": "customer-journey",
        "icon": "book",
        "note": "",
    }


def test_a_title_is_written_as_the_reader_knows_it(words: Library, visitor: FlaskClient) -> None:
    assert offered(visitor, "customer jour")[0]["label"] == "Customer Journey"
    assert offered(visitor, "customer jour", "en")[0]["label"] == "customer journey"


def test_the_readers_own_word_is_shown_where_it_answers_as_well(library: Library, visitor: FlaskClient) -> None:
    library.release("term", term("Prozess", "process"))
    assert [each["label"] for each in offered(visitor, "pro")] == ["Prozess"]
    assert [each["label"] for each in offered(visitor, "proc")] == ["process"]
    assert [each["label"] for each in offered(visitor, "pro", "en")] == ["process"]


def test_short_names_stand_before_long_ones_and_names_to_avoid_last(library: Library, visitor: FlaskClient) -> None:
    library.release("term", term("Reisebericht"))
    library.release("term", term("Reise"))
    library.release("term", term("Weg", labels=[label("Reisen", status="deprecated")]))
    library.release("term", term("Kundenreise"))
    assert titles(visitor, "reis") == ["Reise", "Reisebericht", "Weg", "Kundenreise"]


def test_ten_at_most_and_each_entry_once(library: Library, visitor: FlaskClient) -> None:
    for letter in "ABCDEFGHIJKLM":
        library.release("term", term(f"Vorgang {letter}", f"Vorgang {letter}", labels=[label(f"Vorgangsart {letter}")]))
    assert titles(visitor, "vor") == [f"Vorgang {letter}" for letter in "ABCDEFGHIJ"]


def test_labels_of_one_letter_or_a_hundred_and_fifty_spoil_nothing(words: Library, visitor: FlaskClient) -> None:
    long = "Donau" * 30
    words.release("term", term("K", labels=[label(long), label("7"), label("der")]))
    assert titles(visitor, "k")[0] == "K"
    assert titles(visitor, "kontakt")[0] == "Kontaktpunkt"
    assert titles(visitor, long) == titles(visitor, "7") == titles(visitor, "der") == ["K"]


def test_only_one_kind_on_request(words: Library, visitor: FlaskClient) -> None:
    with words.writing() as session:
        create_department(session, SYSTEM, DepartmentData("Kündigungsbüro"))
    assert {each["kind"] for each in offered(visitor, "kündigung")} == {"term", "process", "department"}
    assert {each["kind"] for each in offered(visitor, "kündigung", kind="entry")} == {"term", "process"}
    assert {each["kind"] for each in offered(visitor, "kündigung", kind="process")} == {"process"}
    assert offered(visitor, "kündigung", kind="nonsense") == []


def test_steps_lead_to_their_place_in_the_process(library: Library, visitor: FlaskClient) -> None:
    def step(key: str, german: str, english: str) -> dict[str, object]:
        return {"key": key, "lane": "customer", "title": {"de": german, "en": english}}

    steps = [step("packen", "Paket packen", "Pack the parcel"), step("bringen", "Paket abgeben", "Hand it in")]
    process_id = library.release("process", {"title": {"de": "Rückgabe", "en": "Return"}, "steps": steps})
    library.release("term", term("Paketshop-Verzeichnis"))
    assert [each["label"] for each in offered(visitor, "paket")] == ["Paketshop-Verzeichnis", "Paket packen"]
    [one] = offered(visitor, "pack the", "de")
    assert (one["label"], one["kind"], one["kind_label"]) == ("Paket packen", "step", "Schritt")
    assert (one["url"], one["note"]) == ("/processes/rueckgabe#step-packen", "Rückgabe")
    assert offered(visitor, "packen", kind="entry") == []
    library.change(process_id, {"title": {"de": "Rückgabe"}, "steps": steps[1:]})
    assert [each["url"] for each in offered(visitor, "paket abg")] == ["/processes/rueckgabe#step-bringen"]
    assert offered(visitor, "packen") == []


def test_departments_and_functions_lead_to_the_department(words: Library, visitor: FlaskClient) -> None:
    with words.writing() as session:
        service = create_department(session, SYSTEM, DepartmentData("Kundenservice", "Customer service"))
        create_function(session, SYSTEM, FunctionData("Hotline-Kraft", "Hotline agent", department_id=service.id))
        create_function(session, SYSTEM, FunctionData("Hotline-Leitung"))
    [department] = offered(visitor, "customer serv")
    assert (department["label"], department["url"]) == ("Kundenservice", "/departments/kundenservice")
    [function] = offered(visitor, "hotline", "en")
    assert (function["label"], function["note"]) == ("Hotline agent", "Customer service")
    assert function["url"] == "/departments/kundenservice"
