"""The index in PostgreSQL, for several nodes on one database (docs/decisions/0013-two-engines.md).

What is in use is said by one row (`search_index`). Changes and rebuilds are one transaction each: readers see all of
it or nothing, on every node, and a crash leaves nothing behind. Who writes holds that row.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from importlib.metadata import version
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, TextClause, delete, func, select, text
from sqlalchemy import Row as Read
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DataError, InternalError, OperationalError, ProgrammingError

from wiki.core import analysis
from wiki.core.clock import token
from wiki.search.documents import FORMAT, IN_ORDER, Document
from wiki.search.engine import Answer, Changes, EngineBusy, EngineUnusable, Source
from wiki.search.postgres_rows import SETS, Row, rows_of
from wiki.search.postgres_source import PostgresSource, State
from wiki.search.postgres_tables import SearchIndex, SearchRow

log = logging.getLogger(__name__)

LAYOUT = "1"
"""Raise it with every change of how documents stand in the rows: the index is then rebuilt by itself."""
VERSION = f"{FORMAT}.{analysis.VERSION}.{LAYOUT} postgresql snowball {version('PyStemmer')}"
REBUILDING = 0x6378_7365_6172
"""Key of the advisory lock of rebuilds."""
WAIT = 10.0
_AT_ONCE = 500
_CANNOT_WAIT = ("55P03", "40P01")
"""PostgreSQL's codes for a lock that took too long, and for two that wait for each other."""

_STATE = select(
    SearchIndex.generation, SearchIndex.version, SearchIndex.revision, SearchIndex.size, SearchIndex.words
).where(SearchIndex.id == 1)
_READING = _STATE.add_columns(
    # Statistics lag behind a fresh index, and a plan that reads every row is never right here.
    func.set_config("enable_seqscan", "off", True),
    func.set_config("jit", "off", True),
)
_WAITING = text("SELECT set_config('lock_timeout', :wait, true)")
_SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_COPY = "COPY search_row (generation, entry_id, field, piece, length, lexemes, sequence) FROM STDIN"
_SORT = text("SELECT gin_clean_pending_list('ix_search_row_lexemes')")
"""Sorts what was written into the GIN index at once, so that searches need not read it unsorted."""
_NARROW = text("ALTER TABLE search_row SET (toast_tuple_target = 128)")
"""Stores long texts apart: a list is read from the short columns of many rows, which then lie in few pages."""


class PostgresEngine:
    """The index of one database: any number of nodes read and write, writers one at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._source: PostgresSource | None = None

    def ask(self, question: Callable[[Source], Answer]) -> Answer:
        """The answer to `question` from the newest committed documents, all of it as of one moment."""
        with self._lock, _sensible(), self._engine.connect().execution_options(**_SNAPSHOT) as connection:
            state = _usable(connection.execute(_READING).first())
            if self._source is None or self._source.state != state:
                self._source = PostgresSource(state)
            with self._source.reading(connection) as source:
                return question(source)

    def write(self, read: Callable[[], Changes]) -> None:
        """Take the changes in, in one transaction."""
        with _sensible(), self._engine.begin() as connection:
            _wait_shortly(connection)
            state = _usable(connection.execute(_STATE.with_for_update()).first())
            _use(connection, _changed(connection, state, read()))
            _if_allowed(connection, _SORT)

    def rebuild(self, documents: Iterable[Document], catch_up: Callable[[], Changes]) -> None:
        """Build anew beside the rows in use, take what changed meanwhile, and swap: one transaction, of which nobody
        sees anything before its end."""
        with _sensible(), self._engine.begin() as connection:
            _wait_shortly(connection)
            connection.execute(select(func.pg_advisory_xact_lock(REBUILDING)))
            _if_allowed(connection, _NARROW)
            newest = connection.scalar(select(func.max(SearchRow.generation))) or 0
            state = _added(connection, State(newest + 1, VERSION, "", 0, {}), documents)
            connection.execute(_STATE.with_for_update())
            _use(connection, _changed(connection, state, catch_up()))
            connection.execute(delete(SearchRow).where(SearchRow.generation != state.generation))
            _if_allowed(connection, _SORT)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE) search_row"))

    def problem(self) -> str:
        """Why the index must be rebuilt; empty when it need not."""
        held = select(func.count()).where(SearchRow.field == SETS, SearchRow.piece == 0)
        try:
            with _sensible(), self._engine.connect() as connection:
                state = _usable(connection.execute(_STATE).first())
                number = connection.scalar(held.where(SearchRow.generation == state.generation))
        except EngineUnusable as error:
            return str(error)
        return "" if number == state.size else f"the index holds {number} entries instead of {state.size}"

    def forget(self) -> None:
        """Leave no index behind that nobody keeps up to date."""
        with self._engine.begin() as connection:
            if connection.execute(_STATE.with_for_update()).first() is not None:
                connection.execute(delete(SearchIndex))
                connection.execute(delete(SearchRow))


@contextmanager
def _sensible() -> Iterator[None]:
    """Errors as callers know them; that the database does not answer is left as it is."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) in _CANNOT_WAIT:
            raise EngineBusy("another process writes the index") from error
        raise
    except (ProgrammingError, InternalError, DataError) as error:
        log.exception("the index cannot be used")
        raise EngineUnusable(f"the index cannot be used: {type(error.orig).__name__}") from error


