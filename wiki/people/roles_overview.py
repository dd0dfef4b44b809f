"""Who holds which access role since when, given by whom; and what each role may do, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from wiki.access.permissions import Permission
from wiki.access.roles import Role, Roles
from wiki.core.db import wired
from wiki.people.models import Person, PersonRole
from wiki.people.permission_names import PERMISSION_NAMES
from wiki.people.rights import EMPLOYEE

GROUPS: tuple[tuple[str, ...], ...] = (("entry", "comment", "attachment"), ("person", "role", "department", "function"),
                                       ("audit", "system"))  # fmt: skip


@dataclass(frozen=True)
class Given:
    """A role that somebody holds; `giver` is None for the command line and for what came with the wiki."""

    given: PersonRole
    person: Person
    giver: Person | None


def given(role: str) -> Select[Any]:
    """Everything given to active people, by role and name; `role` narrows to one."""
    giver = aliased(Person)
    query = (
        select(PersonRole, Person, giver)
        .join(Person, Person.id == PersonRole.person_id)
        .outerjoin(giver, giver.id == PersonRole.given_by_id)
        .where(Person.active)
        .order_by(PersonRole.role, Person.sort_key, Person.id)
    )
    return query.where(PersonRole.role == role) if role else query


def all_given(session: Session, role: str = "") -> list[Given]:
    """The roles given; one query."""
    return [Given(*row) for row in session.execute(given(role))]


def given_to(session: Session, person: Person) -> list[Given]:
    """The roles of one person, oldest first; one query."""
    query = given("").where(Person.id == person.id) if person.active else given("").where(Person.id == -1)
    return sorted((Given(*row) for row in session.execute(query)), key=lambda each: each.given.given_at)


def roles_in_order(session: Session, language: str) -> list[Role]:
    """The access roles, the one that everybody has first, then by how much they allow."""
    found: Iterable[Role] = wired(session, Roles).by_slug.values()
    return sorted(found, key=lambda each: (each.slug != EMPLOYEE, len(each.permissions), each.name(language)))


def matrix() -> list[list[tuple[Permission, Any]]]:
    """The permissions with their names, in groups as the page shows them."""
    return [
        [(each, name) for each, name in PERMISSION_NAMES.items() if each.partition(".")[0] in group] for group in GROUPS
    ]
