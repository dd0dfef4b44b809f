"""What every change of these rows has in common: who may, one after the other, recorded. Works inside a writing
transaction and flushes."""

from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.models import ChangeGroup, ChangeMessage, ChangeResistance, ChangeTraining
from wiki.core import audit, outbox
from wiki.core.errors import NotFound
from wiki.entries.models import Entry
from wiki.entries.rights import demand
from wiki.initiatives.rights import takes_part
from wiki.ownership.duties import lock_object
from wiki.ownership.holders import Place

Row = TypeVar("Row", ChangeGroup, ChangeMessage, ChangeTraining, ChangeResistance)


def demand_part(session: Session, actor: Actor, initiative_id: int) -> None:
    """Raise Forbidden for who does not take part in the initiative."""
    allowed = actor.is_system or takes_part(session, actor, initiative_id)
    demand(allowed, _("The team of the initiative plans its change management."))


def hold(session: Session, actor: Actor, initiative_id: int) -> Entry:
    """The initiative, which nobody else's change of these rows touches until the transaction ends."""
    initiative = lock_object(session, Place(initiative_id))
    demand_part(session, actor, initiative_id)
    return initiative


def find(session: Session, model: type[Row], initiative_id: int, row_id: int) -> Row | None:
    """A row of this initiative."""
    return session.scalar(select(model).where(model.id == row_id, model.initiative_id == initiative_id))


def get(session: Session, model: type[Row], initiative_id: int, row_id: int) -> Row:
    """A row of this initiative; NotFound where it is gone."""
    row = find(session, model, initiative_id, row_id)
    if row is None:
        raise NotFound(_("This is not there any more."))
    return row


def record(session: Session, actor: Actor, initiative_id: int, act: str, **detail: object) -> None:
    """The act, and the event for others: what is in it speaks of no person."""
    audit.append(session, actor.pseudonym, f"web:change:{act}", f"entry:{initiative_id}", **detail)
    outbox.record(session, f"change.{act}", actor_id=actor.person_id, entry_id=initiative_id, **detail)
