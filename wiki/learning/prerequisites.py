"""Broader terms before narrower ones: what stands too late on a path, and the order in which it would not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.errors import Problem
from wiki.entries import links
from wiki.entries.any_entry import split_address
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kinds
from wiki.entries.links import find_entry_ids
from wiki.entries.models import RELEASED, EntryLink
from wiki.learning.models import QUESTION, READ
from wiki.learning.stations import Station, stations_of
from wiki.web.i18n import reader_language

TERM = "term"
BROADER = "broader"
"""The field of a term that names its broader ones."""
Above = Mapping[int, frozenset[int]]
"""Entry → all terms above it, however far."""


@dataclass(frozen=True)
class TooLate:
    """A broader term that is read after a narrower one, both by their place among the stations."""

    narrower: int
    broader: int


def above(session: Session) -> Above:
    """The terms above each released term; one query, however many there are."""
    query = select(EntryLink.source_id, EntryLink.target_id).where(EntryLink.role == BROADER)
    direct: dict[int, list[int]] = {}
    for source, target in session.execute(query.order_by(EntryLink.id)):
        if target is not None and target != source:
            direct.setdefault(source, []).append(target)
    return {source: frozenset(_climb(direct, source)) for source in direct}


def _climb(direct: Mapping[int, list[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = list(direct[start])
    while waiting:
        each = waiting.pop()
        if each not in found and each != start:
            found.add(each)
            waiting += direct.get(each, ())
    return found


def term_ids(session: Session, stations: Sequence[Station]) -> list[int | None]:
    """For each station the term that is read there, None for all others."""
    wanted = {each.address for each in stations if each.sort == READ and each.kind == TERM}
    ids = find_entry_ids(session, wired(session, Kinds), wanted) if wanted else {}
    return [ids.get(each.address) if each.sort == READ else None for each in stations]


def too_late(terms: Sequence[int | None], higher: Above) -> list[TooLate]:
    """Every broader term that is first read after one below it."""
    first = _first(terms)
    found = []
    for term, place in sorted(first.items(), key=lambda pair: pair[1]):
        behind = [first[each] for each in higher.get(term, ()) if first.get(each, -1) > place]
        # Two terms that are each above the other cannot both come first.
        found += [TooLate(place, each) for each in sorted(behind) if term not in higher.get(terms[each] or 0, ())]
    return found


def in_order(stations: Sequence[Station], terms: Sequence[int | None], higher: Above) -> list[int]:
    """The places of the stations in the order in which no broader term comes too late: it moves up to right before the
    first term below it, with the questions that follow it about itself; everything else stays as it was."""
    first = _first(terms)
    blocks = _blocks(stations)
    found: list[int] = []
    placed: set[int] = set()

    def place(start: int) -> None:
        if start in placed:
            return
        placed.add(start)
        term = terms[start]
        if term is not None and first[term] == start:
            wanted = [first[each] for each in higher.get(term, ()) if each in first]
            for each in sorted(wanted, key=lambda at: (len(higher.get(terms[at] or 0, ())), at)):
                place(each)
        found.extend(blocks[start])

    for start in sorted(blocks):
        place(start)
    return found


def _first(terms: Iterable[int | None]) -> dict[int, int]:
    """Where each term is read for the first time."""
    found: dict[int, int] = {}
    for place, term in enumerate(terms):
        if term is not None:
            found.setdefault(term, place)
    return found


def _blocks(stations: Sequence[Station]) -> dict[int, list[int]]:
    """The stations by where they begin, each with the questions right behind it that ask about its entry."""
    found: dict[int, list[int]] = {}
    start, about = 0, ("", "")
    for place, each in enumerate(stations):
        if place and each.sort == QUESTION and each.slug and each.address == about:
            found[start].append(place)
            continue
        start, about = place, each.address
        found[start] = [place]
    return found


def advice(session: Session, actor: Actor, payload: Payload) -> list[Problem]:
    """What other entries say against the path: entries that learners cannot read, broader terms that come too late."""
    stations = stations_of(payload)
    targets = links.resolve(
        session, wired(session, Kinds), actor, reader_language(), {each.address for each in stations if each.slug}
    )
    found = []
    for place, each in enumerate(stations):
        target = targets.get(each.address)
        said = {"number": place + 1, "title": target.title if target else each.slug}
        if each.slug and target is None:
            message = _l("Station %(number)s: there is no entry “%(title)s” yet.", **said)
            found.append(Problem(f"stations-{place}-entry", message))
        elif target is not None and target.status != RELEASED:
            message = _l("Station %(number)s: “%(title)s” is not released; learners would find nothing.", **said)
            found.append(Problem(f"stations-{place}-entry", message))
    terms = term_ids(session, stations)
    late = too_late(terms, above(session)) if sum(each is not None for each in terms) > 1 else []
    for pair in late:
        narrower, broader = (_called(targets, stations[place]) for place in (pair.narrower, pair.broader))
        message = _l("Station %(late)s, “%(broader)s”, is the broader term and should stand before “%(narrower)s”.",
                     late=pair.broader + 1, broader=broader, narrower=narrower)  # fmt: skip
        found.append(Problem(f"stations-{pair.broader}-entry", message))
    return found


def _called(targets: Mapping[tuple[str, str], links.Target], station: Station) -> str:
    target = targets.get(station.address)
    return target.title if target else station.slug


def order_of_rows(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The places of typed rows in the better order."""
    addresses = [split_address((row.get("entry") or "").strip()) for row in rows]
    stations = [
        Station(key="", sort=row.get("sort") or READ, kind=kind, slug=slug)
        for row, (kind, slug) in zip(rows, addresses, strict=True)
    ]
    return in_order(stations, term_ids(session, stations), above(session))
