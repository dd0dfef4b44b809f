"""What was released is found by the very next search, on any process, whatever the worker does."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import update

from tests.search.conftest import Library, term
from tests.search.test_api import ask
from wiki.app import create_app
from wiki.config import Settings
from wiki.core.clock import token
from wiki.core.outbox import Delivery
from wiki.entries import lifecycle
from wiki.search.wiring import CONSUMER
from wiki.web.runtime import Runtime

ROUNDS = 200


def unique() -> str:
    return "wort" + "".join(letter for letter in token(12).lower() if letter.isalnum())


@pytest.fixture
def second_app(app: Flask, settings: Settings) -> Iterator[Flask]:
    """Another process on the same database and data folder."""
    application = create_app(settings, testing=True)
    yield application
    application.extensions["cxwiki"].engine.dispose()


def _release_and_find(library: Library, searching: Flask) -> int:
    """Release ROUNDS entries, each searched at once elsewhere, and one of those before again; how often both were
    found."""
    client = searching.test_client()
    words: list[str] = []
    found = 0
    for _number in range(ROUNDS):
        words.append(unique())
        library.release("term", term(words[-1]))
        asked = (words[-1], words[-5:][0])
        found += [[hit["title"] for hit in ask(client, q=word)["results"]] for word in asked] == [[w] for w in asked]
    return found


@pytest.mark.parametrize("index_there", [True, False])
def test_next_search_finds_it_without_a_worker(library: Library, second_app: Flask, index_there: bool) -> None:
    if index_there:
        library.release("term", term("Anfang"))
        library.work()
    assert _release_and_find(library, second_app) == ROUNDS


def test_next_search_finds_it_while_the_worker_works(library: Library, second_app: Flask) -> None:
    library.release("term", term("Anfang"))
    library.work()
    stop = threading.Event()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            while not stop.wait(0.005):
                library.work()
        except BaseException as error:
            failures.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        found = _release_and_find(library, second_app)
    finally:
        stop.set()
        worker.join()
    assert failures == []
    assert found == ROUNDS


@pytest.mark.parametrize("indexed", ["always", "once", "never"])
def test_every_change_shows_at_once(library: Library, second_app: Flask, indexed: str) -> None:
    client = second_app.test_client()
    between: Callable[[], object] = library.work if indexed == "always" else list
    entry_id = library.release("term", term("Altwort"))
    if indexed != "never":
        library.work()
    assert ask(client, q="Altwort")["total"] == 1
    library.change(entry_id, term("Neuwort", definition="Umschrieben"))
    between()
    [former] = ask(client, q="Altwort")["results"]
    assert (former["title"], former["matched"]) == ("Neuwort", "früher „Altwort“")
    assert ask(client, q="Sache")["total"] == 0
    assert ask(client, q="Neuwort")["total"] == 1
    library.act(entry_id, lifecycle.rename, "anderswo")
    between()
    assert ask(client, q="Neuwort")["results"][0]["url"] == "/glossary/anderswo"
    assert ask(client, q="anderswo")["total"] == 0
    library.act(entry_id, lifecycle.rename, "nochmals")
    between()
    assert ask(client, q="anderswo")["results"][0]["url"] == "/glossary/nochmals"
    library.act(entry_id, lifecycle.archive)
    between()
    assert ask(client, q="Neuwort")["total"] == 0
    assert ask(client, q="Neuwort", status="archived")["total"] == 1
    library.act(entry_id, lifecycle.unarchive)
    library.act(entry_id, lifecycle.delete)
    between()
    assert ask(client, q="Neuwort", status="all")["total"] == 0
    library.act(entry_id, lifecycle.undelete)
    between()
    assert ask(client, q="Neuwort")["total"] == 1
    library.act(entry_id, lifecycle.delete)
    library.act(entry_id, lifecycle.purge)
    between()
    assert ask(client, q="Neuwort", status="all")["total"] == 0


def test_waiting_and_indexed_entries_stand_in_one_order(library: Library) -> None:
    client = library.app.test_client()
    body = {"definition": {"de": "Ein Satz über Rückfragen und Antworten"}}
    library.release("term", term("Antwort", **body))
    library.work()
    library.release("term", term("Rückfrage", **body))
    waiting = [hit["title"] for hit in ask(client, q="Rückfragen")["results"]]
    library.work()
    assert waiting == [hit["title"] for hit in ask(client, q="Rückfragen")["results"]] == ["Rückfrage", "Antwort"]


def test_a_delivered_event_may_come_again(library: Library, runtime: Runtime) -> None:
    library.release("term", term("Doppelt"))
    library.work()
    with library.writing() as session:
        session.execute(update(Delivery).where(Delivery.consumer == CONSUMER).values(state="queued"))
    library.work()
    assert ask(library.app.test_client(), q="doppelt")["total"] == 1
