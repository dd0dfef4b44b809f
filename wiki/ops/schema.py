"""Bringing the database to the shape this version of the program wants, from code: no `alembic.ini` is needed.

Alembic's batch mode on SQLite copies a table and drops the old one; with foreign keys on, that deletes the rows that
refer to it. They are switched off before the transaction begins, and what the migration left is checked before it is
committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from wiki.core.errors import Unavailable
from wiki.core.resources import package_folder

LOCK = 0x6378_7769_6B69
"""Key of PostgreSQL's advisory lock: two programs started at once migrate one after the other."""


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration for this program's migrations."""
    made = Config()
    made.set_main_option("script_location", str(package_folder("migrations")).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


@cache
def head() -> str:
    """The revision this version of the program wants."""
    found = ScriptDirectory.from_config(configuration()).get_current_head()
    assert found is not None, "the program carries no migrations"
    return found


def current(engine: Engine) -> str | None:
    """The revision the database has; None when it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def is_known(revision: str) -> bool:
    """Whether this version of the program has heard of `revision`."""
    return any(each.revision == revision for each in ScriptDirectory.from_config(configuration()).walk_revisions())


def require_head(engine: Engine) -> None:
    """Raise `Unavailable` with what to do unless the database has the shape this program wants."""
    found = current(engine)
    if found == head():
        return
    if found is None:
        raise Unavailable("the database is empty; run `cxwiki init` (or `cxwiki init --starter`) first")
    if is_known(found):
        raise Unavailable("the database is older than this program; make a backup, then run `cxwiki migrate upgrade`")
    raise Unavailable(f"the database ({found}) is newer than this program; install the version that made it")


def upgrade(engine: Engine, target: str = "head") -> None:
    """Bring the database up to `target`."""
    with changing(engine) as connection:
        command.upgrade(configuration(connection), target)


def downgrade(engine: Engine, target: str) -> None:
    """Bring the database down to `target` (`base`: empty)."""
    with changing(engine) as connection:
        command.downgrade(configuration(connection), target)


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may change: all of it happens, or nothing."""
    with engine.connect() as raw:
        connection = raw.execution_options(writes=True)
        if connection.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
                yield connection
            return
        _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                yield connection
                _check_foreign_keys(connection)
        finally:
            _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Speak to the driver itself: inside a transaction, which SQLAlchemy would begin, SQLite ignores this."""
    driver: Any = connection.connection.dbapi_connection
    driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise Unavailable(f"the migration would leave rows that refer to nothing in {tables}; nothing was changed")


def is_empty(engine: Engine) -> bool:
    """Whether the database has no table at all."""
    return not inspect(engine).get_table_names()
