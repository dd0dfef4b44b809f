"""Who may ask whom to answer for what, and who sees gaps; asked by pages, services and lists alike."""

from sqlalchemy import ColumnElement, false, true

from wiki.access.permissions import Actor, Permission
from wiki.entries.models import Entry


def may_assign(actor: Actor, entry: Entry) -> bool:
    """Whether `actor` may ask people to answer for `entry` and its steps, and may end what somebody answers for."""
    return may_assign_in(actor, entry.department)


def may_assign_in(actor: Actor, department: str) -> bool:
    """The same for what belongs to a department (slug; may be empty)."""
    return actor.may(Permission.DUTY_ASSIGN) or _is_of_area(actor, department)


def oversees(actor: Actor) -> ColumnElement[bool]:
    """A condition on `Entry`: those whose gaps, requests and overdue reviews the actor sees in lists and numbers."""
    if actor.may(Permission.OWNERSHIP_OVERSEE):
        return true()
    if actor.may(Permission.DUTY_ASSIGN_AREA) and actor.areas:
        return Entry.department.in_(actor.areas)
    return false()


def oversees_department(actor: Actor, department: str) -> bool:
    """The same for what belongs to a department (slug; may be empty)."""
    return actor.may(Permission.OWNERSHIP_OVERSEE) or _is_of_area(actor, department)


def oversees_anything(actor: Actor) -> bool:
    """Whether there is any area whose gaps the actor sees."""
    return actor.may(Permission.OWNERSHIP_OVERSEE) or (actor.may(Permission.DUTY_ASSIGN_AREA) and bool(actor.areas))


def _is_of_area(actor: Actor, department: str) -> bool:
    return actor.may(Permission.DUTY_ASSIGN_AREA) and bool(department) and department in actor.areas
