"""Saying that an entry is still true: a record, no revision, and the day of its next review moves on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, changes, clock, outbox
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Forbidden, NotFound
from wiki.currency.asking import may_confirm
from wiki.currency.models import Verification
from wiki.entries.models import RELEASED, Entry
from wiki.ownership.duties import lock_object
from wiki.ownership.holders import Place
from wiki.ownership.staff import Staff

EVENT = "entry.verified"


@dataclass(frozen=True)
class Confirmed:
    """What became of it. `is_new`: False where somebody had said so on that day already, and nothing was written."""

    record: Verification
    is_new: bool


def advanced(today: date, months: int, current: date | None) -> date:
    """The day of the next review: so many months from today, and in any case later than the one there is."""
    wished = clock.months_after(today, months)
    return wished if current is None else max(wished, current + timedelta(days=1))


def still_true(session: Session, actor: Actor, entry_id: int, staff: Staff | None = None) -> Confirmed:
    """Note that `actor` found the released version of the entry still true today. Two who do so at once do it in turn,
    and the second finds it done. Raises NotFound, Conflict (nothing is released) or Forbidden."""
    entry = lock_object(session, Place(entry_id))
    today = company_day(session)
    if entry.status != RELEASED or entry.released is None:
        raise Conflict(_("Only what is released can be confirmed as still true."))
    if not may_confirm(session, actor, entry, today, staff):
        raise Forbidden(_("This is for those who answer for the entry today, and for those who release."))
    done = session.scalar(select(Verification).where(Verification.entry_id == entry.id, Verification.day == today))
    if done is not None:
        return Confirmed(done, is_new=False)
    return Confirmed(_record(session, actor, entry, today), is_new=True)


def _record(session: Session, actor: Actor, entry: Entry, today: date) -> Verification:
    before, entry.next_review = entry.next_review, advanced(today, entry.review_months, entry.next_review)
    record = Verification(
        entry_id=entry.id, revision_id=entry.released_id, day=today, recorded_at=clock.now(),
        person_id=actor.person_id, pseudonym=actor.pseudonym, next_review=entry.next_review,
    )  # fmt: skip
    session.add(record)
    session.flush()
    number = entry.released.number if entry.released else 0
    told = {"revision": number, "next_review": entry.next_review.isoformat()}
    was = before.isoformat() if before else ""
    audit.append(session, actor.pseudonym, "wiki:entry:verified", f"entry:{entry.id}", before=was, **told)
    outbox.record(session, EVENT, actor_id=actor.person_id, entry_id=entry.id, **told)
    changes.mark(session, [entry.id])
    return record


@dataclass(frozen=True)
class Several:
    """What became of several at once."""

    confirmed: int = 0
    already: int = 0
    refused: int = 0


def still_true_for_several(session: Session, actor: Actor, entry_ids: Iterable[int]) -> Several:
    """The same for several entries; what is not this person's to confirm is left alone and counted."""
    confirmed = already = refused = 0
    staff = Staff(session, company_day(session))
    for entry_id in sorted(set(entry_ids)):
        try:
            is_new = still_true(session, actor, entry_id, staff).is_new
        except (Conflict, Forbidden, NotFound):
            refused += 1
        else:
            confirmed, already = confirmed + is_new, already + (not is_new)
    return Several(confirmed, already, refused)
