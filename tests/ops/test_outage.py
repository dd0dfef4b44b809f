"""The worker goes on by itself when the database was away."""

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from benchmarks.library import cxwiki, write_terms
from benchmarks.processes import environment, start, stop, until
from tests.conftest import _administer
from tests.ops.databases import empty_postgres
from wiki.core.db import make_engine


def number(engine: Engine, query: str) -> int:
    with engine.begin() as connection:
        return int(connection.scalar(text(query)) or 0)


def test_the_worker_outlives_an_outage_of_the_database(postgres_address: str, tmp_path: Path) -> None:
    with empty_postgres(postgres_address) as database:
        name = make_url(database).database
        env = environment(tmp_path / "data", database)
        cxwiki("init", env=env)
        log = tmp_path / "work.log"
        worker = start("work", env=env, log=log)
        try:
            until(lambda: "working" in log.read_text(), "the worker")
            cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            _administer(postgres_address, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false', cut)
            until(lambda: "trying again" in log.read_text(), "the worker to notice")
            _administer(postgres_address, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            cxwiki("import", str(write_terms(tmp_path / "content", 3)), "--release", env=env)
            engine = make_engine(database)
            until(lambda: number(engine, "SELECT count(*) FROM delivery WHERE state = 'done'") >= 3, "delivery")
            until(lambda: number(engine, "SELECT count(*) FROM delivery WHERE state <> 'done'") == 0, "the rest")
            engine.dispose()
            assert worker.poll() is None
            assert "answers again" in log.read_text()
        finally:
            assert stop(worker) == 0
