"""Database: declarative base, column types, engines and sessions.

One code for SQLite and PostgreSQL. On SQLite a transaction that will write begins with BEGIN IMMEDIATE
(`begin_write`), so that it never fails half-way for a lock another process took meanwhile; one that only
reads begins deferred and must not write (`guard_writes`).
"""

from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar, cast

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Text,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, sessionmaker
from sqlalchemy.orm.session import ORMExecuteState
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_SECONDS = 20


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


JSONDocument = JSON().with_variant(JSONB(), "postgresql")

Key = Annotated[int, mapped_column(primary_key=True, autoincrement=True)]
When = Annotated[datetime, mapped_column(Instant())]
Day = Annotated[date, mapped_column(Date())]
Name = Annotated[str, mapped_column(String(200))]
Code = Annotated[str, mapped_column(String(40))]
Slug = Annotated[str, mapped_column(String(100))]
SortKey = Annotated[str, mapped_column(String(400).with_variant(String(400, collation="C"), "postgresql"))]
"""Made by `core/text.py`; compared sign by sign on both databases, whatever the server's own order is."""
LongText = Annotated[str, mapped_column(Text())]
Document = Annotated[dict[str, Any], mapped_column(JSONDocument)]

DERIVED: dict[Any, Any] = {"derived": True}
"""For `info=` of a table that is made anew from the others: backups leave it out."""


class Base(DeclarativeBase):
    """The declarative base of every table."""

    metadata = MetaData(naming_convention=NAMING)


def make_engine(url: str, *, echo: bool = False) -> Engine:
    """An engine for `url` with the behaviour both databases need. What people typed stays out of the messages of its
    errors, and so out of the log."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        engine = create_engine(parsed, echo=echo, hide_parameters=True, connect_args=arguments)
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    parsed = parsed.set(drivername="postgresql+psycopg")
    # A search holds a second connection: threads bound their number, a full pool would have them wait for each other.
    pool: dict[str, Any] = {"pool_pre_ping": True, "max_overflow": -1}
    return create_engine(parsed, echo=echo, hide_parameters=True, connect_args={"connect_timeout": 5}, **pool)


_PRAGMAS = (
    "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY",
    # The system keeps the file in memory for all; 2 MB more for each connection are nothing but a copy.
    "cache_size=-500",
    # What is deleted about people (answers, names, searches) is gone from the file, not only out of reach.
    "secure_delete=ON",
)  # fmt: skip


def _sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    seconds = options.get("wait")
    if seconds is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


T = TypeVar("T")


class Wiring:
    """What the application ties to its sessions: one object of each class (kinds, subscriptions, settings …)."""

    def __init__(self, *objects: object) -> None:
        self._objects = {type(each): each for each in objects}

    def add(self, thing: object) -> None:
        """Tie `thing`; a second one of the same class replaces the first."""
        self._objects[type(thing)] = thing

    def get(self, wanted: type[T]) -> T:
        """The object of class `wanted`; KeyError when the application tied none."""
        return cast(T, self._objects[wanted])


def make_sessions(engine: Engine, wiring: Wiring) -> sessionmaker[Session]:
    """A session factory bound to `engine`; its sessions know `wiring`. What is read in one transaction is as of one
    moment on both databases; what is written sees what is true now."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    factory = sessionmaker(engine, info={"wiring": wiring}, autoflush=True, expire_on_commit=True)
    event.listen(factory, "before_flush", guard_writes)
    event.listen(factory, "do_orm_execute", _guard_bulk)
    event.listen(factory, "after_transaction_end", _forget_write)
    return factory


def wired(session: Session, wanted: type[T]) -> T:
    """The object of class `wanted` that the application tied to its sessions."""
    wiring: Wiring = session.info["wiring"]
    return wiring.get(wanted)


def begin_write(session: Session, wait: float | None = None) -> Session:
    """End the reading part of a unit of work and begin the writing part.

    Everything loaded so far is expired and read again inside the write lock: rights and states are judged on
    what is true now, not on what was true when the request came in. Who does not `wait` so many seconds for others
    gets a DBAPIError.
    """
    if session.info.get("writing"):
        return session
    session.rollback()
    options: dict[str, Any] = {"writes": True, "wait": wait}
    if not is_sqlite(session):
        options["isolation_level"] = "READ COMMITTED"
    connection = session.connection(execution_options=options)
    if not is_sqlite(session) and wait is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
    session.info["writing"] = True
    return session


def guard_writes(session: Session, _context: object, _instances: object) -> None:
    """Refuse to flush outside `begin_write`: safe requests never write."""
    if (session.new or session.dirty or session.deleted) and not session.info.get("writing"):
        changed = [*session.new, *session.deleted, *(o for o in session.dirty if session.is_modified(o))]
        if changed:
            raise RuntimeError(f"write outside begin_write(): {changed[:3]!r}")


def _guard_bulk(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and not state.session.info.get("writing"):
        raise RuntimeError("bulk write outside begin_write()")


def _forget_write(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop("writing", None)


def is_sqlite(session: Session) -> bool:
    """Whether the session talks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"
