"""What upper floors tell of a person on the person's page and, for oneself, in the profile."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.people.models import Person


@dataclass(frozen=True)
class PersonCard:
    """A small box: a title, sentences, each with an address or none."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass
class PersonCards:
    """Features append `(session, actor, person) -> cards`; each shows only what the actor may see. Wired."""

    providers: list[Callable[[Session, Actor, Person], list[PersonCard]]] = field(default_factory=list)


def cards_of(session: Session, actor: Actor, person: Person) -> list[PersonCard]:
    """The boxes of all features."""
    return [card for provide in wired(session, PersonCards).providers for card in provide(session, actor, person)]
