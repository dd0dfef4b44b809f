"""How often search answers first what a colleague expects, over the starter library (benchmarks/relevance)."""

import pytest
from flask.testing import FlaskClient

from benchmarks.relevance.judged import Figures, judge, judged_queries
from tests.search.conftest import Library
from tests.search.starter import load_starter
from tests.search.test_api import ask


@pytest.fixture
def starter(library: Library) -> Library:
    """The starter library, indexed."""
    with library.writing() as session:
        assert load_starter(session) > 100
    library.work()
    return library


def test_judged_queries_are_answered_first(starter: Library, visitor: FlaskClient) -> None:
    outcomes = judge(lambda query: ask(visitor, q=query))
    for some in (outcomes, [each for each in outcomes if each.judged.held_out]):
        figures = Figures.of(some)
        missed = [(each.judged.query, each.first) for each in some if not 1 <= each.rank <= 3]
        assert figures.hit_at_1 >= 0.92, figures
        assert figures.hit_at_3 >= 0.97, (figures, missed)
        assert figures.zero_hits <= 1


def test_the_judged_queries_are_many_and_of_all_sorts() -> None:
    queries = judged_queries()
    assert len({each.query for each in queries}) == len(queries) >= 160
    assert len(queries) * 0.3 < sum(each.held_out for each in queries) < len(queries) * 0.4
    groups = {"german", "english", "typo", "compound", "synonym", "abbreviation", "question", "step", "touchpoint"}
    assert {each.group for each in queries} == groups
    assert all(each.answers for each in queries)


def test_what_colleagues_type(starter: Library, visitor: FlaskClient) -> None:
    expected = {
        "cem tool": ("customer-experience-management", "statt CEM"),
        "kuendigen": ("kuendigung", ""),
        "kontaktpnkt": ("kontaktpunkt", ""),
        "journey karte": ("customer-journey-map", ""),
        "journeykarte": ("customer-journey-map", ""),
        "berührungspunkte": ("kontaktpunkt", "auch „Berührungspunkt“"),
        "kundenbeschwerdeprozess": ("telefonische-beschwerde-mit-ursachenklaerung-beim-partner", ""),
        "complaints": ("beschwerde", "Englisch: complaint"),
        "who handles complaints": ("beschwerde", "Englisch: complaint"),
    }
    found = {}
    for text in expected:
        first = ask(visitor, q=text)["results"][0]
        found[text] = (first["slug"], first["matched"] if expected[text][1] else "")
    assert found == expected
