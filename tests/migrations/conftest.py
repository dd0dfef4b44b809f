"""Databases without any table."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import _administer, postgres_database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    address = request.getfixturevalue("postgres_address")
    name = f"empty_{uuid.uuid4().hex[:12]}"
    _administer(address, f'CREATE DATABASE "{name}"')
    yield postgres_database(address, name)
    _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')
