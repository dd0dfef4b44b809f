"""Search as JSON."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.search.conftest import Library, term
from wiki.search import waiting


def ask(client: FlaskClient, **parameters: Any) -> dict[str, Any]:
    answer = client.get("/api/v1/search", query_string=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


@pytest.mark.parametrize("indexed", [True, False], ids=["indexed", "waiting"])
def test_finds_a_term_by_synonym_and_says_why(visitor: FlaskClient, library: Library, indexed: bool) -> None:
    old = [{"language": "de", "text": "CEM", "status": "deprecated"}]
    library.release(
        "term", term("Customer-Experience-Management", labels=old, definition="Führungsansatz für Kundenerlebnisse")
    )
    library.release("term", term("Beschwerde"))
    if indexed:
        library.work()
    found = ask(visitor, q="cem")
    assert found["total"] == 1
    assert found["suggestion"] is None
    assert found["complete"] is True
    [hit] = found["results"]
    assert hit["kind"] == "term"
    assert hit["slug"] == "customer-experience-management"
    assert hit["title"] == "Customer-Experience-Management"
    assert hit["url"] == "/glossary/customer-experience-management"
    assert hit["status"] == "released"
    assert "CEM" in hit["matched"]
    assert hit["snippet"] == "Führungsansatz für Kundenerlebnisse"


def test_says_when_the_index_is_catching_up(
    visitor: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST_WAITING", 2)
    for letter in "ABC":
        library.release("term", term(f"Vorgang {letter}"))
    assert ask(visitor, q="vorgang")["complete"] is False
    library.work()
    assert ask(visitor, q="vorgang")["complete"] is True
