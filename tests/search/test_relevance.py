"""What a colleague expects among the first three, over the starter library."""

from flask.testing import FlaskClient

from tests.search.conftest import Library
from tests.search.starter import load_starter
from tests.search.test_api import ask

EXPECTED = {
    "customer journey": "customer-journey",
    "customerjourney": "customer-journey",
    "kuendigen": "kuendigung",
    "kundigung": "kuendigung",
    "Beschwerden": "beschwerde",
    "kontaktpunkte": "kontaktpunkt",
    "kontakt punkt": "kontaktpunkt",
    "cem": "customer-experience-management",
    "kundenerlebnisse": "kundenerlebnis",
    "erlebnis": "kundenerlebnis",
    "touchpoint": "kontaktpunkt",
    "touch points": "kontaktpunkt",
    "journey karte": "customer-journey-map",
    "kontaktpnkt": "kontaktpunkt",
    "net promoter": "net-promoter-score",
    "NPS": "net-promoter-score",
    "moment of truth": "moment-der-wahrheit",
    "churn rate": "abwanderungsquote",
    "Loyalität": "kundenloyalitaet",
    "rückgabe erstattung": "rueckgabe-und-erstattung",
    "was ist eine Persona": "persona",
}


def test_expected_among_the_first_three(library: Library, visitor: FlaskClient) -> None:
    with library.writing() as session:
        assert load_starter(session) > 100
    library.work()
    first = {text: [hit["slug"] for hit in ask(visitor, q=text)["results"]][:3] for text in EXPECTED}
    assert {text: slugs for text, slugs in first.items() if EXPECTED[text] not in slugs} == {}
