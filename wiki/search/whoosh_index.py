"""The index on disk. Nothing outside this file knows Whoosh (docs/decisions/0010-whoosh3.md).

`<data>/index/current` names the folder of the generation in use and the version it was written with; a rebuild writes
another folder and replaces that file. Readers look at it before every question. Whoosh stores inverted lists here and
nothing else: queries are read, scored and marked by our own code, so that entries that wait for the index are judged
by the same rules.
"""

import logging
import os
import pickle
import shutil
import struct
import threading
import time
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.columns import NumericColumn
from whoosh.reading import CorruptIndexError, IndexReader, ReaderClosed, TermNotFound

from wiki.search import analysis
from wiki.search.documents import AS_SET, FORMAT, IN_ORDER, NEAR, Document
from wiki.search.engine import Answer, Changes, EngineBusy, EngineUnusable, Posting, Source, occurrences
from wiki.search.files import Generations, locked, sync_folder

log = logging.getLogger(__name__)

VERSION = f"{FORMAT}.{analysis.VERSION} whoosh3 {version('whoosh3')} snowball {version('snowballstemmer')}"
_SHORTLY = (0.01, 0.03, 0.1, 0.2)
"""A reader may come in the middle of a commit or a swap; it waits so long, then tries again."""
_CHANGING = (OSError, ReaderClosed, index.EmptyIndexError, index.OutOfDateError)
_BROKEN = (
    CorruptIndexError, index.IndexError, EOFError, ValueError, LookupError, AttributeError, TypeError, struct.error,
    pickle.UnpicklingError, zlib.error,
)  # fmt: skip
_MEMORY = 128
_INTEGERS = NumericColumn("i")  # type: ignore[no-untyped-call]
_SPELT_LIKE = 60
_RAREST = 6


def _schema() -> fields.Schema:
    """Keys come ready made, so nothing of ours is pickled into the index: its analysers only split at spaces."""
    schema = fields.Schema(key=fields.ID(unique=True), number=fields.COLUMN(_INTEGERS), spellings=fields.STORED())
    for name in IN_ORDER:
        schema.add(name, fields.TEXT(analyzer=fields.KEYWORD().analyzer, phrase=True))
    for name in AS_SET:
        schema.add(name, fields.KEYWORD())
    return schema


class WhooshSource:
    """An open reader. Used by one thread at a time; `_Segments` outlives it."""

    def __init__(self, reader: IndexReader, segments: "_Segments") -> None:
        self._leaves = [leaf for leaf, _offset in reader.leaf_readers()]
        self._reader = reader
        self._segments = segments
        segments.keep_only(self._leaves)

    def size(self) -> int:
        """How many documents there are."""
        return int(self._reader.doc_count())

    def frequency(self, field: str, key: str) -> int:
        """How many documents hold `key` in `field`, those replaced since the last merge included."""
        return sum(leaf.doc_frequency(field, key) for leaf in self._leaves)

    def average_length(self, field: str) -> float:
        """The average length of `field` in words."""
        documents = sum(leaf.doc_count_all() for leaf in self._leaves)
        return float(sum(leaf.field_length(field) for leaf in self._leaves)) / documents if documents else 1.0

    def postings(self, field: str, key: str) -> Iterator[Posting]:
        """The documents that hold `key` in `field`."""
        for leaf, matcher in self._matchers(field, key):
            numbers = self._segments.numbers(leaf)
            lengths = self._segments.lengths(leaf, field) if field in IN_ORDER else None
            while matcher.is_active():
                place = matcher.id()
                yield numbers[place], matcher.weight(), lengths[place] if lengths else 1.0
                matcher.next()

    def phrase(self, field: str, keys: Sequence[str]) -> Iterator[Posting]:
        """The documents that hold `keys` one after another in `field`."""
        for leaf in self._leaves:
            places = set.intersection(*(set(_places(leaf, field, key)) for key in set(keys)))
            if places:
                yield from self._phrase(leaf, field, keys, places)

    def _phrase(self, leaf: Any, field: str, keys: Sequence[str], places: set[int]) -> Iterator[Posting]:
        tokens: dict[int, dict[int, str]] = {place: {} for place in places}
        for key in set(keys):
            for place, positions in _positions(leaf, field, key, places):
                tokens[place].update(dict.fromkeys(positions, key))
        numbers, lengths = self._segments.numbers(leaf), self._segments.lengths(leaf, field)
        for place, by_position in tokens.items():
            text = [by_position.get(at, "") for at in range(max(by_position) + 1)]
            count = occurrences(text, keys)
            if count:
                yield numbers[place], count, lengths[place]

    def spelt_like(self, grams: Set[str]) -> Iterator[str]:
        """Words of the labels that share most of the rarest of these trigrams."""
        known = sorted((frequency, gram) for gram in grams if (frequency := self.frequency(NEAR, gram)))
        shared: dict[tuple[int, int], int] = {}
        for _frequency, gram in known[:_RAREST]:
            for number, leaf in enumerate(self._leaves):
                for place in _places(leaf, NEAR, gram):
                    shared[number, place] = shared.get((number, place), 0) + 1
        for number, place in sorted(shared, key=shared.__getitem__, reverse=True)[:_SPELT_LIKE]:
            yield from self._leaves[number].stored_fields(place)["spellings"]

    def _matchers(self, field: str, key: str) -> Iterator[tuple[Any, Any]]:
        for leaf in self._leaves:
            with suppress(TermNotFound):
                yield leaf, leaf.postings(field, key)


