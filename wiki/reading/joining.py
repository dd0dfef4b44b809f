"""Who is bound from now on is asked at once: after an invitation, a new function, another department. The mornings see
to whatever changes without an event."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.consumers import Sessions, Taken
from wiki.core.db import begin_write
from wiki.ownership.staff import Staff
from wiki.people.switches import is_on
from wiki.reading.asking import bring_up_to_date, held, is_up_to_date
from wiki.reading.models import SWITCH, RequiredReading

EVENTS = frozenset({"person.invited", "person.reactivated", "function.changed", "department.changed"})


def consume(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """Ask whoever the changes of people have made to be asked, once for the whole batch."""
    if batch:
        with sessions() as session:
            if not is_on(session, SWITCH):
                return {}
            staff = Staff(session, clock.company_day(session))
            ids = _binding(session)
        ask_all(sessions, staff, ids)
    return {}


def ask_all(sessions: Sessions, staff: Staff, entry_ids: list[int]) -> int:
    """Ask for each of the entries in a transaction of its own: nothing is held while another entry waits, nor where
    nobody is missing. Returns how many are newly asked."""
    with sessions() as session:
        query = (
            select(RequiredReading).where(RequiredReading.entry_id.in_(entry_ids)).order_by(RequiredReading.entry_id)
        )
        due = [each.entry_id for each in session.scalars(query) if not is_up_to_date(session, each, staff)]
    return sum(_ask(sessions, staff, each) for each in due)


def every_one(session: Session) -> list[int]:
    """Whatever is or was binding."""
    return list(session.scalars(select(RequiredReading.entry_id).order_by(RequiredReading.entry_id)))


def _binding(session: Session) -> list[int]:
    going = RequiredReading.ended_on.is_(None)
    return list(session.scalars(select(RequiredReading.entry_id).where(going).order_by(RequiredReading.entry_id)))


def _ask(sessions: Sessions, staff: Staff, entry_id: int) -> int:
    with sessions() as session:
        begin_write(session)
        required = held(session, entry_id)
        found = bring_up_to_date(session, required, staff) if required is not None else 0
        session.commit()
        return found
