"""Who is new in the company."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_

from wiki.people.models import Person

NEWCOMER_DAYS = 90
"""So many days from the first working day on somebody counts as new, that day included."""


def is_newcomer(person: Person, today: date) -> bool:
    """Whether the person is new; False where nobody wrote down a first working day."""
    return person.joined_on is not None and person.joined_on <= today < person.joined_on + timedelta(days=NEWCOMER_DAYS)


def newcomers(today: date) -> ColumnElement[bool]:
    """The condition for people who are new."""
    return and_(Person.joined_on > today - timedelta(days=NEWCOMER_DAYS), Person.joined_on <= today)
