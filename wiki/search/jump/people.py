"""People by name, for who may see names: asked of the database each time, so that who left is gone at once."""

from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.people.models import Person
from wiki.search.jump.matching import Typed


@dataclass(frozen=True)
class Found:
    """A person: where they are to be found, and where they work."""

    person_id: int
    name: str
    department: str


def people(session: Session, actor: Actor, text: Typed, language: str, most: int) -> list[Found]:
    """Active people who have a name that begins with each word; nobody for strangers. One query."""
    if not text.words or not actor.signed_in or not actor.may(Permission.PERSON_READ):
        return []
    name = " " + Person.sort_key
    conditions = [name.contains(f" {word}", autoescape=True) for word in text.words]
    begins = case((Person.sort_key.startswith(text.whole, autoescape=True), 0), else_=1)
    query = select(Person).where(Person.active, *conditions).options(joinedload(Person.department))
    found = session.scalars(query.order_by(begins, Person.sort_key, Person.id).limit(most))
    return [Found(each.id, each.name, each.department.name(language) if each.department else "") for each in found]
