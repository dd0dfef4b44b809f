"""The registry of personal data cannot drift from the tables."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import JSON, Column, String, Table, func, select
from sqlalchemy.orm import Session

from tests.migrations.filling import fill
from wiki.access.permissions import SYSTEM
from wiki.core.about_people import By, Erasing, PersonalData
from wiki.core.db import Base, begin_write
from wiki.entries.models import Entry
from wiki.ops.restore import reset_sequences
from wiki.people.erasing import ERASED_NAME, erase_person
from wiki.people.models import Person
from wiki.web.runtime import Runtime

SPEAKS_OF_PEOPLE = re.compile(
    r"(^|_)(person|people|author|actor|owner|holder|name|email|mail|mailbox|pseudonym|phone|address|ip|by|user|error)(_|$)"
)


@pytest.fixture
def registry(runtime: Runtime) -> PersonalData:
    return runtime.wiring.get(PersonalData)


def contents_of_entries() -> set[str]:
    """Tables that hold the released text of entries and nothing else: the kinds, and what belongs to them."""
    found = {each.local_table.name for each in Entry.__mapper__.self_and_descendants} - {"entry"}
    while (
        more := {
            table.name
            for table in Base.metadata.tables.values()
            if any(key.column.table.name in found and not key.parent.nullable for key in table.foreign_keys)
        }
        - found
    ):
        found |= more
    return found


def about_people(table: Table) -> Iterator[Column[Any]]:
    """The columns that may speak of people."""
    is_content = table.name in contents_of_entries()
    for column in table.columns:
        refers = any(key.column.table.name == "person" for key in column.foreign_keys)
        named = SPEAKS_OF_PEOPLE.search(column.name) is not None and not column.foreign_keys
        if (
            table.name == "person"
            or refers
            or (not is_content and (isinstance(column.type, JSON) or (named and isinstance(column.type, String))))
        ) or column.name in ("actor_id", "person_id", "author_id"):
            yield column


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestDeclared:
    def test_every_column_about_people_is_declared(self, registry: PersonalData) -> None:
        declared, harmless = registry.columns(), set(registry.nothing)
        unknown = [
            f"{table.name}.{column.name}"
            for table in Base.metadata.tables.values()
            for column in about_people(table)
            if not {f"{table.name}.{column.name}", table.name} & (declared | harmless)
        ]
        assert unknown == [], "say in the feature's personal_data.py what it is for, who sees it and how long it stays"

    def test_what_is_declared_is_there(self, registry: PersonalData) -> None:
        tables = Base.metadata.tables
        there = {f"{table.name}.{column.name}" for table in tables.values() for column in table.columns}
        assert registry.columns() - there == set()
        assert set(registry.nothing) - there - set(tables) == set()

    def test_topics_have_names_of_their_own_and_say_everything(self, registry: PersonalData) -> None:
        names = [each.name for each in registry.topics]
        assert len(names) == len(set(names))
        for topic in registry.topics:
            assert all(str(text).strip() for text in (topic.title, topic.purpose, topic.seen_by, topic.kept)), topic

    def test_what_is_looked_up_by_the_person_can_be_found(self, registry: PersonalData) -> None:
        for rows in registry.rows():
            assert bool(rows.found_in) == (rows.by is not By.NOTHING), rows.label


class TestErasing:
    """Everything declared is removed, emptied or leads to an account without a name."""

    NAME, EMAIL = "Zacharias Zeisig", "zeisig@example.org"

    @pytest.fixture
    def zeisig(self, runtime: Runtime, session: Session) -> int:
        """A person of whom every table has a row."""
        fill(runtime.engine)
        with runtime.engine.connect().execution_options(writes=True) as connection, connection.begin():
            reset_sequences(connection)
        begin_write(session)
        person = session.get_one(Person, 1)
        person.name, person.email, person.active = self.NAME, self.EMAIL, True
        person.last_signed_in_at = person.totp_confirmed_at = person.created_at
        person.theme, person.language, person.session_epoch = "dark", "en", 7
        session.commit()
        return 1

    @staticmethod
    def _found(session: Session, table: str, column: str, person_id: int) -> list[dict[str, Any]]:
        there = Base.metadata.tables[table]
        return [dict(row) for row in session.execute(select(there).where(there.c[column] == person_id)).mappings()]

    @staticmethod
    def _hanging_on(session: Session, table: str, ids: list[int]) -> dict[str, int]:
        """How many rows of other tables belong to these rows."""
        belonging = [
            key.parent
            for each in Base.metadata.tables.values()
            for key in each.foreign_keys
            if key.column.table.name == table and key.column.name == "id" and not key.parent.nullable
        ]
        counted = {each: session.scalar(select(func.count()).where(each.in_(ids))) or 0 for each in belonging}
        return {column.table.name: number for column, number in counted.items()}

    def test_each_declaration_is_kept(self, session: Session, registry: PersonalData, zeisig: int) -> None:
        declared = [each for each in registry.rows() if each.by is By.ID]
        before = {each: self._found(session, each.table, each.found_in, zeisig) for each in declared}
        assert [each.label for each, found in before.items() if not found] == []
        gone = {
            each.table: [row["id"] for row in found]
            for each, found in before.items()
            if each.erasing is Erasing.REMOVED and "id" in found[0]
        }
        hung = self._hanging_on(session, "enrolment", gone["enrolment"])
        assert {"station_done", "learning_answer", "learning_reminder"} <= {
            name for name, count in hung.items() if count
        }
        begin_write(session)
        erase_person(session, SYSTEM, session.get_one(Person, zeisig))
        session.commit()
        for table, ids in gone.items():
            assert set(self._hanging_on(session, table, ids).values()) <= {0}, table
        for each in declared:
            after = self._found(session, each.table, each.found_in, zeisig)
            if each.erasing in (Erasing.REMOVED, Erasing.UNTIED):
                assert after == [], each.label
            elif each.erasing is Erasing.NAMELESS:
                assert after != [], each.label
            else:
                cleared = {column.partition(".")[2] for column in each.columns()} - {each.found_in, *each.remains}
                usual = {column.name: getattr(column.default, "arg", None) for column in Person.__table__.columns}
                usual |= {name: after[0][name] for name in ("name", "email", "sort_key")}
                assert {name: after[0][name] for name in cleared} == {name: usual[name] for name in cleared}

    def test_neither_name_nor_address_is_left_anywhere(self, session: Session, zeisig: int) -> None:
        begin_write(session)
        erase_person(session, SYSTEM, session.get_one(Person, zeisig))
        session.commit()
        person = session.get_one(Person, zeisig)
        assert (person.name, person.erased, person.active) == (ERASED_NAME, True, False)
        dump = str([session.execute(select(table)).all() for table in Base.metadata.tables.values()]).lower()
        assert "zeisig" not in dump
