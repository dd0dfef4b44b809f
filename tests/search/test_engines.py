"""What every engine must do, tried on each: Whoosh in a folder and PostgreSQL's full text in the database.

The documents in memory are the measure: an engine tells what they tell, whatever was written, replaced or removed.
"""

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import make_url

from tests.search.engines import WORDS, agrees, any_document, document, nothing, open_engine
from wiki.search import postgres_index, whoosh_index
from wiki.search.documents import IN_ORDER, Document
from wiki.search.engine import MOST_COUNTED, Engine, EngineBusy, EngineUnusable

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

Open = Callable[[], Engine]


@pytest.fixture(params=["whoosh", "postgresql"])
def name(request: pytest.FixtureRequest) -> str:
    """Which engine is tried."""
    return str(request.param)


@pytest.fixture
def another(name: str, database_url: str, tmp_path: Path) -> Open:
    """Opens the engine once more, as another process or another node does."""
    return lambda: open_engine(name, tmp_path, database_url)


@pytest.fixture
def engine(another: Open) -> Engine:
    """An engine without an index."""
    return another()


@pytest.fixture
def library() -> dict[int, Document]:
    """Documents of a few words each."""
    chance = random.Random(7)
    return {number: any_document(chance, number) for number in range(1, 60)}


def test_without_an_index_it_says_so(engine: Engine) -> None:
    assert engine.problem() == "there is no index"
    with pytest.raises(EngineUnusable):
        engine.ask(lambda source: source.size())
    with pytest.raises(EngineUnusable):
        engine.write(nothing)


def test_an_empty_index_is_an_index(engine: Engine) -> None:
    engine.rebuild([], nothing)
    assert engine.problem() == ""
    assert agrees(engine, {})


def test_tells_what_the_documents_tell(engine: Engine, library: dict[int, Document]) -> None:
    engine.rebuild(library.values(), nothing)
    assert engine.problem() == ""
    assert agrees(engine, library)


def test_writes_replace_and_remove(engine: Engine, library: dict[int, Document]) -> None:
    chance = random.Random(11)
    engine.rebuild(library.values(), nothing)
    for seed in range(12):
        changed = [any_document(chance, entry_id) for entry_id in chance.sample(range(1, 90), 8)]
        gone = [
            entry_id for entry_id in chance.sample(range(1, 95), 4) if entry_id not in {d.entry_id for d in changed}
        ]
        engine.write(lambda changed=changed, gone=gone: (changed, gone))
        library |= {each.entry_id: each for each in changed}
        for entry_id in gone:
            library.pop(entry_id, None)
        assert agrees(engine, library, seed)
    assert engine.problem() == ""


def test_writing_the_same_twice_changes_nothing(engine: Engine, library: dict[int, Document]) -> None:
    engine.rebuild(library.values(), nothing)
    for _again in range(2):
        engine.write(lambda: ([library[1], library[2]], [4711]))
    assert agrees(engine, library)


