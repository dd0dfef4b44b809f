"""What a person may do: from the access roles to the actor, and who may act upon whose account."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, false, func, select, true
from sqlalchemy.orm import Session

from wiki.access.permissions import ANYBODY, Actor, Permission
from wiki.access.roles import Roles
from wiki.config import Settings
from wiki.core import audit
from wiki.core.db import wired
from wiki.core.errors import Conflict, Forbidden
from wiki.people.models import Department, Person, PersonRole

EMPLOYEE = "employee"
ADMINISTRATOR = "administrator"

BY_AREA = frozenset({Permission.ENTRY_WRITE_AREA, Permission.DUTY_ASSIGN_AREA, Permission.PERSON_MANAGE_AREA})
"""What is judged by the departments a person leads."""

# Whoever may do one of these can reach every other right, so that such accounts are in the hands of their equals only.
POWERFUL = frozenset({Permission.PERSON_MANAGE, Permission.ROLE_ASSIGN, Permission.SYSTEM_MANAGE})


def role_slugs(person: Person) -> list[str]:
    """The access roles of a person; everybody is an employee."""
    return [EMPLOYEE, *sorted(each.role for each in person.roles if each.role != EMPLOYEE)]


def is_administrator(person: Person) -> bool:
    """Whether the person holds the role of administrator."""
    return any(each.role == ADMINISTRATOR for each in person.roles)


def needs_second_factor(session: Session, person: Person) -> bool:
    """Whether the person has to set a second factor up before anything administrative."""
    required = wired(session, Settings).require_totp
    return required and is_administrator(person) and not person.has_second_factor


def actor_of(session: Session, person: Person) -> Actor:
    """`person` as an actor, judged on the row as it is loaded; nobody in particular when the account is inactive.

    An administrator without the required second factor has only what the other roles grant.
    """
    if not person.active:
        return ANYBODY
    slugs = role_slugs(person)
    if needs_second_factor(session, person):
        slugs.remove(ADMINISTRATOR)
    granted = wired(session, Roles).permissions_of(slugs)
    areas = headed_areas(session, person.id) if granted & BY_AREA else frozenset()
    return Actor(person.id, person.pseudonym, granted, areas=areas)


def headed_areas(session: Session, person_id: int) -> frozenset[str]:
    """Slugs of the departments the person heads and of all below them."""
    rows = session.execute(select(Department.id, Department.parent_id, Department.slug, Department.head_id)).all()
    inside = {row.id for row in rows if row.head_id == person_id}
    growing = bool(inside)
    while growing:
        below = {row.id for row in rows if row.parent_id in inside} - inside
        inside |= below
        growing = bool(below)
    return frozenset(row.slug for row in rows if row.id in inside)


def require(actor: Actor, *permissions: Permission) -> None:
    """Raise `Forbidden` unless the actor has one of `permissions`."""
    if not any(actor.may(each) for each in permissions):
        raise Forbidden(_("Your access roles do not include this."))


def may_manage(session: Session, actor: Actor, person: Person) -> bool:
    """Whether the actor may change this account: not one that could do more than the actor."""
    powers = wired(session, Roles).permissions_of(role_slugs(person)) & POWERFUL
    return actor.may(Permission.PERSON_MANAGE) and all(actor.may(each) for each in powers)


def require_manage(session: Session, actor: Actor, person: Person) -> None:
    """Raise `Forbidden` unless `may_manage`."""
    if not may_manage(session, actor, person):
        raise Forbidden(_("Only an administrator may change the account of an administrator."))


def may_look_after(session: Session, actor: Actor, person: Person) -> bool:
    """Whether the actor may enter this person's deputies, absences, last day and hand-overs; what everybody may do for
    themselves is not judged here."""
    return session.scalar(select(Person.id).where(Person.id == person.id, looked_after(session, actor))) is not None


def looked_after(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `may_look_after`, as a condition on `Person`: everybody for who manages people, else those led."""
    return true() if actor.may(Permission.PERSON_MANAGE) else led_by(session, actor)


def led_by(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The people the actor leads, as a condition on `Person`: those of the own departments and of all below.

    Not oneself, and not who leads a department above although sitting in one's own: that is for the heads above.
    """
    if not actor.areas or not actor.may(Permission.PERSON_MANAGE_AREA):
        return false()
    rows = session.execute(select(Department.id, Department.parent_id, Department.slug, Department.head_id)).all()
    inside = {row.id for row in rows if row.slug in actor.areas}
    tree = {row.id: (row.parent_id, row.head_id) for row in rows}
    barred = _heads_above(tree, inside) | {actor.person_id}
    return and_(Person.department_id.in_(inside), Person.id.not_in(barred))


def _heads_above(tree: Mapping[int, tuple[int | None, int | None]], inside: set[int]) -> set[int | None]:
    """Who leads one of the departments above those `inside`; `tree` has what lies above each, and its head."""
    heads = set()
    for each in inside:
        above = tree[each][0]
        while above is not None and above not in inside:
            above, head = tree[above]
            heads.add(head)
    return heads - {None}


def count_administrators(session: Session) -> int:
    """How many people hold the role of administrator and can sign in."""
    query = (
        select(func.count(Person.id))
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == ADMINISTRATOR, Person.active, Person.password_hash.is_not(None))
    )
    return session.scalar(query) or 0


def keep_one_administrator(session: Session, leaving: Person) -> None:
    """Raise `Conflict` when `leaving` is the last administrator who can sign in.

    The rows of all administrators are locked first: two who remove each other at the same moment do so in turn.
    """
    holders = select(PersonRole.person_id).where(PersonRole.role == ADMINISTRATOR)
    session.execute(select(Person.id).where(Person.id.in_(holders)).order_by(Person.id).with_for_update())
    session.refresh(leaving)
    able = leaving.active and leaving.password_hash is not None and is_administrator(leaving)
    if able and count_administrators(session) <= 1:
        raise Conflict(_("This is the last administrator. Make somebody else an administrator first."))


def note(session: Session, actor: Actor, act: str, subject: str, **detail: object) -> None:
    """Append `act` (`person:invited`) to the audit, with where it came from in front."""
    source = "system" if actor.is_system else "web"
    audit.append(session, actor.pseudonym, f"{source}:{act}", subject, **detail)
