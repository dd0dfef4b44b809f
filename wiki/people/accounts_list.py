"""The list of accounts that administrators filter."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.people import queries
from wiki.people.models import ERASED_DOMAIN, Person, PersonRole

STATES = ("active", "invited", "inactive", "erased")


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty means everything but erased accounts."""

    search: str = ""
    state: str = ""
    role: str = ""
    department: str = ""

    @property
    def narrows(self) -> bool:
        """Whether any filter is set."""
        return bool(self.search or self.state or self.role or self.department)


def accounts(session: Session, wanted: Filter) -> Select[tuple[Person]]:
    """The accounts that `wanted` leaves, by name."""
    department = queries.find_department(session, wanted.department) if wanted.department else None
    within = queries.subtree_ids(session, department.id) if department else None
    query = _in_state(queries.directory(wanted.search, within, inactive=True), wanted.state)
    if wanted.role:
        query = query.where(Person.id.in_(select(PersonRole.person_id).where(PersonRole.role == wanted.role)))
    return query


def _in_state(query: Select[tuple[Person]], state: str) -> Select[tuple[Person]]:
    erased = Person.email.endswith(ERASED_DOMAIN)
    if state == "active":
        return query.where(Person.active, Person.password_hash.is_not(None))
    if state == "invited":
        return query.where(Person.active, Person.password_hash.is_(None))
    if state == "inactive":
        return query.where(~Person.active, ~erased)
    return query.where(erased) if state == "erased" else query.where(~erased)
