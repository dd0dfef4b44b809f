"""What an act on an entry would touch, told before it is done. Upper floors add their lines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries import queries
from wiki.entries.models import Entry


@dataclass(frozen=True)
class ImpactLine:
    """One line: "used in 14 entries". `entries` are those it speaks of, where it speaks of entries."""

    text: Any
    count: int
    entries: tuple[Entry, ...] = ()


Impact = Callable[[Session, Actor, Entry], list[ImpactLine]]


@dataclass
class ImpactProviders:
    """Who is asked; the application ties one to its sessions."""

    providers: list[Impact] = field(default_factory=list)

    def of(self, session: Session, actor: Actor, entry: Entry) -> list[ImpactLine]:
        """Everything an act on `entry` touches."""
        return [line for ask in self.providers for line in ask(session, actor, entry) if line.count]


MOST_SHOWN = 50


def used_in(session: Session, actor: Actor, entry: Entry) -> list[ImpactLine]:
    """The entries that link here."""
    query = queries.used_in(actor, entry.id)
    number = queries.count(session, query)
    shown = tuple(session.scalars(query.limit(MOST_SHOWN)))
    text = ngettext("used in %(num)s entry", "used in %(num)s entries", number)
    return [ImpactLine(text, number, shown)]
