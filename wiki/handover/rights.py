"""Who may begin, settle and see hand-overs."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.handover.models import FINISHED, Handover, HandoverItem
from wiki.people.models import Person
from wiki.people.rights import looked_after, may_look_after

_OVERSEEING = (Permission.DUTY_ASSIGN, Permission.OWNERSHIP_OVERSEE)


def may_begin(session: Session, actor: Actor, person: Person) -> bool:
    """Whether the actor may put a package together for this person."""
    return (
        actor.is_system
        or actor.person_id == person.id
        or actor.may(Permission.DUTY_ASSIGN)
        or may_look_after(session, actor, person)
    )


def beginnable(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The same as `may_begin`, as a condition on `Person`."""
    if actor.may(Permission.DUTY_ASSIGN):
        return Person.active.is_(True)
    return and_(Person.active, or_(Person.id == actor.person_id, looked_after(session, actor)))


def visible(session: Session, actor: Actor) -> ColumnElement[bool]:
    """A condition on `Handover` joined with its `person`: the whole packages that the actor may see.

    What follows a last day that is not announced is seen by the person, the heads above and the administration alone.
    """
    own = or_(Handover.person_id == actor.person_id, Handover.begun_by_id == actor.person_id)
    known = [own, looked_after(session, actor)]
    if any(actor.may(each) for each in _OVERSEEING):
        known.append(or_(Handover.leaving.is_(False), Person.leaving_announced, Handover.state == FINISHED))
    return or_(*known)


def may_see(session: Session, actor: Actor, handover: Handover) -> bool:
    """Whether the actor may see the whole package."""
    query = select(Handover.id).join(Person, Person.id == Handover.person_id)
    return session.scalar(query.where(Handover.id == handover.id, visible(session, actor))) is not None


def may_settle(session: Session, actor: Actor, handover: Handover) -> bool:
    """Whether the actor may propose successors and call the package off: who sees it and is not an auditor only."""
    return may_see(session, actor, handover) and may_begin(session, actor, handover.person)


def is_successor(session: Session, actor: Actor, handover: Handover) -> bool:
    """Whether something of the package was proposed to the actor, or came to the actor."""
    mine = or_(HandoverItem.successor_id == actor.person_id, HandoverItem.holder_id == actor.person_id)
    query = select(HandoverItem.id).where(HandoverItem.handover_id == handover.id, mine).limit(1)
    return actor.person_id is not None and session.scalar(query) is not None


def may_read_protocol(session: Session, actor: Actor, handover: Handover) -> bool:
    """Those concerned, heads above, the administration and auditors."""
    return may_see(session, actor, handover) or is_successor(session, actor, handover)
