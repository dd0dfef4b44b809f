"""Engines to compare, and documents to fill them with."""

import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import make_url

from wiki.entries.kinds import Passage
from wiki.search.documents import ALT, BODY, IN_ORDER, LABEL, Document, make_document
from wiki.search.engine import Changes, Engine, MemorySource, Source
from wiki.search.postgres_index import PostgresEngine
from wiki.search.whoosh_index import WhooshEngine

WORDS = [
    f"{root}{end}" for root in ("kund", "reis", "wort", "punkt", "marke") for end in ("en", "er", "ig", "los", "bar")
]


def open_engine(name: str, folder: Path, url: str) -> Engine:
    """An engine as a process of its own would open it."""
    if name == "whoosh":
        return WhooshEngine(folder / "index")
    return PostgresEngine(create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool))


def document(entry_id: int, label: str, body: str = "", alt: str = "") -> Document:
    """The document of an entry with these texts."""
    texts = ((LABEL, label), (ALT, alt), (BODY, body))
    return make_document(entry_id, [Passage(weight, {"de": text}, weight) for weight, text in texts if text])


def any_document(chance: random.Random, entry_id: int) -> Document:
    """A document of a few words, many of them more than once."""
    label, body = (" ".join(chance.choices(WORDS, k=chance.randint(1, most))) for most in (3, 60))
    return document(entry_id, label, body, chance.choice(("", *WORDS)))


def nothing() -> Changes:
    """No changes."""
    return [], []


def keys_of(documents: Iterable[Document]) -> set[tuple[str, str]]:
    """Every field and key of the documents, and some that stand nowhere."""
    found = {(field, key) for each in documents for field, keys in each.fields.items() for key in keys}
    return {(field, key) for field, key in found if key not in ("", "|")} | {("body", "nirgends"), ("part", "body/x")}


def lists(source: Source, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[tuple[int, float, float]]]:
    """The postings of `wanted`, in the order of the entries."""
    return {each: sorted(source.postings(*each)) for each in sorted(wanted)}


def phrases_of(documents: Iterable[Document], chance: random.Random, number: int) -> Iterator[tuple[str, list[str]]]:
    """Runs of words that stand in the documents, and some that may not."""
    chosen = list(documents)
    for _each in range(number):
        field = chance.choice(IN_ORDER)
        keys = [key for key in chance.choice(chosen).fields[field] if key != "|"]
        start = chance.randrange(max(len(keys) - 1, 1))
        if len(keys) > 1:
            yield field, keys[start : start + chance.randint(2, 4)]


def told(source: Source, documents: Mapping[int, Document], chance: random.Random) -> dict[str, object]:
    """All a source tells about what it holds."""
    wanted = keys_of(documents.values())
    phrases = list(phrases_of(documents.values(), chance, 40)) if documents else []
    return {
        "size": source.size(),
        "lengths": {field: round(source.average_length(field), 6) for field in IN_ORDER},
        "frequencies": {(field, key): source.frequency(field, key) for field, key in wanted},
        "lists": lists(source, wanted),
        "phrases": [(phrase, sorted(source.phrase(*phrase))) for phrase in phrases],
    }


def agrees(engine: Engine, documents: Mapping[int, Document], seed: int = 1) -> bool:
    """Whether the engine tells exactly what documents in memory do."""
    expected = told(MemorySource(documents), documents, random.Random(seed))
    found = engine.ask(lambda source: told(source, documents, random.Random(seed)))
    assert found == expected
    return True
