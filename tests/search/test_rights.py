"""Nobody finds, counts or is offered what they may not read."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, update

from tests.conftest import Stock
from tests.search.conftest import Library, term
from tests.search.test_api import ask
from wiki.access.permissions import SYSTEM
from wiki.core.db import wired
from wiki.core.outbox import Delivery
from wiki.entries import lifecycle, service
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit


@pytest.fixture(params=["visitor", "employee", "editor", "administrator"])
def anyone(request: pytest.FixtureRequest, stock: Stock, visitor: FlaskClient) -> FlaskClient:
    """A browser of each sort of person."""
    return visitor if request.param == "visitor" else stock.client(request.param)


def draft(library: Library, german: str) -> None:
    with library.writing() as session:
        kind = wired(session, Kinds).get("term")
        content, _problems = payloads.clean(kind, term(german))
        service.create(session, SYSTEM, kind, Edit(content))


def nothing(client: FlaskClient, word: str) -> None:
    for status in ("", "released", "archived", "all"):
        found = ask(client, q=word, status=status)
        assert (found["total"], found["results"], found["suggestion"]) == (0, [], None)
    assert client.get("/suggest", query_string={"q": word}).json == []
    assert word not in client.get("/search", query_string={"q": "anders", "status": "all"}).text


def test_drafts_are_found_by_nobody(library: Library, anyone: FlaskClient) -> None:
    draft(library, "Geheimnis")
    nothing(anyone, "Geheimnis")
    library.work()
    nothing(anyone, "Geheimnis")
    nothing(anyone, "Geheimnsi")


def test_a_draft_over_a_release_is_not_found(library: Library, anyone: FlaskClient) -> None:
    entry_id = library.release("term", term("Bekanntes"))
    with library.writing() as session:
        kind = wired(session, Kinds).get("term")
        entry = session.get_one(kind.model, entry_id)
        content, _problems = payloads.clean(kind, term("Geheimnis", definition="Verborgenes"))
        service.save(session, SYSTEM, entry, Edit(content, entry.latest_number))
    library.work()
    assert ask(anyone, q="Geheimnis Verborgenes")["total"] == 0
    assert ask(anyone, q="Bekanntes")["total"] == 1


def test_deleted_is_not_found_even_when_the_index_still_has_it(library: Library, anyone: FlaskClient) -> None:
    entry_id = library.release("term", term("Geheimnis"))
    library.work()
    library.act(entry_id, lifecycle.delete)
    nothing(anyone, "Geheimnis")
    with library.writing() as session:  # a delivery given up: the index keeps what it had
        session.execute(update(Delivery).where(Delivery.state == "queued").values(state="failed"))
    nothing(anyone, "Geheimnis")


def test_archived_only_on_request(library: Library, anyone: FlaskClient) -> None:
    entry_id = library.release("term", term("Altbestand"))
    library.act(entry_id, lifecycle.archive)
    library.work()
    assert ask(anyone, q="Altbestand")["total"] == 0
    assert ask(anyone, q="Altbestand", status="archived")["results"][0]["status"] == "archived"
    assert ask(anyone, q="Altbestand", status="all")["total"] == 1


def test_hidden_labels_are_found_and_never_shown(library: Library, anyone: FlaskClient) -> None:
    wrong = [{"language": "de", "text": "Beschwehrde", "status": "hidden"}]
    library.release("term", term("Beschwerde", labels=wrong))
    library.work()
    found = ask(anyone, q="Beschwehrde")
    assert found["total"] == 1
    assert "Beschwehrde" not in str(found)
    [offered] = anyone.get("/suggest?q=beschweh").json
    assert "Beschwehrde" not in str(offered)
    assert offered["label"] == offered["title"] == "Beschwerde"


def test_totals_and_kinds_count_what_can_be_opened(library: Library, anyone: FlaskClient) -> None:
    ids = [library.release("term", term(f"Vorgang {letter}")) for letter in "ABCDEFGHIJKLMNO"]
    library.work()
    for entry_id in ids[:4]:
        library.act(entry_id, lifecycle.delete)
    draft(library, "Vorgang X")
    found = ask(anyone, q="Vorgang", limit=50)
    assert found["total"] == len(found["results"]) == 11
    page = anyone.get("/search?q=Vorgang").text
    assert '<span class="count">11</span>' in page


@pytest.fixture
def statements(library: Library) -> Iterator[list[str]]:
    """What the database is asked."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(library.runtime.engine, "before_cursor_execute", note)
    yield asked
    event.remove(library.runtime.engine, "before_cursor_execute", note)


def test_queries_do_not_grow_with_the_hits(library: Library, visitor: FlaskClient, statements: list[str]) -> None:
    for letter in "ABC":
        library.release("term", term(f"Vorgang {letter}"))
    library.work()
    ask(visitor, q="vorgang")
    statements.clear()
    ask(visitor, q="vorgang")
    few = [each for each in statements if each.startswith("SELECT")]
    for letter in "DEFGHIJKLMNO":
        library.release("term", term(f"Vorgang {letter}"))
    library.work()
    ask(visitor, q="vorgang")
    statements.clear()
    ask(visitor, q="vorgang")
    assert len([each for each in statements if each.startswith("SELECT")]) == len(few) <= 10
