"""Who steers which initiative: asked by pages, services and lists alike."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.initiatives.models import LEAD, SPONSOR, InitiativeMember


def joined_by(actor: Actor) -> Select[tuple[int]]:
    """The initiatives in which the actor takes part today."""
    now = InitiativeMember.until.is_(None)
    return select(InitiativeMember.initiative_id).where(InitiativeMember.person_id == actor.person_id, now)


def steered_by(actor: Actor) -> Select[tuple[int]]:
    """Those the actor leads or sponsors."""
    return joined_by(actor).where(InitiativeMember.part.in_((LEAD, SPONSOR)))


def may_steer(session: Session, actor: Actor, initiative_id: int) -> bool:
    """Whether the actor may write down how it goes: its lead and sponsor, and who steers all of them."""
    if actor.may(Permission.INITIATIVE_STEER):
        return True
    if not actor.signed_in:
        return False
    query = steered_by(actor).where(InitiativeMember.initiative_id == initiative_id)
    return session.scalar(query.limit(1)) is not None


def takes_part(session: Session, actor: Actor, initiative_id: int) -> bool:
    """Whether the actor steers it or belongs to its team."""
    if may_steer(session, actor, initiative_id):
        return True
    query = joined_by(actor).where(InitiativeMember.initiative_id == initiative_id)
    return actor.signed_in and session.scalar(query.limit(1)) is not None
