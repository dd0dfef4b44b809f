"""Newcomer's eyes: what is unclear to somebody in their first days says something about the page.

Such a remark carries the mark "somebody new", never a name. Where only few are new the mark alone might give the person
away: then they have to choose it, otherwise they may leave it out.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.people.models import Person
from wiki.people.newcomers import is_newcomer, newcomers

FEWEST = 5
"""From so many people who are new on, the mark gives nobody away."""


def is_new(session: Session, actor: Actor) -> bool:
    """Whether the actor is in the first days at work."""
    person = session.get(Person, actor.person_id) if actor.person_id is not None else None
    return person is not None and is_newcomer(person, company_day(session))


def are_few(session: Session) -> bool:
    """Whether so few are new that others might guess who asked."""
    query = select(func.count()).select_from(Person).where(Person.active, newcomers(company_day(session)))
    return (session.scalar(query) or 0) < FEWEST
