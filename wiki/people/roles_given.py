"""Access roles given to and taken from people."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.access.roles import Roles
from wiki.core import clock, outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.people import mails
from wiki.people.models import Person, PersonRole
from wiki.people.rights import ADMINISTRATOR, EMPLOYEE, keep_one_administrator, note, require


def set_roles(session: Session, actor: Actor, person: Person, wanted: set[str]) -> None:
    """Give and take roles until the person holds `wanted` (besides being an employee); tell the person."""
    require(actor, Permission.ROLE_ASSIGN)
    _check(session, wanted)
    held = {each.role for each in person.roles}
    given, taken = wanted - held - {EMPLOYEE}, held - wanted
    if ADMINISTRATOR in taken:
        keep_one_administrator(session, person)
    for role in sorted(given):
        _give(session, actor, person, role)
    for role in sorted(taken):
        _take(session, actor, person, role)
    session.flush()
    if (given or taken) and not person.invited:
        mails.post_notice(session, person, "roles")


def give_role(session: Session, actor: Actor, person: Person, role: str) -> None:
    """Give one role more; nothing happens when the person holds it."""
    set_roles(session, actor, person, {each.role for each in person.roles} | {role})


def take_role(session: Session, actor: Actor, person: Person, role: str) -> None:
    """Take one role away; nothing happens when the person does not hold it."""
    set_roles(session, actor, person, {each.role for each in person.roles} - {role})


def _check(session: Session, wanted: set[str]) -> None:
    unknown = wanted - set(wired(session, Roles).by_slug)
    if unknown:
        raise Invalid([Problem("roles", _("There is no access role %(role)s.", role=", ".join(sorted(unknown))))])


def _give(session: Session, actor: Actor, person: Person, role: str) -> None:
    if not person.active:
        raise Conflict(_("This account is not active. Activate it first."))
    person.roles.append(PersonRole(role=role, given_by_id=actor.person_id, given_at=clock.now()))
    note(session, actor, "person:role_given", f"person:{person.id}", role=role)
    outbox.record(session, "role.given", actor_id=actor.person_id, person_id=person.id, role=role)


def _take(session: Session, actor: Actor, person: Person, role: str) -> None:
    person.roles[:] = [each for each in person.roles if each.role != role]
    note(session, actor, "person:role_taken", f"person:{person.id}", role=role)
    outbox.record(session, "role.taken", actor_id=actor.person_id, person_id=person.id, role=role)