def test_words_spelt_alike_are_the_same_in_every_engine(another: Open, database_url: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    documents = [document(number, " ".join(chance.choices(WORDS, k=2))) for number in range(1, 200)]
    found = []
    for name in ("whoosh", "postgresql"):
        each = open_engine(name, tmp_path / "both", database_url)
        each.rebuild(documents, nothing)
        found.append(each.ask(lambda source: list(source.spelt_like({"^ku", "kun", "und", "nde", "den", "en$"}))))
    assert found[0] == found[1]
    assert found[0][0] == "kunden"


def test_other_processes_find_it_at_their_next_question(another: Open) -> None:
    here, there = another(), another()
    here.rebuild([document(1, "Anfang")], nothing)
    assert agrees(there, {1: document(1, "Anfang")})
    for number in range(2, 12):
        writer, reader = (here, there) if number % 2 else (there, here)
        writer.write(lambda number=number: ([document(number, f"Nummer {number}")], []))
        assert reader.ask(lambda source: source.size()) == number
    there.rebuild([document(1, "Neu")], nothing)
    assert agrees(here, {1: document(1, "Neu")})


def test_a_question_sees_one_moment(another: Open) -> None:
    engine, other = another(), another()
    engine.rebuild([document(1, "Kunde", "Wort")], nothing)

    def question(source: object) -> tuple[int, ...]:
        before = len(source.postings("label", "kund"))  # type: ignore[attr-defined]
        other.write(lambda: ([document(2, "Kunde", "Wort")], []))
        return before, len(source.postings("body", "wort")), source.size()  # type: ignore[attr-defined]

    assert engine.ask(question) == (1, 1, 1)
    assert engine.ask(lambda source: len(source.postings("body", "wort"))) == 2


def test_a_rebuild_goes_on_beside_the_index_in_use(another: Open) -> None:
    engine, other = another(), another()
    old, new, late = document(1, "Alt"), document(1, "Neu"), document(2, "Dazwischen")
    engine.rebuild([old], nothing)

    def meanwhile() -> Iterator[Document]:
        yield new
        assert agrees(other, {1: old})
        other.write(lambda: ([late], []))
        assert agrees(other, {1: old, 2: late})

    engine.rebuild(meanwhile(), lambda: ([late], []))
    assert agrees(other, {1: new, 2: late})
    assert other.problem() == ""


def test_what_fails_leaves_the_index_as_it_was(another: Open, library: dict[int, Document]) -> None:
    engine = another()
    engine.rebuild(library.values(), nothing)

    def broken() -> Iterator[Document]:
        yield from library.values()
        raise KeyError("payload")

    with pytest.raises(KeyError):
        engine.rebuild(broken(), nothing)
    with pytest.raises(KeyError):
        engine.rebuild([], lambda: ([document(1, "x")], [{}["payload"]]))
    with pytest.raises(KeyError):
        engine.write(lambda: ([document(1, "x")], [{}["payload"]]))
    assert agrees(another(), library)
    engine.write(lambda: ([], [1]))
    library.pop(1)
    assert agrees(engine, library)


def test_two_writers_lose_nothing(another: Open) -> None:
    engines = [another(), another()]
    engines[0].rebuild([], nothing)
    failures: list[BaseException] = []

    def write(engine: Engine, numbers: range) -> None:
        try:
            for number in numbers:
                engine.write(lambda number=number: ([document(number, f"Nummer {number}")], []))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(engines[at], range(100 * at, 100 * at + 12))) for at in (0, 1)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert agrees(another(), {n: document(n, f"Nummer {n}") for at in (0, 100) for n in range(at, at + 12)})


def test_who_writes_later_has_the_newer_state(another: Open) -> None:
    """The second writer reads only when the first is done, however early it came."""
    first, second = another(), another()
    first.rebuild([], nothing)
    truth = {"label": "Eins"}
    waiting = threading.Thread(target=lambda: second.write(lambda: ([document(1, truth["label"])], [])))

    def read() -> tuple[list[Document], list[int]]:
        stale = document(1, truth["label"])
        waiting.start()
        truth["label"] = "Zwei"
        return [stale], []

    first.write(read)
    waiting.join()
    assert agrees(first, {1: document(1, "Zwei")})


