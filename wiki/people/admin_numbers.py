"""Numbers that administrators of people look at."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from wiki.access.roles import Roles
from wiki.core import clock
from wiki.core.db import wired
from wiki.people.links import INVITE
from wiki.people.models import ERASED_DOMAIN, Department, Function, FunctionHolder, Person, PersonRole, SingleUseLink
from wiki.people.rights import ADMINISTRATOR, POWERFUL


@dataclass(frozen=True)
class PeopleNumbers:
    """Active accounts, those without a department, and powerful ones without a second factor."""

    active: int
    without_department: int
    without_factor: int
    administrators: int


def without_factor(session: Session) -> ColumnElement[bool]:
    """The condition: an account that could reach every right and is protected by a password alone."""
    powerful = {slug for slug, role in wired(session, Roles).by_slug.items() if role.permissions & POWERFUL}
    held = select(PersonRole.person_id).where(PersonRole.role.in_(powerful))
    return Person.id.in_(held) & Person.active & Person.password_hash.is_not(None) & Person.totp_confirmed_at.is_(None)


def people_numbers(session: Session) -> PeopleNumbers:
    """The numbers of people; one query."""
    administrators = select(PersonRole.person_id).where(PersonRole.role == ADMINISTRATOR)
    able = Person.active & Person.password_hash.is_not(None)
    row = session.execute(
        select(
            func.count().filter(able),
            func.count().filter(Person.active, Person.department_id.is_(None)),
            func.count().filter(without_factor(session)),
            func.count().filter(able, Person.id.in_(administrators)),
        ).select_from(Person)
    ).one()
    return PeopleNumbers(*row)


def open_invitation() -> ColumnElement[bool]:
    """The condition: an account whose holder has not chosen a password yet."""
    return Person.active & Person.password_hash.is_(None) & ~Person.email.endswith(ERASED_DOMAIN)


def invitation_numbers(session: Session) -> tuple[int, int]:
    """(open invitations, those of them whose link does not work any more)."""
    works = select(SingleUseLink.person_id).where(
        SingleUseLink.purpose == INVITE.name, SingleUseLink.used_at.is_(None), SingleUseLink.expires_at > clock.now()
    )
    query = select(func.count(), func.count().filter(Person.id.not_in(works))).select_from(Person)
    row = session.execute(query.where(open_invitation())).one()
    return row[0], row[1]


def department_numbers(session: Session) -> tuple[int, int]:
    """(departments, those without a head who is there)."""
    there = select(Person.id).where(Person.active)
    vacant = or_(Department.head_id.is_(None), Department.head_id.not_in(there))
    row = session.execute(select(func.count(), func.count().filter(vacant)).select_from(Department)).one()
    return row[0], row[1]


def vacant() -> ColumnElement[bool]:
    """The condition: nobody active holds the function."""
    return Function.id.not_in(
        select(FunctionHolder.function_id).join(Person).where(Person.active, FunctionHolder.until.is_(None))
    )


def function_numbers(session: Session) -> tuple[int, int]:
    """(functions, vacant ones)."""
    row = session.execute(select(func.count(), func.count().filter(vacant())).select_from(Function)).one()
    return row[0], row[1]
