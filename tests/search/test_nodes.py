"""Which engine is in use, several nodes on one database, and that a large import is indexed once."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.search.conftest import Library, term
from tests.search.starter import load_starter
from tests.search.test_api import ask
from wiki.app import create_app
from wiki.config import ConfigurationError, Settings
from wiki.core.consumers import Jobs
from wiki.core.outbox import Delivery, open_entry_ids
from wiki.entries import lifecycle
from wiki.ops.delivery import take
from wiki.ops.state import metrics, problems
from wiki.search import indexing
from wiki.search.postgres_index import PostgresEngine
from wiki.search.whoosh_index import WhooshEngine
from wiki.search.wiring import CONSUMER, Search

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

QUERIES = """
customer journey|customerjourney|kuendigen|kundigung|Beschwerden|kontaktpunkte|kontakt punkt|cem|kundenerlebnisse|erlebnis
touch points|journey karte|kontaktpnkt|net promoter|NPS|"moment of truth"|"customer journey"|"der kunde"|churn rate|Loyalität
rückgabe erstattung|was ist eine Persona|kunde|prozess|"die Kundin oder der Kunde" beschwerde|abwndrung|Servise blueprnt
wer ist für Beschwerden verantwortlich|x|* AND OR ( ]|' \\ : & !|kundenzufriedenheitsbefragung|feedback loop kunde nps cem
ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf kunde marke wert daten|touchpoint "customer experience" messen
"""


@pytest.fixture
def opened() -> Iterator[list[Flask]]:
    """Applications to close at the end."""
    found: list[Flask] = []
    yield found
    for each in found:
        each.extensions["cxwiki"].engine.dispose()


def node(opened: list[Flask], settings: Settings, folder: Path, engine: str = "auto") -> Library:
    """Another machine: a data folder of its own, the same database."""
    made = Settings(data=folder, database_url=settings.database_url, require_totp=False, search_engine=engine)
    opened.append(create_app(made, testing=True))
    return Library(opened[-1])


def engine_of(library: Library) -> object:
    return library.runtime.wiring.get(Search).engine


def look_after(library: Library) -> str:
    [job] = [each for each in library.runtime.wiring.get(Jobs).jobs if each.name == "search-index"]
    return job.run(library.runtime.sessions)


def titles(library: Library, text: str) -> list[str]:
    return [hit["title"] for hit in ask(library.app.test_client(), q=text)["results"]]


def test_the_database_chooses_the_engine(library: Library) -> None:
    wanted = PostgresEngine if library.runtime.settings.is_postgresql else WhooshEngine
    assert isinstance(engine_of(library), wanted)


@on_postgresql
def test_one_setting_chooses_the_engine(opened: list[Flask], settings: Settings, tmp_path: Path) -> None:
    assert isinstance(engine_of(node(opened, settings, tmp_path / "a", "whoosh")), WhooshEngine)
    assert isinstance(engine_of(node(opened, settings, tmp_path / "b", "postgresql")), PostgresEngine)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_engine_that_cannot_be_is_refused_at_the_start(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"CXWIKI_SEARCH_ENGINE: postgresql keeps .* SQLite here"):
        Settings(data=tmp_path, database_url=database_url, search_engine="postgresql")
    with pytest.raises(ConfigurationError, match="CXWIKI_SEARCH_ENGINE: auto, whoosh or postgresql, not 'solr'"):
        Settings(data=tmp_path, database_url=database_url, search_engine="solr")


@on_postgresql
def test_both_engines_answer_alike_over_the_starter_library(
    library: Library, opened: list[Flask], settings: Settings, tmp_path: Path
) -> None:
    with library.writing() as session:
        assert load_starter(session) > 100
    other = node(opened, settings, tmp_path / "other", "whoosh")
    for each in (library, other):
        indexing.rebuild_index(each.runtime.wiring.get(Search).engine, each.runtime.sessions)
    asked = [text for line in QUERIES.strip().splitlines() for text in line.split("|")]
    for text in asked:
        answers = [ask(each.app.test_client(), q=text, limit=50) for each in (library, other)]
        for each in answers:
            each.pop("took_ms")
        assert answers[0] == answers[1], text
    assert sum(bool(titles(library, text)) for text in asked) > 30


@on_postgresql
def test_nodes_find_each_others_releases_at_the_next_search(
    library: Library, opened: list[Flask], settings: Settings, tmp_path: Path
) -> None:
    nodes = [library, node(opened, settings, tmp_path / "far")]
    for number in range(12):
        here, there = nodes[number % 2], nodes[(number + 1) % 2]
        entry_id = here.release("term", term(f"Fernwort{number}"))
        assert titles(there, f"fernwort{number}") == [f"Fernwort{number}"]
        nodes[number // 2 % 2].work()
        assert titles(there, f"fernwort{number}") == titles(here, f"fernwort{number}") == [f"Fernwort{number}"]
        there.act(entry_id, lifecycle.archive)
        nodes[number // 3 % 2].work()
        assert titles(here, f"fernwort{number}") == titles(there, f"fernwort{number}") == []
    assert not (tmp_path / "far" / "index").exists()
    assert all(problems(each.runtime) == {} or "schema" in problems(each.runtime) for each in nodes)


@on_postgresql
def test_changing_the_engine_leaves_no_stale_index(library: Library, opened: list[Flask], settings: Settings) -> None:
    entry_id = library.release("term", term("Ding", definition="Gurke"))
    library.work()
    other = node(opened, settings, settings.data, "whoosh")
    for now, before, word in ((other, library, "Marille"), (library, other, "Kohlrabi")):
        now.change(entry_id, term("Ding", definition=word))
        now.work()
        assert titles(now, word) == ["Ding"]
        assert engine_of(before).problem() == "there is no index"  # type: ignore[attr-defined]
    assert titles(library, "gurke") == titles(library, "marille") == []
    assert titles(other, "kohlrabi") == ["Ding"]
    assert look_after(library) == "well"


@on_postgresql
def test_a_damaged_index_in_the_database_is_built_anew(library: Library) -> None:
    library.release("term", term("Rückfrage"))
    library.release("term", term("Antwort"))
    library.work()
    for harm in ("DELETE FROM search_index", "DELETE FROM search_row", "UPDATE search_index SET words = '[]'"):
        with library.runtime.engine.begin() as connection:
            connection.exec_driver_sql(harm)
        assert titles(library, "rückfragen") == ["Rückfrage"] or harm == "DELETE FROM search_row"
        assert look_after(library).startswith("built anew with 2 entries")
        assert titles(library, "rückfragen") == ["Rückfrage"]
    assert look_after(library) == "well"


def test_a_large_import_is_indexed_once(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(7):
        library.release("term", term(f"Einfuhr {number}"))
    batch = take(library.runtime.sessions, CONSUMER, "worker", 3)
    engine = library.runtime.wiring.get(Search).engine
    with caplog.at_level(logging.WARNING, "wiki.search"):
        assert indexing.index_events(engine, library.runtime.sessions, batch) == {}
    assert [record.getMessage() for record in caplog.records] == ["the index is built anew: there is no index"]
    with library.reading() as session:
        assert open_entry_ids(session, CONSUMER) == []
    assert engine.ask(lambda source: source.size()) == 7
    assert len(titles(library, "einfuhr")) == 7


def test_a_long_backlog_is_taken_in_at_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_BACKLOG", 5)
    monkeypatch.setattr(indexing, "_LONG_BATCH", 3)
    library.release("term", term("Anfang"))
    library.work()
    for number in range(7):
        library.release("term", term(f"Einfuhr {number}"))
    engine = library.runtime.wiring.get(Search).engine
    indexing.index_events(engine, library.runtime.sessions, take(library.runtime.sessions, CONSUMER, "worker", 3))
    with library.reading() as session:
        assert open_entry_ids(session, CONSUMER) == []
    assert len(titles(library, "einfuhr")) == 7
    assert titles(library, "anfang") == ["Anfang"]


def test_what_was_given_up_is_mended_by_a_rebuild(library: Library) -> None:
    library.release("term", term("Rückfrage"))
    library.work()
    library.release("term", term("Verloren"))
    with library.writing() as session:
        session.execute(update(Delivery).where(Delivery.state == "queued").values(state="failed"))
    assert titles(library, "verloren") == []
    indexing.rebuild(library.runtime)
    assert titles(library, "verloren") == ["Verloren"]
    with library.reading() as session:
        states = session.scalars(select(Delivery.state).where(Delivery.consumer == CONSUMER).distinct())
        assert list(states) == ["done"]


@on_postgresql
def test_many_search_at_once_without_waiting_for_each_other(library: Library) -> None:
    library.release("term", term("Rückfrage"))
    library.work()
    together = threading.Barrier(24)
    found: list[int] = []

    def search() -> None:
        with library.reading() as session:
            session.execute(select(1))
            together.wait()
            found.append(len(titles(library, "rückfrage")))

    threads = [threading.Thread(target=search) for _ in range(24)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [1] * 24


def test_metrics_tell_how_the_index_is(library: Library) -> None:
    def told() -> dict[str, float]:
        return {each.name: each.value for each in metrics(library.runtime, "1")}

    library.release("term", term("Rückfrage"))
    assert (told()["cxwiki_search_index_usable"], told()["cxwiki_search_index_entries"]) == (0, 0)
    library.work()
    assert (told()["cxwiki_search_index_usable"], told()["cxwiki_search_index_entries"]) == (1, 1)
