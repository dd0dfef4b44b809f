"""Confirming: a person says to have read a version. Written once, with a row of the record that says the same."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock, outbox
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Forbidden, NotFound
from wiki.entries import queries as entry_queries
from wiki.entries.models import RELEASED, Entry
from wiki.reading.asking import held
from wiki.reading.audience import expires
from wiki.reading.models import Confirmation, ReadingDuty, RequiredReading
from wiki.reading.queries import last_confirmed, open_duty
from wiki.reading.requiring import demand_on

CONFIRMED = "reading.confirmed"
ACT = "web:reading:confirmed"


def _asked(session: Session, actor: Actor, entry_id: int) -> tuple[Entry, RequiredReading]:
    demand_on(session)
    found = session.get(Entry, entry_id)
    if actor.person_id is None or found is None:
        raise NotFound
    entry = entry_queries.lock(session, found)  # before what makes it binding, as releases do: never crosswise
    required = held(session, entry_id)
    if required is None or entry.status != RELEASED:
        raise NotFound
    return entry, required


def begin(session: Session, actor: Actor, entry_id: int) -> None:
    """The person has opened it: from now on reading it is under way. Kept once, for the person alone."""
    _asked(session, actor, entry_id)
    duty = open_duty(session, actor.person_id or 0, entry_id)
    if duty is not None and duty.opened_at is None:
        duty.opened_at = clock.now()
        session.flush()


def confirm(session: Session, actor: Actor, entry_id: int, number: int) -> Confirmation:
    """The person has read version `number`, which must be what is released now; who says so twice has said so once.
    Raises NotFound (not binding), Forbidden (nobody asks this person) or Conflict (there is a newer version)."""
    entry, required = _asked(session, actor, entry_id)
    person_id = actor.person_id or 0
    duty, done = open_duty(session, person_id, entry.id), last_confirmed(session, person_id, entry.id)
    if duty is None:
        if done is not None:
            return done
        raise Forbidden(_("You are not asked to confirm this entry."))
    released = entry.released
    if released is None or released.number != number:
        raise Conflict(_("There is a newer version by now. Please look at what changed and confirm that one."))
    row = Confirmation(
        duty_id=duty.id, person_id=person_id, pseudonym=actor.pseudonym or "", entry_id=entry.id,
        revision_id=released.id, number=released.number, title_de=entry.title_de, title_en=entry.title_en,
        confirmed_at=clock.now(), expires_on=expires(company_day(session), required.again_months),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _note(session, actor, row, duty)
    return row


def _note(session: Session, actor: Actor, row: Confirmation, duty: ReadingDuty) -> None:
    audit.append(session, actor.pseudonym, ACT, f"reading:{row.id}", **said_of(row))
    outbox.record(
        session, CONFIRMED, actor_id=actor.person_id, entry_id=row.entry_id, person=row.person_id, duty=duty.id,
        number=row.number,
    )  # fmt: skip


def said_of(row: Confirmation) -> dict[str, object]:
    """What the record says of a confirmation, so that one that was changed past the wiki is found out."""
    return {
        "who": row.pseudonym,
        "revision": row.number,
        "title": row.title_de or row.title_en,
        "at": row.confirmed_at.isoformat(),
        "expires": row.expires_on.isoformat() if row.expires_on else "",
    }


def doubtful(session: Session, entry_id: int) -> list[int]:
    """The confirmations of an entry that the record of acts does not bear out: somebody changed them past the wiki."""
    rows = list(session.scalars(select(Confirmation).where(Confirmation.entry_id == entry_id)))
    noted = select(audit.AuditRow.subject, audit.AuditRow.detail).where(
        audit.AuditRow.action == ACT, audit.AuditRow.subject.in_([f"reading:{row.id}" for row in rows])
    )
    said = {row.subject: row.detail for row in session.execute(noted)}
    return [row.id for row in rows if said.get(f"reading:{row.id}") != said_of(row)]
