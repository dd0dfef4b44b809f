"""What every change of these rows has in common: who may, one after the other, recorded. Works inside a writing
transaction and flushes."""

from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.models import ChangeGroup, ChangeMessage, ChangeResistance, ChangeTraining
from wiki.core import audit, outbox
from wiki.core.clock import company_day
from wiki.core.db import Base
from wiki.core.errors import NotFound
from wiki.entries.models import Entry
from wiki.entries.rights import demand
from wiki.initiatives.rights import takes_part
from wiki.ownership.duties import lock_object
from wiki.ownership.holders import Place

Row = TypeVar("Row", ChangeGroup, ChangeMessage, ChangeTraining, ChangeResistance)
Line = TypeVar("Line", ChangeMessage, ChangeTraining, ChangeResistance)

NAMES: dict[type[Base], str] = {
    ChangeGroup: "group", ChangeMessage: "message", ChangeTraining: "training", ChangeResistance: "resistance",
}  # fmt: skip


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


def opened(session: Session, actor: Actor, initiative_id: int, model: type[Row], row_id: int | None) -> Row:
    """The row to be written, a new one where no id is given; nobody else writes it until the transaction ends."""
    hold(session, actor, initiative_id)
    if row_id is not None:
        return get(session, model, initiative_id, row_id)
    return model(initiative_id=initiative_id, edits=0)


def written(session: Session, actor: Actor, row: Row, was_done: bool = False) -> int:
    """Keep what was written into an opened row; returns its id."""
    row.edits += 1
    act = "changed" if row.id else "added"
    session.add(row)
    session.flush()
    _record_row(session, actor, row, act)
    if is_done(row) and not was_done:
        _record_row(session, actor, row, "done")
    return row.id


def is_done(row: Row) -> bool:
    """Whether a line of a plan is done; groups never are."""
    return not isinstance(row, ChangeGroup) and row.done_on is not None


def finish(session: Session, actor: Actor, initiative_id: int, model: type[Line], row_id: int) -> None:
    """A line of a plan is done as of today; once more changes nothing."""
    row = opened(session, actor, initiative_id, model, row_id)
    if row.done_on is not None:
        return
    row.done_on, row.edits = company_day(session), row.edits + 1
    session.flush()
    _record_row(session, actor, row, "done")


def remove(session: Session, actor: Actor, initiative_id: int, model: type[Row], row_id: int) -> None:
    """Remove a row; a group goes with all that is known of it: rounds, messages to it, trainings, resistance."""
    row = opened(session, actor, initiative_id, model, row_id)
    session.delete(row)
    session.flush()
    _record_row(session, actor, row, "removed")


def _record_row(session: Session, actor: Actor, row: Row, act: str) -> None:
    record(session, actor, row.initiative_id, f"{NAMES[type(row)]}_{act}", row=row.id)


def record(session: Session, actor: Actor, initiative_id: int, act: str, **detail: object) -> None:
    """The act, and the event for others: what is in it speaks of no person."""
    audit.append(session, actor.pseudonym, f"web:change:{act}", f"entry:{initiative_id}", **detail)
    outbox.record(session, f"change.{act}", actor_id=actor.person_id, entry_id=initiative_id, **detail)
