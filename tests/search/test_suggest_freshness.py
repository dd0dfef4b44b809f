"""The jump list is right at the very next request, on every process, whatever changed and however."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.helpers import count_queries
from tests.search.conftest import Library, term
from tests.search.suggesting import offered, titles
from wiki.access.permissions import SYSTEM
from wiki.app import create_app
from wiki.config import Settings
from wiki.core import changes
from wiki.entries import lifecycle
from wiki.people.departments import DepartmentData, change_department, create_department
from wiki.people.models import Department
from wiki.search.jump import kept
from wiki.search.jump.kept import JumpList

Readers = list[FlaskClient]


@pytest.fixture
def readers(library: Library, settings: Settings) -> Iterator[Readers]:
    """A stranger at each of two processes on one database; both have read the names already."""
    second: Flask = create_app(settings, testing=True)
    second.test_client_class = library.app.test_client_class
    both = [library.app.test_client(), second.test_client()]
    for client in both:
        offered(client, "anfang")
    yield both
    second.extensions["cxwiki"].engine.dispose()


def seen(readers: Readers, text: str) -> list[str]:
    """What both are offered."""
    first, second = (titles(client, text) for client in readers)
    assert first == second
    return first


@pytest.fixture(params=["the small table", "one table", "all anew"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], object]:
    """The ways in which the names are brought up to date: each must give the same. Calls for what happens between."""
    if request.param == "one table":
        monkeypatch.setattr(kept, "MOST_RECENT", 0)
    return list


def test_every_change_shows_everywhere_at_once(library: Library, readers: Readers, way: Callable[[], object]) -> None:
    entry_id = library.release("term", term("Altwort", "old word"))
    assert seen(readers, "altwort") == seen(readers, "old word") == ["Altwort"]
    library.change(entry_id, term("Neuwort", "new word"))
    assert seen(readers, "old word") == ["Neuwort"]  # a former title, not a slip
    assert seen(readers, "neuwort") == ["Neuwort"]
    library.act(entry_id, lifecycle.rename, "anderswo")
    assert [offered(client, "neuwort")[0]["url"] for client in readers] == ["/glossary/anderswo"] * 2
    library.act(entry_id, lifecycle.archive)
    assert seen(readers, "neuwort") == []
    library.act(entry_id, lifecycle.unarchive)
    assert seen(readers, "neuwort") == ["Neuwort"]
    library.act(entry_id, lifecycle.delete)
    assert seen(readers, "neuwort") == []
    library.act(entry_id, lifecycle.undelete)
    assert seen(readers, "neuwort") == ["Neuwort"]
    library.act(entry_id, lifecycle.delete)
    library.act(entry_id, lifecycle.purge)
    assert seen(readers, "neuwort") == []


def test_many_changes_one_after_the_other(library: Library, readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_RECENT", 3)
    ids = {}
    for letter in "ABCDEFGH":
        ids[letter] = library.release("term", term(f"Vorgang {letter}"))
        assert seen(readers[:1] * 2, "vorgang") == [f"Vorgang {each}" for each in sorted(ids)]
    for letter in "CFA":
        library.act(ids.pop(letter), lifecycle.archive)
        assert seen(readers, "vorgang") == [f"Vorgang {each}" for each in sorted(ids)]
    library.change(ids["B"], term("Ablauf B"))
    assert seen(readers, "ablauf") == ["Ablauf B"]
    assert [offered(client, "vorgang b")[0]["label"] for client in readers] == ["Ablauf B"] * 2  # its name no longer


def test_a_change_that_names_no_entries_is_followed_too(
    library: Library, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A department's name stands on many pages, and after a large import the log names no single entry."""
    with library.writing() as session:
        number = create_department(session, SYSTEM, DepartmentData("Vertrieb")).id
    assert seen(readers, "vertrieb") == ["Vertrieb"]
    monkeypatch.setattr(changes, "MOST_LOGGED", 0)
    stays, goes = library.release("term", term("Verbleib")), library.release("term", term("Vergehen"))
    assert seen(readers, "ver") == ["Verbleib", "Vergehen", "Vertrieb"]
    library.change(stays, term("Verbleib", "whereabouts"))
    library.act(goes, lifecycle.archive)
    with library.writing() as session:
        change_department(session, SYSTEM, session.get_one(Department, number), DepartmentData("Versand"))
    assert seen(readers, "ver") == ["Versand", "Verbleib"]
    assert seen(readers, "whereab") == ["Verbleib"]
    assert seen(readers, "vertrieb") == seen(readers, "vergehen") == []


def test_a_release_reads_one_entry_anew_and_no_other(library: Library) -> None:
    client = library.app.test_client()
    for letter in "ABCDEFGH":
        library.release("term", term(f"Vorgang {letter}"))
    offered(client, "vorgang")
    base = library.runtime.wiring.get(JumpList)._state
    assert base is not None
    library.release("term", term("Vorgang Z"))
    with count_queries(library.runtime.engine) as counted:
        assert "Vorgang Z" in titles(client, "vorgang")
    after = library.runtime.wiring.get(JumpList)._state
    assert after is not None
    assert after.base is base.base
    assert [name.text for name in after.recent_labels] == ["Vorgang Z"]
    assert counted.selects <= 11


def test_an_older_view_of_the_database_keeps_newer_names(library: Library, visitor: FlaskClient) -> None:
    """A request that began before a release is answered by what a later one has read, and does not undo it."""
    library.release("term", term("Erstes"))
    offered(visitor, "erstes")
    names = library.runtime.wiring.get(JumpList)
    with library.reading() as early:
        number = changes.current(early)
        if library.runtime.engine.dialect.name == "sqlite":
            library.release("term", term("Zweites"))
            assert titles(visitor, "zweites") == ["Zweites"]
            assert changes.current(early) == number
        assert names.state(early).number >= number
    library.release("term", term("Drittes"))
    assert titles(visitor, "drittes") == ["Drittes"]


def test_while_others_release_every_answer_holds_what_was_there_before_it(library: Library, readers: Readers) -> None:
    released: list[str] = []
    missing: list[str] = []
    stop = threading.Event()

    def read(client: FlaskClient) -> None:
        while not stop.is_set():
            for name in list(released)[-3:]:
                if titles(client, name) != [name]:
                    missing.append(name)

    threads = [threading.Thread(target=read, args=(client,)) for client in readers]
    for thread in threads:
        thread.start()
    for number in range(25):
        name = "Wort" + "abcdefghijklmnopqrstuvwxy"[number] * 5
        library.release("term", term(name))
        released.append(name)
    stop.set()
    for thread in threads:
        thread.join()
    assert missing == []
    assert all(titles(client, name) == [name] for client in readers for name in released)
