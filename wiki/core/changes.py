"""What readers see, numbered: every commit that changes something a page shows gets the next number.

What a process keeps in memory (pages, the jump list, the dictionary of labels) is good for the number it was made at.
One tiny query tells the newest number; the log tells which entries changed since. Numbers are given out under a row
lock that is held until the commit, so that they become visible in their order.

Nobody has to remember to count: the statements of a transaction are watched. Tables and columns that no page shows
say so in their model (`NOT_ON_PAGES`). Changes of entries are logged by entry, with the entries they are linked with,
which show their titles; any other change counts for every page.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import Boolean, Connection, CursorResult, Engine, Index, Table, delete, event, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from wiki.core.consumers import Job, Sessions
from wiki.core.db import Base, Key, begin_write, is_sqlite, wired
from wiki.core.on_pages import NOT_ON_PAGES

MOST_LOGGED = 1000
"""A commit that changes more entries counts for every page."""
KEPT = 5000
"""How many numbers the log goes back."""
_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?(?:\s+SET\s+(.*))?', re.DOTALL)
_ENDS_ASSIGNMENTS = re.compile(r"\s(?:WHERE|RETURNING)\s")
_MAY_WRITE = re.compile(r"\b(?:insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_QUERY = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|SET|SHOW)\b")
_COLUMN = re.compile(r'(?:^|,)\s*"?(\w+)"?\s*=')
_LONGEST_REMEMBERED = 4000
_WRITTEN = "tables_on_pages"
_MARKED = "changed_entries"
_EVERY = "every_page"
_UNKNOWN = "unknown_table"
_BESIDE = "entries_beside"


class ChangeCounter(Base):
    """The newest number; one row."""

    __tablename__ = "change_counter"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Change(Base):
    """An entry that a commit changed. `beside`: the entry itself is as it was, but one it is linked with is not.

    `entry_id` None: anything may have changed; with `beside`: only the entries the commit names, but it shows on every
    page, such as the counts beside the libraries.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_number", "number"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    number: Mapped[int]
    entry_id: Mapped[int | None]
    beside: Mapped[bool] = mapped_column(Boolean, default=False)


@dataclass
class Neighbours:
    """Tells which entries show something of others; filled in by the entries."""

    of: Callable[[Session, set[int]], Iterable[int]] = lambda _session, _ids: ()


@dataclass(frozen=True)
class Since:
    """What changed after a number, up to `number`."""

    number: int
    entries: frozenset[int] | None
    """Entries that changed themselves; None: anything may have changed."""
    beside: frozenset[int] = frozenset()
    """Entries linked with those."""
    everywhere: bool = False
    """Whether it shows on every page."""


def mark(session: Session, entry_ids: Iterable[int]) -> None:
    """Say which entries the running transaction changes; without a word every page is taken to be changed."""
    session.info.setdefault(_MARKED, set()).update(entry_ids)


def mark_beside(session: Session, entry_ids: Iterable[int]) -> None:
    """Say which entries showed something of a marked one and no longer will."""
    session.info.setdefault(_BESIDE, set()).update(entry_ids)


def current(session: Session) -> int:
    """The number of the newest change this transaction sees."""
    return session.scalar(select(ChangeCounter.number)) or 0


def since(session: Session, number: int) -> frozenset[int] | None:
    """Ids of the entries changed after `number`; None when anything may have changed."""
    return news(session, number).entries


def news(session: Session, number: int) -> Since:
    """What changed after `number`."""
    newest = current(session)
    if newest == number:
        return Since(newest, frozenset())
    query = select(Change.number, Change.entry_id, Change.beside).where(Change.number > number, Change.number <= newest)
    rows = session.execute(query).all()
    complete = newest > number and len({row.number for row in rows}) >= newest - number
    if not complete or any(row.entry_id is None and not row.beside for row in rows):
        return Since(newest, None, everywhere=True)
    named = [row for row in rows if row.entry_id is not None]
    changed = frozenset(row.entry_id for row in named if not row.beside)
    beside = frozenset(row.entry_id for row in named) - changed
    return Since(newest, changed, beside, everywhere=len(named) < len(rows))


def watch(engine: Engine, sessions: sessionmaker[Session]) -> None:
    """Count the commits of `sessions`."""
    event.listen(engine, "begin", _forget)
    event.listen(engine, "before_cursor_execute", _notice)
    event.listen(sessions, "before_commit", _count)
    event.listen(sessions, "after_transaction_end", _unmark)