def _places(leaf: Any, field: str, key: str) -> list[int]:
    try:
        return list(leaf.postings(field, key).all_ids())
    except TermNotFound:
        return []


def _positions(leaf: Any, field: str, key: str, among: set[int]) -> Iterator[tuple[int, list[int]]]:
    matcher = leaf.postings(field, key)
    for place in sorted(among):
        matcher.skip_to(place)
        yield place, list(matcher.value_as("positions"))


class _Segments:
    """What was read out of segments once: they never change."""

    def __init__(self) -> None:
        self._numbers: dict[str, array[int]] = {}
        self._lengths: dict[tuple[str, str], array[float]] = {}

    def keep_only(self, leaves: list[Any]) -> None:
        """Forget segments that are gone."""
        present = {_segment(leaf) for leaf in leaves}
        self._numbers = {k: v for k, v in self._numbers.items() if k in present}
        self._lengths = {k: v for k, v in self._lengths.items() if k[0] in present}

    def numbers(self, leaf: Any) -> "array[int]":
        """The entry ids by place."""
        segment = _segment(leaf)
        if segment not in self._numbers:
            column = leaf.column_reader("number")
            self._numbers[segment] = array("q", (column[place] for place in range(leaf.doc_count_all())))
        return self._numbers[segment]

    def lengths(self, leaf: Any, field: str) -> "array[float]":
        """The lengths of `field` by place."""
        key = (_segment(leaf), field)
        if key not in self._lengths:
            places = range(leaf.doc_count_all())
            self._lengths[key] = array("f", (leaf.doc_field_length(place, field) or 0 for place in places))
        return self._lengths[key]


def _segment(leaf: Any) -> str:
    segment = leaf.segment()
    return str(segment.segment_id()) if segment else ""


class WhooshEngine:
    """The index of one data folder: one warm reader a process, writers one at a time in all processes."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder, VERSION)
        self._lock = threading.Lock()
        self._process = 0
        self._index: Any = None
        self._reader: Any = None
        self._source: WhooshSource | None = None
        self._name = ""
        self._segments = _Segments()

    def ask(self, question: Callable[[Source], Answer]) -> Answer:
        """The answer to `question` from the newest committed documents."""
        with self._lock:
            for pause in (*_SHORTLY, None):
                try:
                    return question(self._refreshed())
                except _CHANGING as error:
                    self._drop()
                    if pause is None:
                        raise self._unusable(error) from error
                    time.sleep(pause)
                except _BROKEN as error:
                    self._drop()
                    log.exception("the index cannot be read")
                    raise self._unusable(error) from error
        raise AssertionError("unreachable")

    def _unusable(self, error: Exception) -> EngineUnusable:
        self._generations.mark_damaged(repr(error))
        return EngineUnusable(repr(error))

    def _refreshed(self) -> WhooshSource:
        name = self._generations.current()
        if self._source is None or name != self._name or self._process != os.getpid():
            self._drop()
            self._index = index.open_dir(str(self._generations.folder(name)))
            self._name, self._process = name, os.getpid()
        if self._source is None or self._index.latest_generation() != self._generation:
            self._open()
        assert self._source is not None
        return self._source

    def _open(self) -> None:
        old, self._source = self._reader, None
        self._generation = self._index.latest_generation()
        self._reader = self._index.reader()
        self._source = WhooshSource(self._reader, self._segments)
        if old is not None:
            old.close()

    def _drop(self) -> None:
        reader, self._reader, self._source, self._index = self._reader, None, None, None
        if reader is not None and self._process == os.getpid():
            with suppress(Exception):
                reader.close()

    def write(self, read: Callable[[], Changes]) -> None:
        """Take the changes in, in one commit that is on the disk afterwards."""
        self._generations.current()
        with locked(self._generations.root / "write.lock"):
            folder = self._generations.folder(self._generations.current())
            documents, gone = read()
            try:
                _write(index.open_dir(str(folder)), folder, documents, gone)
            except index.LockError as error:
                raise EngineBusy(str(error)) from error
            except (*_CHANGING, *_BROKEN) as error:
                log.exception("the index cannot be written")
                raise self._unusable(error) from error

    def rebuild(self, documents: Iterable[Document], catch_up: Callable[[], Changes]) -> None:
        """Build anew aside, take what changed meanwhile, swap in, and remove what was there."""
        root = self._generations.root
        with locked(root / "rebuild.lock"):
            name, folder = self._generations.make()
            try:
                made: Any = index.create_in(str(folder), _schema())
                _write(made, folder, documents, ())
                with locked(root / "write.lock"):
                    later, gone = catch_up()
                    if later or gone:
                        _write(made, folder, later, gone)
                    made.close()
                    self._generations.use(name)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise

    def problem(self) -> str:
        """Why the index must be rebuilt; empty when it need not."""
        problem = self._generations.problem()
        if problem:
            return problem
        try:
            self.ask(lambda source: source.size())
        except EngineUnusable as error:
            return str(error)
        return ""


def _write(opened: Any, folder: Path, documents: Iterable[Document], gone: Iterable[int]) -> None:
    before = set(os.listdir(folder))
    writer = opened.writer(limitmb=_MEMORY)
    try:
        for entry_id in gone:
            writer.delete_by_term("key", str(entry_id))
        for document in documents:
            values = {name: " ".join(keys) for name, keys in document.fields.items()}
            key = str(document.entry_id)
            writer.update_document(key=key, number=document.entry_id, spellings=document.spellings, **values)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    sync_folder(folder, before)
