"""The index on disk, Whoosh's: missing, damaged, of another version, rebuilt while people search and editors release."""

import gc
import json
import threading
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.search.conftest import Library, term
from tests.search.test_api import ask
from wiki.config import Settings
from wiki.core.consumers import Jobs
from wiki.core.outbox import open_entry_ids
from wiki.entries import lifecycle
from wiki.search import indexing
from wiki.search.engine import EngineBusy, EngineUnusable
from wiki.search.files import locked
from wiki.search.models import SearchText
from wiki.search.wiring import CONSUMER, Search


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A wiki whose index lies in the data folder, whatever the database."""
    return Settings(data=tmp_path / "data", database_url=database_url, require_totp=False, search_engine="whoosh")


@pytest.fixture
def folder(library: Library) -> Path:
    """The index folder of a library with two indexed terms."""
    library.release("term", term("Rückfrage"))
    library.release("term", term("Antwort"))
    library.work()
    return library.runtime.settings.data / "index"


def generation(folder: Path) -> Path:
    return folder / json.loads((folder / "current").read_text())["generation"]


def look_after(library: Library) -> str:
    [job] = [each for each in library.runtime.wiring.get(Jobs).jobs if each.name == "search-index"]
    return job.run(library.runtime.sessions)


def segment_files(folder: Path) -> list[Path]:
    return [each for each in generation(folder).iterdir() if each.suffix == ".seg"]


def test_missing_index_is_answered_from_the_database_and_built(
    library: Library, visitor: FlaskClient, folder: Path
) -> None:
    (folder / "current").unlink()
    assert ask(visitor, q="rückfragen")["total"] == 1
    assert look_after(library).startswith("built anew with 2 entries")
    assert look_after(library) == "well"
    assert ask(visitor, q="rückfragen")["total"] == 1


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Whoosh leaves a broken file to the garbage collector
@pytest.mark.parametrize("harm", ["truncate", "remove", "garbage", "pointer"])
def test_damaged_index_is_answered_from_the_database_and_built(library: Library, folder: Path, harm: str) -> None:
    visitor = library.app.test_client()
    files = segment_files(folder)
    assert files
    for file in files:
        if harm == "truncate":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        elif harm == "remove":
            file.unlink()
        elif harm == "garbage":
            file.write_bytes(b"\x00" * file.stat().st_size)
    if harm == "pointer":
        (folder / "current").write_text("{")
    assert ask(visitor, q="rückfragen")["total"] == 1
    assert look_after(library).startswith("built anew with 2 entries")
    assert ask(visitor, q="rückfragen")["total"] == 1
    assert look_after(library) == "well"
    gc.collect()


def test_consumer_builds_a_missing_index(library: Library, visitor: FlaskClient, folder: Path) -> None:
    (folder / "current").unlink()
    library.release("term", term("Neuling"))
    library.work()
    assert look_after(library) == "well"
    assert ask(visitor, q="Neuling")["total"] == ask(visitor, q="Antwort")["total"] == 1


def test_other_version_is_rebuilt(library: Library, visitor: FlaskClient, folder: Path) -> None:
    pointer = folder / "current"
    said = json.loads(pointer.read_text())
    pointer.write_text(json.dumps({**said, "version": "0"}))
    with pytest.raises(EngineUnusable):
        library.runtime.wiring.get(Search).engine.ask(lambda source: source.size())
    assert ask(visitor, q="antwort")["total"] == 1
    assert "was written as 0" in look_after(library)
    assert json.loads(pointer.read_text())["version"] == said["version"]


def test_rebuild_reports_progress_and_leaves_one_generation(library: Library, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    assert indexing.rebuild(library.runtime, lambda done, total: told.append((done, total))) == 2
    assert told == [(2, 2)]
    assert [each.name for each in folder.glob("generation-*")] == [generation(folder).name]


def test_what_happens_during_a_rebuild_is_in_its_result(library: Library, visitor: FlaskClient, folder: Path) -> None:
    def meanwhile(_done: int, _total: int) -> None:
        library.release("term", term("Zwischenfall"))
        library.work()
        library.act(first, lifecycle.archive)
        library.work()

    with library.reading() as session:
        first = session.scalars(select(SearchText.entry_id).order_by(SearchText.entry_id)).first() or 0
    indexing.rebuild(library.runtime, meanwhile)
    engine = library.runtime.wiring.get(Search).engine
    assert engine.ask(lambda source: source.size()) == 3
    assert ask(visitor, q="Zwischenfall")["total"] == 1


def test_searching_goes_on_while_indexes_come_and_go(library: Library, folder: Path) -> None:
    stop = threading.Event()
    wrong: list[object] = []

    def search() -> None:
        client = library.app.test_client()
        while not stop.is_set():
            found = ask(client, q="antwort")
            if found["total"] != 1:
                wrong.append(found)

    readers = [threading.Thread(target=search) for _ in range(3)]
    for each in readers:
        each.start()
    try:
        for number in range(10):
            library.release("term", term(f"Nummer {number}"))
            library.work()
            indexing.rebuild(library.runtime)
    finally:
        stop.set()
        for each in readers:
            each.join()
    assert wrong == []
    assert look_after(library) == "well"


def test_a_busy_index_leaves_the_events_for_later(
    library: Library, visitor: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.search.files._WAIT", 0.1)
    library.release("term", term("Geduld"))
    with locked(folder / "write.lock"):
        library.work()
        assert ask(visitor, q="Geduld")["total"] == 1
        with pytest.raises(EngineBusy), locked(folder / "write.lock"):
            pass
    with library.reading() as session:
        assert len(open_entry_ids(session, CONSUMER)) == 1


def test_texts_are_kept_ready_and_never_asked_when_old(library: Library, visitor: FlaskClient) -> None:
    entry_id = library.release("term", term("Rückfrage", definition="Frage zu einer Antwort"))
    library.work()
    library.change(entry_id, term("Rückfrage", definition="Bitte um Auskunft"))
    [hit] = ask(visitor, q="rückfrage")["results"]
    assert hit["snippet"] == "Bitte um Auskunft"
    with library.reading() as session:
        assert "Antwort" in str(session.get_one(SearchText, entry_id).passages)
    library.work()
    with library.reading() as session:
        assert "Auskunft" in str(session.get_one(SearchText, entry_id).passages)