def _usable(row: Read[Any] | None) -> State:
    if row is None:
        raise EngineUnusable("there is no index")
    if not isinstance(row.words, dict):
        raise EngineUnusable("the index does not say how long its texts are")
    state = State(row.generation, row.version, row.revision, row.size, row.words)
    if state.version != VERSION:
        raise EngineUnusable(f"the index was written as {state.version}, this program reads {VERSION}")
    return state


def _wait_shortly(connection: Connection) -> None:
    connection.execute(_WAITING, {"wait": f"{int(WAIT * 1000)}ms"})


def _changed(connection: Connection, state: State, changes: Changes) -> State:
    """The state after `changes`: entries that come anew are taken out first, like those that go."""
    documents, gone = changes
    entry_ids = [*gone, *(document.entry_id for document in documents)]
    words, size = Counter(state.words), state.size
    for start in range(0, len(entry_ids), _AT_ONCE):
        some = entry_ids[start : start + _AT_ONCE]
        rows = delete(SearchRow).where(SearchRow.generation == state.generation, SearchRow.entry_id.in_(some))
        removed = rows.returning(SearchRow.field, SearchRow.piece, SearchRow.length)
        for field, piece, length in connection.execute(removed):
            if piece == 0:
                words[field] -= length
                size -= field == SETS
    return _added(connection, replace(state, words=words, size=size), documents)


def _added(connection: Connection, state: State, documents: Iterable[Document]) -> State:
    """The state with `documents`, which it does not hold yet."""
    words, size = Counter(state.words), state.size
    waiting = iter(documents)
    while some := list(islice(waiting, _AT_ONCE)):
        with connection.connection.cursor() as cursor, cursor.copy(_COPY) as copy:  # type: ignore[attr-defined]
            rows = [row for document in some for row in rows_of(document)]
            for row in sorted(rows, key=_neighbours):
                copy.write_row((state.generation, *row))
                if row.piece == 0:
                    words[row.field] += row.length
        size += len(some)
    return replace(state, words=words, size=size)


def _neighbours(row: Row) -> tuple[str, int, int]:
    """Rows of one field lie side by side: a list is read from fewer pages."""
    return row.field, row.entry_id, row.piece


def _use(connection: Connection, state: State) -> None:
    values = {**asdict(state), "words": {field: state.words.get(field, 0) for field in IN_ORDER}}
    values |= {"revision": token(9)}
    row = insert(SearchIndex).values(id=1, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


def _if_allowed(connection: Connection, statement: TextClause) -> None:
    """Do what only the owner of the tables may do and what can be done without, only slower."""
    with suppress(ProgrammingError), connection.begin_nested():
        connection.execute(statement)
