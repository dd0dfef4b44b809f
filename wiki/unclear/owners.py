"""Who answers for pages on which something is unclear."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.currency.asking import Asked, asked_of
from wiki.entries.models import Entry
from wiki.ownership.findings import Findings
from wiki.ownership.models import Accountability
from wiki.ownership.queries import accountable_on, of_entries
from wiki.ownership.shared_staff import shared_staff


def asked_of_entries(session: Session, entry_ids: Collection[int], day: date) -> dict[int, Asked]:
    """Who is asked about each of these entries; a fixed number of queries, none where there are no entries."""
    if not entry_ids:
        return {}
    expected = wired(session, Findings).expected().label("expected")
    rows = session.execute(select(Entry.id, Entry.department, expected).where(Entry.id.in_(entry_ids))).all()
    whole = of_entries(accountable_on(day), entry_ids).where(Accountability.step_key == "")
    accountable = {each.entry_id: each for each in session.scalars(whole)}
    staff = shared_staff(session, day)
    return {
        row.id: asked_of(staff, accountable.get(row.id), row.department, expected=bool(row.expected)) for row in rows
    }


def is_asked(actor: Actor, asked: Asked) -> bool:
    """Whether this person is the one asked; where nobody in particular is, everybody who releases."""
    if asked.person is None:
        return actor.may(Permission.ENTRY_RELEASE)
    return asked.person.id == actor.person_id
