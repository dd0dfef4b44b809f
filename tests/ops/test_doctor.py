"""The doctor finds what is wrong, says how to mend it, and is silent about what is well."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text, update

from tests.ops.databases import at_head
from tests.ops.test_backup import add_term, attach
from tests.ops.test_delivery import Recorder, happen, wire
from wiki.config import Settings
from wiki.core import clock
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.core.outbox import MOST_ATTEMPTS
from wiki.entries.attachments_store import Store
from wiki.ops.delivery import run_once
from wiki.ops.doctor import examine
from wiki.ops.jobs import Sealer
from wiki.ops.worker import Worker
from wiki.search.indexing import rebuild
from wiki.web.runtime import Runtime


@pytest.fixture
def well(app: Flask, runtime: Runtime) -> Iterator[Runtime]:
    """A wiki in which nothing grave is wrong."""
    at_head(runtime)
    rebuild(runtime)
    with app.app_context():
        worker = Worker(runtime)
        while worker.step():
            pass
        yield runtime


def grave(runtime: Runtime) -> dict[str, str]:
    found = [each for each in examine(runtime) if each.is_grave]
    assert all(each.mend for each in found)
    return {each.part: each.what for each in found}


def advice(runtime: Runtime) -> dict[str, str]:
    return {each.part: each.what for each in examine(runtime) if not each.is_grave}


def test_a_wiki_that_is_well(well: Runtime) -> None:
    assert grave(well) == {}
    assert advice(well).keys() == {"people", "mail"}


def test_uploads_missing_and_changed(well: Runtime) -> None:
    entry_id = add_term(well, 1)
    sha256 = attach(well, entry_id, b"a file")
    run_once(well)
    assert grave(well) == {}
    file = Store(well.settings.data).path(sha256)
    file.write_bytes(b"another")
    assert grave(well) == {"uploads": f"{sha256[:12]}… was changed"}
    file.unlink()
    assert grave(well) == {"uploads": f"{sha256[:12]}… is missing"}


def test_an_index_that_lacks_an_entry(well: Runtime) -> None:
    add_term(well, 1)
    assert "index" not in grave(well), "it is on its way"
    with well.sessions() as session:
        begin_write(session)
        session.execute(text("DELETE FROM delivery"))
        session.commit()
    assert grave(well) == {"index": "the index holds 0 entries, the database 1"}
    rebuild(well)
    assert grave(well) == {}


def test_a_record_somebody_changed(well: Runtime) -> None:
    add_term(well, 1)
    run_once(well)
    Sealer().run(well.sessions)
    with well.sessions() as session:
        begin_write(session)
        session.execute(update(AuditRow).values(actor="p-other"))
        session.commit()
    assert grave(well).keys() == {"audit"}


def test_events_that_wait_and_events_given_up(well: Runtime) -> None:
    wire(well, only=Recorder(refuses={1}))
    happen(well, 1)
    now = clock.now()
    with clock.frozen(now + timedelta(minutes=6)):
        assert "1 events wait for 'only', 6 min the oldest" in grave(well)["deliveries"]
    for attempt in range(MOST_ATTEMPTS):
        with clock.frozen(now + timedelta(hours=2 * attempt)):
            run_once(well)
    assert advice(well)["deliveries"] == "1 events were given up by 'only'"


def test_no_worker(well: Runtime) -> None:
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert "worker" in grave(well)


def test_a_clock_that_was_set_back(well: Runtime) -> None:
    add_term(well, 1)
    run_once(well)
    with clock.frozen(clock.now() - timedelta(hours=1)):
        assert "clock" in grave(well)


def test_a_key_others_can_read(well: Runtime) -> None:
    (well.settings.data / "secret.key").chmod(0o644)
    assert "chmod 600" in next(each.mend for each in examine(well) if each.part == "keys")


def test_a_broken_reference(well: Runtime) -> None:
    if well.engine.dialect.name != "sqlite":
        return  # PostgreSQL does not let it happen
    driver = well.engine.raw_connection()
    driver.driver_connection.execute("PRAGMA foreign_keys=OFF")
    driver.driver_connection.execute("INSERT INTO audit_seal (number, row_id, seal) VALUES (99, 4711, 'x')")
    driver.driver_connection.execute("PRAGMA foreign_keys=ON")
    driver.close()
    assert "foreign_key_check: 1 places" in grave(well)["integrity"]


@pytest.mark.parametrize(
    ("given", "part", "words"),
    [
        ({"base_url": "http://wiki.example.com"}, "settings", "without encryption"),
        ({"base_url": "https://wiki.example.com"}, "settings", "no proxy is trusted"),
        ({"smtp_url": "smtp://127.0.0.1:1", "base_url": "http://localhost"}, "mail", "does not answer"),
    ],
)
def test_settings_that_do_not_fit(well: Runtime, given: dict[str, str], part: str, words: str) -> None:
    changed = Settings(data=Path(well.settings.data), database_url=well.settings.database_url, **given)
    other = Runtime(changed, well.engine, well.sessions, well.wiring)
    assert words in next(each.what for each in examine(other) if each.part == part)


def test_tables_of_another_version_end_the_examination(runtime: Runtime) -> None:
    assert [each.part for each in examine(runtime)] == ["database"]
