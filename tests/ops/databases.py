"""Databases and library states that several tests of operation need."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from tests.conftest import _administer, postgres_database
from wiki.ops import schema
from wiki.web.runtime import Runtime


def at_head(runtime: Runtime) -> None:
    """Mark a database made from the models as one made by the migrations."""
    with runtime.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.head()})


@contextmanager
def empty_postgres(address: str) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    name = f"empty_{uuid.uuid4().hex[:12]}"
    _administer(address, f'CREATE DATABASE "{name}"')
    try:
        yield postgres_database(address, name)
    finally:
        _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')