def test_a_writer_that_waits_too_long_gives_up(another: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.search.files._WAIT", 0.1)
    monkeypatch.setattr(postgres_index, "WAIT", 0.1)
    first, second = another(), another()
    first.rebuild([document(1, "Alt")], nothing)

    def held(act: Callable[[], object]) -> Callable[[], tuple[list[Document], list[int]]]:
        def read() -> tuple[list[Document], list[int]]:
            with pytest.raises(EngineBusy):
                act()
            return [], []

        return read

    first.write(held(lambda: second.write(nothing)))
    first.write(held(lambda: second.rebuild([], nothing)))
    first.rebuild([document(1, "Neu")], held(lambda: second.write(nothing)))
    first.rebuild([document(1, "Neu")], held(lambda: second.rebuild([], nothing)))
    assert agrees(second, {1: document(1, "Neu")})


def test_another_version_is_refused_until_it_is_rebuilt(another: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (postgres_index, whoosh_index):
        monkeypatch.setattr(module, "VERSION", "0 of the day before")
    another().rebuild([document(1, "Alt")], nothing)
    monkeypatch.undo()
    engine = another()
    assert "was written as 0 of the day before" in engine.problem()
    with pytest.raises(EngineUnusable):
        engine.ask(lambda source: source.size())
    with pytest.raises(EngineUnusable):
        engine.write(nothing)
    engine.rebuild([document(1, "Alt")], nothing)
    assert agrees(engine, {1: document(1, "Alt")})


def test_a_forgotten_index_is_gone_for_everybody(another: Open) -> None:
    engine, other = another(), another()
    engine.forget()
    engine.rebuild([document(1, "Alt")], nothing)
    assert agrees(other, {1: document(1, "Alt")})
    engine.forget()
    assert other.problem() == "there is no index"
    with pytest.raises(EngineUnusable):
        other.ask(lambda source: source.size())
    other.rebuild([document(1, "Neu")], nothing)
    assert agrees(engine, {1: document(1, "Neu")})


KILLED = """
import sys
from pathlib import Path
from tests.search.engines import document, open_engine

def stop(*_nothing):
    print("here", flush=True)
    sys.stdin.read()

def halfway():
    for number in range(1000, 1700):
        yield document(number, f"Halb {number}", "Wort " * 20)
    if where == "documents":
        stop()

name, folder, url, where = sys.argv[1:]
engine = open_engine(name, Path(folder), url)
if where == "write":
    engine.write(stop)
else:
    engine.rebuild(halfway(), stop)
"""


@pytest.mark.parametrize("where", ["write", "documents", "catch-up"])
def test_a_process_that_is_killed_leaves_the_index_as_it_was(
    another: Open, name: str, database_url: str, tmp_path: Path, where: str
) -> None:
    engine = another()
    engine.rebuild([document(1, "Alt")], nothing)
    command = [sys.executable, "-c", KILLED, name, str(tmp_path), database_url, where]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "here\n"
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert engine.problem() == ""
    assert agrees(engine, {1: document(1, "Alt")})
    engine.write(lambda: ([document(2, "Danach")], []))
    assert agrees(another(), {1: document(1, "Alt"), 2: document(2, "Danach")})
    engine.rebuild([document(3, "Neu")], nothing)
    assert agrees(another(), {3: document(3, "Neu")})


def test_a_very_long_text_is_searchable_to_its_end(engine: Engine) -> None:
    words = [f"wort{number}" for number in range(90_000)]
    text = " ".join([*words, *["häufig"] * 300, "ganz am Schluss"])
    documents = {1: document(1, "Langer Text", text), 2: document(2, "Kurzer Text", "ganz am Schluss häufig")}
    engine.rebuild(documents.values(), nothing)
    wanted = [("body", "wort0"), ("body", "wort89999"), ("body", "haufig"), ("body", "schluss")]

    def question(source: object) -> list[object]:
        found = [sorted(source.postings(*each)) for each in wanted]  # type: ignore[attr-defined]
        return [*found, sorted(source.phrase("body", ["ganz", "am", "schluss"]))]  # type: ignore[attr-defined]

    length = len(documents[1].fields["body"])
    first, last, often, end, phrase = engine.ask(question)
    assert first == last == [(1, 1, length)]
    assert often == [(1, MOST_COUNTED, length), (2, 1, 5)]
    assert [entry_id for entry_id, *_more in end] == [entry_id for entry_id, *_more in phrase] == [1, 2]
    engine.write(lambda: ([documents[2]], [1]))
    assert agrees(engine, {2: documents[2]})


def test_keys_that_look_like_a_query_are_plain(engine: Engine) -> None:
    keys = ("o'neil", "a\\b", "x:*", "!nicht", "a&b|c", "(d)", "<->", "ä" * 60, "'", "\\")
    sets = {"part": keys, "joined": keys, "glued": (), "near": (), "step": ()}
    made = document(1, "Wort")
    fields = {**made.fields, **{name: sets.get(name, ()) for name in made.fields if name not in IN_ORDER}}
    odd = Document(1, {**fields, "label": keys}, ("Wort",))
    engine.rebuild([odd, document(2, "Wort")], nothing)
    for field in ("label", "part", "joined"):
        for key in keys:
            assert [each[0] for each in engine.ask(lambda s, f=field, k=key: list(s.postings(f, k)))] == [1]
    assert engine.ask(lambda source: list(source.phrase("label", keys[2:5]))) == [(1, 1, len(keys))]


@pytest.fixture
def guest_url(database_url: str) -> Iterator[str]:
    """The database as somebody sees it who may read and write its tables but owns none of them."""
    role = f"guest_{Path(database_url.partition('?')[0]).name}"
    owner = create_engine(make_url(database_url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with owner.begin() as connection:
        connection.exec_driver_sql(f'CREATE ROLE "{role}" LOGIN')
        connection.exec_driver_sql(f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"')
    yield make_url(database_url).set(username=role).render_as_string(hide_password=False)
    with owner.begin() as connection:
        connection.exec_driver_sql(f'DROP OWNED BY "{role}"')
        connection.exec_driver_sql(f'DROP ROLE "{role}"')


def test_the_database_need_not_belong_to_the_wiki(guest_url: str, tmp_path: Path, library: dict[int, Document]) -> None:
    engine = open_engine("postgresql", tmp_path, guest_url)
    engine.rebuild(library.values(), nothing)
    engine.write(lambda: ([document(1, "Neu")], [2]))
    library.pop(2)
    assert agrees(engine, library | {1: document(1, "Neu")})
    assert engine.problem() == ""
