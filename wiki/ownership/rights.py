"""Who may ask whom to answer for what, and who sees gaps; asked by pages, services and lists alike."""

from sqlalchemy import ColumnElement, false, true

from wiki.access.permissions import Actor, Permission
from wiki.entries.models import Entry


def may_assign(actor: Actor, entry: Entry) -> bool:
    """Whether `actor` may ask people to answer for `entry` and its steps, and may end what somebody answers for."""
    if actor.may(Permission.DUTY_ASSIGN):
        return True
    return bool(entry.department) and entry.department in actor.areas and actor.may(Permission.DUTY_ASSIGN_AREA)


def assignable(actor: Actor) -> ColumnElement[bool]:
    """The same as `may_assign`, as a condition on `Entry`."""
    if actor.may(Permission.DUTY_ASSIGN):
        return true()
    if actor.may(Permission.DUTY_ASSIGN_AREA) and actor.areas:
        return Entry.department.in_(actor.areas)
    return false()


def may_assign_somewhere(actor: Actor) -> bool:
    """Whether there is anything the actor may ask people to answer for."""
    return actor.may(Permission.DUTY_ASSIGN) or (actor.may(Permission.DUTY_ASSIGN_AREA) and bool(actor.areas))


def oversees(actor: Actor) -> ColumnElement[bool]:
    """A condition on `Entry`: those whose gaps, requests and overdue reviews the actor sees in lists and numbers."""
    if actor.may(Permission.OWNERSHIP_OVERSEE):
        return true()
    if actor.may(Permission.DUTY_ASSIGN_AREA) and actor.areas:
        return Entry.department.in_(actor.areas)
    return false()


def oversees_anything(actor: Actor) -> bool:
    """Whether there is any area whose gaps the actor sees."""
    return actor.may(Permission.OWNERSHIP_OVERSEE) or (actor.may(Permission.DUTY_ASSIGN_AREA) and bool(actor.areas))
