"""Heads verify that a confirmation is true, by asking or watching: where safety or law ask for it, and the company has
switched it on. Written once; works inside a writing transaction and flushes."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.core import clock, outbox
from wiki.core.errors import Forbidden, Invalid, NotFound, Problem
from wiki.entries.models import RELEASED, Entry
from wiki.people.models import Person
from wiki.people.rights import led_by, note
from wiki.people.switches import is_on
from wiki.reading.models import VERIFYING, Confirmation, ReadingVerification, RequiredReading
from wiki.reading.requiring import demand_on

VERIFIED = "reading.verified"
ASKED, WATCHED = "asked", "watched"
HOW = (ASKED, WATCHED)
"""The head has asked about it · has watched it being done."""


def may_verify(session: Session, actor: Actor) -> bool:
    """Whether the actor leads people and verifying is switched on."""
    return bool(actor.areas) and actor.may(Permission.PERSON_MANAGE_AREA) and is_on(session, VERIFYING)


def demand_verifying(session: Session, actor: Actor) -> None:
    """Raise NotFound while it is switched off, Forbidden for who leads nobody."""
    demand_on(session)
    if not is_on(session, VERIFYING):
        raise NotFound
    if not may_verify(session, actor):
        raise Forbidden(_("Heads verify what their own people have confirmed."))


def confirmations(session: Session, actor: Actor, *, verified: bool) -> Select[tuple[Confirmation]]:
    """The newest confirmation a person and entry of the actor's people, verified or not yet, the oldest first: of
    entries for which that is asked, as long as they are binding."""
    newest = select(func.max(Confirmation.id)).group_by(Confirmation.person_id, Confirmation.entry_id)
    done = select(ReadingVerification.confirmation_id)
    is_verified = Confirmation.id.in_(done) if verified else Confirmation.id.not_in(done)
    return (
        select(Confirmation)
        .join(RequiredReading, RequiredReading.entry_id == Confirmation.entry_id)
        .join(Entry, Entry.id == Confirmation.entry_id)
        .join(Person, Person.id == Confirmation.person_id)
        .where(RequiredReading.verified, RequiredReading.ended_on.is_(None), Entry.status == RELEASED)
        .where(Person.active, led_by(session, actor), Confirmation.id.in_(newest), is_verified)
        .options(joinedload(Confirmation.entry), joinedload(Confirmation.person))
        .order_by(Confirmation.confirmed_at, Confirmation.id)
    )


def verifications_of(session: Session, rows: Iterable[Confirmation]) -> dict[int, ReadingVerification]:
    """Confirmation → its verification, where there is one."""
    ids = [each.id for each in rows]
    query = select(ReadingVerification).where(ReadingVerification.confirmation_id.in_(ids))
    return {each.confirmation_id: each for each in session.scalars(query)}


def verify(session: Session, actor: Actor, confirmation_ids: Iterable[int], how: str) -> int:
    """Note that these confirmations are true; each person is told. What is verified already stays as it is. Returns
    how many are new. Raises NotFound, Forbidden, Invalid (nothing chosen, or not one of the actor's people)."""
    demand_verifying(session, actor)
    wanted = sorted(set(confirmation_ids))
    if how not in HOW:
        raise NotFound
    if not wanted:
        raise Invalid([Problem("confirmation", _("Choose at least one confirmation."))])
    # Held in the order of their numbers: two heads who verify the same at once do it in turn.
    held = select(Confirmation.id).where(Confirmation.id.in_(wanted)).order_by(Confirmation.id).with_for_update()
    session.execute(held)
    already = confirmations(session, actor, verified=True).where(Confirmation.id.in_(wanted))
    rows = list(session.scalars(confirmations(session, actor, verified=False).where(Confirmation.id.in_(wanted))))
    if len(rows) + len(session.scalars(already).all()) < len(wanted):
        raise Invalid([Problem("confirmation", _("Some of these are no longer to be verified. Please choose again."))])
    for row in rows:
        session.add(
            ReadingVerification(confirmation_id=row.id, by_id=actor.person_id, verified_at=clock.now(), note=how)
        )
        note(session, actor, "reading:verified", f"reading:{row.id}", how=how)
        outbox.record(session, VERIFIED, actor_id=actor.person_id, entry_id=row.entry_id, person=row.person_id, how=how)
    session.flush()
    return len(rows)
