"""What an act on an entry would touch, told before it is done. Upper floors add their lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.people.models import Department
from wiki.web.i18n import reader_language


@dataclass(frozen=True)
class ImpactLine:
    """One line: "used in 14 entries". `entries` are those it speaks of; `names` what is no entry."""

    text: Any
    count: int
    entries: tuple[Entry, ...] = ()
    names: tuple[str, ...] = ()


Impact = Callable[[Session, Actor, Sequence[Entry]], list[ImpactLine]]
"""Asked once for one entry or several; a fixed number of queries."""


@dataclass
class ImpactProviders:
    """Who is asked; the application ties one to its sessions."""

    providers: list[Impact] = field(default_factory=list)

    def of(self, session: Session, actor: Actor, *entries: Entry) -> list[ImpactLine]:
        """Everything an act on the entries touches, all of them together."""
        asked = list(entries)
        return [line for ask in self.providers for line in ask(session, actor, asked) if line.count] if asked else []


@dataclass
class Concerned:
    """Which departments a change of entries concerns, by id: they are offered first where people are told of it."""

    providers: list[Callable[[Session, Sequence[Entry]], Iterable[int]]] = field(default_factory=list)

    def departments(self, session: Session, entries: Sequence[Entry]) -> set[int]:
        """What all providers know."""
        return {each for ask in self.providers for each in ask(session, entries)} if entries else set()


def own_departments(session: Session, entries: Sequence[Entry]) -> Iterable[int]:
    """Those the entries belong to."""
    slugs = {each.department for each in entries if each.department}
    return session.scalars(select(Department.id).where(Department.slug.in_(slugs))) if slugs else ()


MOST_SHOWN = 50


def used_in(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """The entries that link here."""
    query = queries.used_in(actor, *(each.id for each in entries))
    by_kind = queries.count_by_kind(session, query)
    number = sum(by_kind.values())
    shown = tuple(session.scalars(query.limit(MOST_SHOWN))) if number else ()
    text = ngettext("used in %(num)s entry", "used in %(num)s entries", number)
    return [ImpactLine(f"{text}: {_each_kind(session, by_kind)}" if number else text, number, shown)]


def _each_kind(session: Session, numbers: Mapping[str, int]) -> str:
    """ "Processes 4 · Learning paths 2", in the order of the libraries."""
    kinds = (each for each in wired(session, Kinds) if each.name in numbers)
    return " · ".join(f"{each.plural} {numbers[each.name]}" for each in kinds)


def departments_concerned(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """The departments that have to do with it, for those signed in."""
    ids = wired(session, Concerned).departments(session, entries) if actor.signed_in else set()
    units = session.scalars(select(Department).where(Department.id.in_(ids)).order_by(Department.sort_key))
    names = tuple(each.name(reader_language()) for each in units) if ids else ()
    text = ngettext("%(num)s department has to do with it", "%(num)s departments have to do with it", len(names))
    return [ImpactLine(text, len(names), names=names)]
