"""Departments, functions and people as other parts need them: a fixed number of queries each."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.access.permissions import Permission
from wiki.access.roles import Roles
from wiki.core.db import wired
from wiki.core.text import fold
from wiki.people.models import Department, Function, FunctionHolder, Person, PersonRole
from wiki.people.rights import EMPLOYEE

INDENT = "\u2003"


@dataclass(frozen=True)
class Node:
    """A department in the tree; `depth` is 0 at the top, `people` counts the active ones in it."""

    department: Department
    depth: int
    people: int = 0


def department_tree(session: Session, language: str = "de") -> list[Node]:
    """Every department, parents before children, siblings by name."""
    query = select(Department).options(joinedload(Department.head)).order_by(Department.sort_key)
    departments = list(session.scalars(query))
    if language == "en":
        departments.sort(key=lambda each: fold(each.name("en")))
    counts = _people_by_department(session)
    below: dict[int | None, list[Department]] = {}
    for each in departments:
        below.setdefault(each.parent_id, []).append(each)
    return list(_walk(below, None, 0, counts))


def _people_by_department(session: Session) -> dict[int, int]:
    query = select(Person.department_id, func.count()).where(Person.active, Person.department_id.is_not(None))
    return {each: count for each, count in session.execute(query.group_by(Person.department_id)) if each is not None}


def _walk(
    below: dict[int | None, list[Department]], parent: int | None, depth: int, counts: dict[int, int]
) -> Iterable[Node]:
    for each in below.get(parent, []):
        yield Node(each, depth, counts.get(each.id, 0))
        yield from _walk(below, each.id, depth + 1, counts)


def department_choices(session: Session, language: str) -> list[tuple[int, str]]:
    """(id, name) of every department for a select, indented like the tree."""
    tree = department_tree(session, language)
    return [(node.department.id, INDENT * node.depth + node.department.name(language)) for node in tree]


def subtree_ids(session: Session, department_id: int) -> set[int]:
    """The department and everything below it."""
    parents = {row.id: row.parent_id for row in session.execute(select(Department.id, Department.parent_id))}
    found, grown = {department_id}, True
    while grown:
        more = {each for each, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found


def find_department(session: Session, slug: str) -> Department | None:
    """The department with this slug."""
    return session.scalar(select(Department).where(Department.slug == slug))


def departments_by_slug(session: Session, slugs: Iterable[str]) -> dict[str, Department]:
    """The departments that there are of `slugs`."""
    query = select(Department).where(Department.slug.in_(set(slugs)))
    return {each.slug: each for each in session.scalars(query)}


def function_choices(session: Session, language: str) -> list[tuple[int, str]]:
    """(id, name) of every function for a select, by name."""
    found = [(each.id, each.name(language)) for each in session.scalars(select(Function).order_by(Function.sort_key))]
    return sorted(found, key=lambda each: fold(each[1])) if language == "en" else found


def functions_by_slug(session: Session, slugs: Iterable[str]) -> dict[str, Function]:
    """The functions that there are of `slugs`."""
    query = select(Function).where(Function.slug.in_(set(slugs)))
    return {each.slug: each for each in session.scalars(query)}


def people_by_id(session: Session, ids: Iterable[int | None]) -> dict[int, Person]:
    """The people that there are of `ids`; None is skipped."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    return {each.id: each for each in session.scalars(select(Person).where(Person.id.in_(wanted)))}


def holders_of_permission(session: Session, permission: Permission) -> list[Person]:
    """The active people whose access roles grant `permission`, by name."""
    roles = wired(session, Roles).by_slug
    granting = {slug for slug, role in roles.items() if permission in role.permissions}
    query = select(Person).where(Person.active).order_by(Person.sort_key)
    if EMPLOYEE not in granting:
        query = query.where(Person.id.in_(select(PersonRole.person_id).where(PersonRole.role.in_(granting))))
    return list(session.scalars(query))


def single_holder(session: Session, permission: Permission) -> bool:
    """Whether at most one active person has `permission`: then nobody else could lend a second pair of eyes."""
    return len(holders_of_permission(session, permission)) <= 1


def directory(
    search: str = "", departments: set[int] | None = None, *, inactive: bool = False
) -> Select[tuple[Person]]:
    """People by name, with department and roles at hand; `search` looks into names, addresses and functions."""
    query = select(Person).options(joinedload(Person.department), selectinload(Person.roles))
    query = query.order_by(Person.sort_key, Person.id)
    if not inactive:
        query = query.where(Person.active)
    if departments is not None:
        query = query.where(Person.department_id.in_(departments))
    for word in fold(search).split():
        query = query.where(_mentions(word))
    return query


def _mentions(word: str) -> ColumnElement[bool]:
    held = (
        select(FunctionHolder.person_id)
        .join(Function)
        .where(FunctionHolder.until.is_(None), Function.sort_key.contains(word, autoescape=True))
    )
    return or_(
        Person.sort_key.contains(word, autoescape=True),
        Person.email.contains(word, autoescape=True),
        Person.id.in_(held),
    )


def functions_of(session: Session, person_ids: Iterable[int]) -> dict[int, list[Function]]:
    """The functions that each of these people holds, by name."""
    query = (
        select(FunctionHolder.person_id, Function)
        .join(Function)
        .where(FunctionHolder.person_id.in_(set(person_ids)), FunctionHolder.until.is_(None))
        .order_by(Function.sort_key)
    )
    found: dict[int, list[Function]] = {}
    for person_id, function in session.execute(query):
        found.setdefault(person_id, []).append(function)
    return found


def functions_in(session: Session, department_id: int) -> list[Function]:
    """The functions of a department with their holders, by name."""
    query = (
        select(Function)
        .options(selectinload(Function.holders).joinedload(FunctionHolder.person))
        .where(Function.department_id == department_id)
        .order_by(Function.sort_key)
    )
    return list(session.scalars(query))


def all_functions(session: Session) -> list[Function]:
    """Every function with department and holders, by name."""
    query = select(Function).options(
        joinedload(Function.department), selectinload(Function.holders).joinedload(FunctionHolder.person)
    )
    return list(session.scalars(query.order_by(Function.sort_key)))


def person_choices(session: Session) -> list[tuple[int, str]]:
    """(id, name) of every active person for a select; people of one name are told apart by their address."""
    rows = session.execute(select(Person.id, Person.name, Person.email).where(Person.active).order_by(Person.sort_key))
    return [(row.id, f"{row.name} ({row.email})") for row in rows]


def holders_of_role(session: Session, role: str) -> list[Person]:
    """The active people with an access role, by name."""
    given = select(PersonRole.person_id).where(PersonRole.role == role)
    return list(session.scalars(select(Person).where(Person.active, Person.id.in_(given)).order_by(Person.sort_key)))
