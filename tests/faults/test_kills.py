"""The short form of `make faults`: killed under load, the wiki loses nothing and does nothing twice."""

from pathlib import Path

import pytest

from benchmarks.faults.campaign import campaign
from tests.ops.databases import empty_postgres

KILLS = 6


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_kills_under_load_lose_nothing(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if database == "sqlite":
        result = campaign(tmp_path, "", KILLS, seed=3)
    else:
        with empty_postgres(request.getfixturevalue("postgres_address")) as address:
            result = campaign(tmp_path, address, KILLS, seed=3)
    assert result.found == []
    assert sum(result.kills.values()) == KILLS
    assert result.saves > KILLS
