"""The index on disk. Nothing outside this file and `whoosh_source.py` knows Whoosh (docs/decisions/0010-whoosh3.md).

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
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import CorruptIndexError, ReaderClosed

from wiki.core import analysis
from wiki.search.documents import AS_SET, FORMAT, GAP, IN_ORDER, Document
from wiki.search.engine import MOST_COUNTED, Answer, Changes, EngineBusy, EngineUnusable, Source, sequence
from wiki.search.files import Generations, locked, sync_folder
from wiki.search.whoosh_source import NUMBER, SPELLINGS, Segments, WhooshSource, length_column, text_column

log = logging.getLogger(__name__)

LAYOUT = "2"
"""Raise it with every change of the schema: the index is then rebuilt by itself."""
VERSION = f"{FORMAT}.{analysis.VERSION}.{LAYOUT} whoosh3 {version('whoosh3')} snowball {version('PyStemmer')}"
_SHORTLY = (0.01, 0.03, 0.1, 0.2)
"""A reader may come in the middle of a commit or a swap; it waits so long, then tries again."""
_CHANGING = (OSError, ReaderClosed, index.EmptyIndexError, index.OutOfDateError)
_BROKEN = (
    CorruptIndexError, index.IndexError, EOFError, ValueError, LookupError, AttributeError, TypeError, struct.error,
    pickle.UnpicklingError, zlib.error,
)  # fmt: skip
_MEMORY = 40
"""Megabytes of lists a writer gathers before it sorts them out to the disk: a rebuild stays small."""
_INTEGERS, _BYTES = NumericColumn("i"), VarBytesColumn()  # type: ignore[no-untyped-call]


class Keys(fields.FieldType):
    """A field that takes keys ready made, with how often they stand in it; no analyser is asked. Positions are left
    out: a phrase is looked for in the text column, only in entries that hold all of its words."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None)  # type: ignore[arg-type]

    def index(
        self, value: Mapping[str, int], **_options: Any
    ) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """What Whoosh writes for each key: its bytes, how often it counts, its weight, and nothing more."""
        for key, count in value.items():
            yield key.encode(), 1, float(min(count, MOST_COUNTED)), b""


def _schema() -> fields.Schema:
    schema = fields.Schema(key=fields.ID(unique=True))
    for name in (*IN_ORDER, *AS_SET):
        schema.add(name, Keys())
    for name in (NUMBER, *map(length_column, IN_ORDER)):
        schema.add(name, fields.COLUMN(_INTEGERS))
    for name in (SPELLINGS, *map(text_column, IN_ORDER)):
        schema.add(name, fields.COLUMN(_BYTES))
    return schema


def _values(document: Document) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": str(document.entry_id),
        NUMBER: document.entry_id,
        SPELLINGS: " ".join(document.spellings).encode(),
    }
    for name, counts in document.counts.items():
        values[name] = {key: count for key, count in counts.items() if key and key != GAP}
    for name in IN_ORDER:
        values[length_column(name)] = len(document.fields[name])
        values[text_column(name)] = sequence(document.fields[name]).encode()
    return values


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
        self._segments = Segments()

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
            self._index = _open_index(self._generations.folder(name))
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
            _close(old)

    def _drop(self) -> None:
        reader, self._reader, self._source, self._index = self._reader, None, None, None
        if reader is not None and self._process == os.getpid():
            with suppress(Exception):
                _close(reader)

    def __del__(self) -> None:
        self._drop()

    def write(self, read: Callable[[], Changes]) -> None:
        """Take the changes in, in one commit that is on the disk afterwards."""
        self._generations.current()
        with locked(self._generations.root / "write.lock"):
            folder = self._generations.folder(self._generations.current())
            documents, gone = read()
            try:
                _write(_open_index(folder), folder, documents, gone)
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
                _write(made, folder, documents, new=True)
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

    def forget(self) -> None:
        """Leave no index behind that nobody keeps up to date."""
        self._generations.forget()


def _open_index(folder: Path) -> Any:
    """The index without mmap, through which Whoosh copies every part of a segment into the memory of the process."""
    storage: Any = FileStorage
    return storage(str(folder), supports_mmap=False).open_index()


def _close(reader: Any) -> None:
    """Close a reader and the files of its segments, which Whoosh leaves open."""
    opened = [getattr(getattr(leaf, "_storage", None), "a", None) for leaf, _offset in reader.leaf_readers()]
    reader.close()
    for files in opened:
        if files is not None and not files.is_closed:
            files.close()


def _write(
    opened: Any, folder: Path, documents: Iterable[Document], gone: Iterable[int] = (), *, new: bool = False
) -> None:
    before = set(os.listdir(folder))
    writer = opened.writer(limitmb=_MEMORY)
    try:
        for entry_id in gone:
            writer.delete_by_term("key", str(entry_id))
        for document in documents:
            if not new:
                writer.delete_by_term("key", str(document.entry_id))
            writer.add_document(**_values(document))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    sync_folder(folder, before)
