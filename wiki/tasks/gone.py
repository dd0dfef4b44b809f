"""Who works here no longer: their tasks look for somebody else."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from wiki.people.models import Person


def is_gone(today: date) -> ColumnElement[bool]:
    """A condition on `Person`: the account is closed, or the last working day is over."""
    return or_(~Person.active, and_(Person.last_day.is_not(None), Person.last_day < today))


def has_gone(person: Person, today: date) -> bool:
    """The same for one person."""
    return not person.active or (person.last_day is not None and person.last_day < today)
