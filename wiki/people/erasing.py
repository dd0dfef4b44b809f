"""Erasing a person: what the registry of personal data declares is removed, emptied or untied; a pseudonym remains.

Nothing is listed here that the registry knows: a table that a feature declares is erased with the others.
"""

from typing import Any

from sqlalchemy import Column, Table, delete, select, update
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import outbox
from wiki.core.about_people import By, Erasing, PersonalData, Rows
from wiki.core.db import Base, wired
from wiki.core.text import sort_key_names
from wiki.people.departments import note_head
from wiki.people.functions import end_holding
from wiki.people.models import ERASED_DOMAIN, Department, FunctionHolder, Person
from wiki.people.rights import note
from wiki.people.service import deactivate_person

ERASED_NAME = "Ehemalige Person"


def erase_person(session: Session, actor: Actor, person: Person) -> None:
    """Remove name, address, credentials and everything that is the person's alone; what it wrote stays, nameless."""
    deactivate_person(session, actor, person)
    session.flush()
    _leave_functions(session, person)
    registry = wired(session, PersonalData)
    for rows in registry.rows():
        _treat(session, rows, person.id)
    session.flush()
    session.expire_all()
    person.name, person.email = ERASED_NAME, f"{person.pseudonym.lower()}{ERASED_DOMAIN}"
    person.sort_key = sort_key_names(person.name)
    session.flush()
    note(session, actor, "person:erased", f"person:{person.id}")
    outbox.record(session, "person.erased", actor_id=actor.person_id, person_id=person.id)


def _leave_functions(session: Session, person: Person) -> None:
    """What the person held and led until today stays on record, nameless; nothing of it goes on."""
    held = select(FunctionHolder).where(FunctionHolder.person_id == person.id, FunctionHolder.until.is_(None))
    for holder in list(session.scalars(held)):
        end_holding(session, holder)
    for department in list(session.scalars(select(Department).where(Department.head_id == person.id))):
        department.head_id = None
        note_head(session, department)


def _treat(session: Session, rows: Rows, person_id: int) -> None:
    if rows.by is not By.ID:
        return
    table: Table = Base.metadata.tables[rows.table]
    found = table.c[rows.found_in] == person_id
    if rows.erasing is Erasing.REMOVED:
        session.execute(delete(table).where(found))
    elif rows.erasing is Erasing.UNTIED:
        session.execute(update(table).where(found).values({rows.found_in: None}))
    elif rows.erasing is Erasing.CLEARED and (values := _emptied(rows, table)):
        session.execute(update(table).where(found).values(values))


def _emptied(rows: Rows, table: Table) -> dict[str, Any]:
    """What the declared columns are set to; name and address, which may not be empty, follow by themselves."""
    names = {each.partition(".")[2] for each in rows.columns()} - {rows.found_in, *rows.remains}
    return {name: value for name in sorted(names) if (value := _empty(table.c[name])) is not _KEEP}


_KEEP = object()


def _empty(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    default = column.default
    return default.arg if default is not None and default.is_scalar else _KEEP  # type: ignore[attr-defined]