def _forget(connection: Connection) -> None:
    connection.info.pop(_WRITTEN, None)


def _notice(
    connection: Connection, _cursor: object, statement: str, _parameters: object, _context: object, _many: bool
) -> None:
    written = _tables(statement) if len(statement) < _LONGEST_REMEMBERED else _tables.__wrapped__(statement)
    if written:
        connection.info.setdefault(_WRITTEN, set()).update(written)


@lru_cache(maxsize=2000)
def _tables(statement: str) -> frozenset[str]:
    """What the statement changes of what pages show. One in a form that is not known counts for every page."""
    found = _WRITE.match(statement)
    if found is None:
        strange = not _QUERY.match(statement) and _MAY_WRITE.search(statement)
        return frozenset({_UNKNOWN, _EVERY}) if strange else frozenset()
    assignments = found[2]
    if assignments is not None and "SELECT" in assignments.upper():
        return frozenset({found[1], _EVERY}) if _shown(found[1], None) else frozenset()
    if assignments is not None:
        assignments = _ENDS_ASSIGNMENTS.split(assignments, maxsplit=1)[0]
    shown = _shown(found[1], assignments)
    return frozenset({found[1], _EVERY} if shown == "every" else {found[1]}) if shown else frozenset()


def _shown(name: str, assignments: str | None) -> bool | str:
    """Whether a statement on the table that sets these columns changes what pages show, or what every page shows."""
    table = Base.metadata.tables.get(name)
    if table is None:
        return "every"
    if not table.info.get("on_pages", True):
        return False
    columns = [table.c[each] for each in _COLUMN.findall(assignments or "") if each in table.c]
    found = [column.info.get("on_pages", True) for column in columns]
    return "every" if "every" in found else not found or any(found)


@cache
def _belongs_to_entry(name: str) -> bool:
    """Whether rows of the table go when an entry goes: they are part of it."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each == "entry":
            return True
        table: Table | None = Base.metadata.tables.get(each)
        if table is not None and each not in seen:
            waiting += [key.column.table.name for key in table.foreign_keys if key.ondelete == "CASCADE"]
        seen.add(each)
    return False


def _count(session: Session) -> None:
    if not session.info.get("writing") or session.in_nested_transaction():
        return
    session.flush()
    written = session.connection().info.pop(_WRITTEN, None)
    if not written:
        return
    marked, beside = _names(session, written)
    number = _next(session)
    rows: list[dict[str, Any]] = [{"number": number, "entry_id": each, "beside": False} for each in marked]
    rows += [{"number": number, "entry_id": each, "beside": True} for each in beside - marked]
    if _EVERY in written:
        rows.append({"number": number, "entry_id": None, "beside": bool(marked)})
    if not rows or len(rows) > MOST_LOGGED:
        rows = [{"number": number, "entry_id": None, "beside": False}]
    session.execute(insert(Change), rows)


def _names(session: Session, written: set[str]) -> tuple[set[int], set[int]]:
    """The entries changed and those beside them; nothing when every page must be taken to be changed."""
    marked: set[int] = session.info.get(_MARKED, set())
    if not marked or len(marked) > MOST_LOGGED or not all(map(_belongs_to_entry, written - {_EVERY})):
        return set(), set()
    beside = {*session.info.get(_BESIDE, set()), *wired(session, Neighbours).of(session, marked)}
    return marked, beside


def _next(session: Session) -> int:
    dialect = sqlite if is_sqlite(session) else postgresql
    row = dialect.insert(ChangeCounter).values(id=1, number=1)
    raised = row.on_conflict_do_update(index_elements=["id"], set_={"number": ChangeCounter.number + 1})
    return int(session.execute(raised.returning(ChangeCounter.number)).scalar_one())


def _shorten(sessions: Sessions) -> str:
    with sessions() as session:
        begin_write(session)
        gone = session.execute(delete(Change).where(Change.number <= current(session) - KEPT))
        session.commit()
    return f"{cast(CursorResult[Any], gone).rowcount} forgotten"


SHORTEN = Job("changes.shorten", timedelta(hours=12), _shorten)
"""Forgets what is older than `KEPT` numbers; a process that slept so long reads everything anew."""


def _unmark(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop(_MARKED, None)
        session.info.pop(_BESIDE, None)
