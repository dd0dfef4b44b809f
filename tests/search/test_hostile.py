"""Whatever is typed, search answers, with no error; how quickly, `python -m benchmarks.hostile` says."""

from flask.testing import FlaskClient

from benchmarks.hostile import queries
from tests.search.conftest import Library, term
from tests.search.test_pages import PROCESS


def test_a_thousand_hostile_queries_are_answered(library: Library, visitor: FlaskClient) -> None:
    library.release("process", PROCESS)
    library.release("term", term("Beschwerde", "complaint", definition="Der Kunde beschwert sich über einen Vorgang"))
    library.work()
    library.release("term", term("Kunde", "customer"))
    failed = []
    for number, text in enumerate(queries()):
        address = "/search" if number % 4 == 0 else "/api/v1/search"
        answer = visitor.get(address, query_string={"q": text})
        if answer.status_code != 200:
            failed.append((text, answer.status_code))
    assert failed == []
