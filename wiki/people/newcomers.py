"""Who is new in the company, and the first working day that says so."""

from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from wiki.core import outbox
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, Problem
from wiki.people.models import Person

NEWCOMER_DAYS = 90
"""So many days from the first working day on somebody counts as new, that day included."""
FARTHEST_DAYS = 366
"""So far ahead a first working day may lie."""
CHANGED = "person.first_day_changed"


def is_newcomer(person: Person, today: date) -> bool:
    """Whether the person is new; False where nobody wrote down a first working day."""
    return person.joined_on is not None and person.joined_on <= today < person.joined_on + timedelta(days=NEWCOMER_DAYS)


def newcomers(today: date) -> ColumnElement[bool]:
    """The condition for people who are new."""
    return and_(Person.joined_on > today - timedelta(days=NEWCOMER_DAYS), Person.joined_on <= today)


def is_too_far(session: Session, day: date) -> bool:
    """Whether nobody would write down so late a first working day but by mistake."""
    return (day - company_day(session)).days > FARTHEST_DAYS


def set_first_day(session: Session, actor_id: int | None, person: Person, day: date | None) -> None:
    """Write the first working day down, or (None) that nobody knows it; what starts for newcomers is told of it."""
    if day == person.joined_on:
        return
    if day is not None and is_too_far(session, day):
        raise Invalid([Problem("joined_on", _("This day lies too far ahead."))])
    if day is not None and person.last_day is not None and day > person.last_day:
        raise Invalid([Problem("joined_on", _("This day lies after the last working day."))])
    person.joined_on = day
    session.flush()
    outbox.record(session, CHANGED, actor_id=actor_id, person_id=person.id)
