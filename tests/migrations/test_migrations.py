"""Migrations and models agree, and go up and down on filled tables, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from tests.migrations.filling import fill, rows
from wiki.core.db import Base, make_engine
from wiki.core.errors import Unavailable
from wiki.main import group
from wiki.ops import schema


@pytest.fixture
def engine(empty_database_url: str):
    made = make_engine(empty_database_url)
    yield made
    made.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_an_empty_database_gets_exactly_what_the_models_say(engine: Engine) -> None:
    assert group.name
    schema.upgrade(engine)
    assert schema.current(engine) == schema.head()
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)
    assert found == []
    assert tables(engine) == set(Base.metadata.tables)


def foreign_keys(engine: Engine) -> set[tuple[str, tuple[str, ...], str, str]]:
    inspector = inspect(engine)
    return {
        (table, tuple(key["constrained_columns"]), key["referred_table"], str(key["options"].get("ondelete", "")))
        for table in tables(engine)
        for key in inspector.get_foreign_keys(table)
    }


def wanted_foreign_keys() -> set[tuple[str, tuple[str, ...], str, str]]:
    return {
        (table.name, tuple(key.column_keys), key.referred_table.name, key.ondelete or "")
        for table in Base.metadata.tables.values()
        for key in table.foreign_key_constraints
    }


def test_foreign_keys_are_those_of_the_models(engine: Engine) -> None:
    schema.upgrade(engine)
    assert foreign_keys(engine) == wanted_foreign_keys()


def test_sqlite_gives_no_number_twice_where_the_models_say_so(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/wiki.sqlite")
    schema.upgrade(engine)
    with engine.connect() as connection:
        found = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")))
    engine.dispose()
    wanted = {table.name for table in Base.metadata.tables.values() if table.dialect_options["sqlite"]["autoincrement"]}
    assert found == wanted >= {"entry", "change_measure"}


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    schema.upgrade(engine)
    fill(engine)
    before = rows(engine)
    schema.upgrade(engine)
    assert rows(engine) == before


def test_down_and_up_again_on_filled_tables(engine: Engine) -> None:
    schema.upgrade(engine)
    fill(engine)
    schema.downgrade(engine, "base")
    assert tables(engine) == set()
    schema.upgrade(engine)
    fill(engine)
    assert all(number > 0 for number in rows(engine).values())


def test_foreign_keys_are_on_again_after_a_migration(engine: Engine) -> None:
    schema.upgrade(engine)
    with pytest.raises(Exception, match=r"(?i)foreign key"), engine.begin() as connection:
        _dangling(connection)


def _dangling(connection: Connection) -> None:
    connection.execute(text("INSERT INTO audit_seal (number, row_id, seal) VALUES (1, 4711, 'x')"))


def test_a_migration_that_leaves_dangling_rows_is_taken_back(engine: Engine) -> None:
    schema.upgrade(engine)
    with pytest.raises(Exception, match=r"refer to nothing|foreign key"), schema.changing(engine) as connection:
        _dangling(connection)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit_seal")) == 0


def test_what_the_program_says_to_a_database_of_another_age(engine: Engine) -> None:
    with pytest.raises(Unavailable, match="cxwiki init"):
        schema.require_head(engine)
    schema.upgrade(engine)
    schema.require_head(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable, match="newer than this program"):
        schema.require_head(engine)
