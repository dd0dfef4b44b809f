"""What a new entry begins with when its form's address names something of an upper floor, and what is tied to it once
it is made, in the same transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry


@dataclass(frozen=True)
class Starter:
    """Something new entries of `kind` can begin with, named by `parameter` of the form's address.

    `content` is asked for what to fill in (empty: there is nothing of that name), `said` for a line above the form,
    `made` is told of the entry. Each gets the name.
    """

    kind: str
    parameter: str
    content: Callable[[Session, Actor, str], Payload]
    said: Callable[[Session, Actor, str], str]
    made: Callable[[Session, Actor, str, Entry], None]


@dataclass(frozen=True)
class Begun:
    """What one form begins with."""

    starter: Starter
    name: str

    @property
    def query(self) -> str:
        """How the form's address says it."""
        return urlencode({self.starter.parameter: self.name})

    def content(self, session: Session, actor: Actor) -> Payload:
        """What to fill in."""
        return self.starter.content(session, actor, self.name)

    def said(self, session: Session, actor: Actor) -> str:
        """A line above the form."""
        return self.starter.said(session, actor, self.name)

    def made(self, session: Session, actor: Actor, entry: Entry) -> None:
        """Tie the entry to it."""
        self.starter.made(session, actor, self.name, entry)


@dataclass
class Starters:
    """Filled by the features as they are wired; reach it with `wired(session, Starters)`."""

    known: list[Starter] = field(default_factory=list)


def begun_with(session: Session, kind: Kind, arguments: Mapping[str, str]) -> Begun | None:
    """What the address asks to begin with."""
    for each in wired(session, Starters).known:
        if each.kind == kind.name and arguments.get(each.parameter):
            return Begun(each, arguments[each.parameter][:100])
    return None
