"""Being shown around: which visit is a person's, where they are in it, where each stop leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.access.rules import rule_of
from wiki.config import Settings
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries.models import RELEASED, Entry
from wiki.overview.models import GuidedVisit
from wiki.overview.stops import PATH, STOPS, Round, Stop
from wiki.people.models import Person
from wiki.people.newcomers import is_newcomer


@dataclass(frozen=True)
class Place:
    """A stop and the address of its page."""

    stop: Stop
    number: int
    url: str


@dataclass(frozen=True)
class Visit:
    """The visit of a person: its stops and how far they have come. `offered`: the home page may still speak of it."""

    round: Round
    places: Sequence[Place]
    stop: int
    ended: bool
    offered: bool

    @property
    def going(self) -> bool:
        """Whether it has begun and is neither left nor over."""
        return self.stop > 0 and not self.ended

    def place(self, number: int) -> Place:
        """The stop of this number; `NotFound` where the visit has none."""
        if not 1 <= number <= len(self.places):
            raise NotFound
        return self.places[number - 1]


def round_of(session: Session, actor: Actor) -> Round:
    """Which visit is the actor's, by what they may do; who is new and has no such role gets the one for newcomers."""
    if actor.may(Permission.OWNERSHIP_OVERSEE) and actor.may(Permission.ENTRY_RELEASE):
        return Round.CX_MANAGER
    if actor.may(Permission.ENTRY_RELEASE):
        return Round.EDITOR
    if actor.areas and actor.may(Permission.DUTY_ASSIGN_AREA):
        return Round.MANAGER
    return Round.NEWCOMER if _is_new(session, actor) else Round.EMPLOYEE


def offers(session: Session, actor: Actor) -> Visit | None:
    """What the home page offers: the visit not taken yet or still going on. Without its addresses; two queries."""
    if actor.person_id is None:
        return None
    row, found = session.get(GuidedVisit, actor.person_id), round_of(session, actor)
    if row is not None and row.round == found and row.ended_on is not None:
        return None
    places = [Place(stop, number, "") for number, stop in enumerate(_stops(session, actor, found), 1)]
    return _visit(row, found, places)


def visit_of(session: Session, actor: Actor) -> Visit:
    """The visit of the actor with the addresses of its stops."""
    found = round_of(session, actor)
    row = session.get(GuidedVisit, actor.person_id) if actor.person_id is not None else None
    slugs: dict[str, str] = {}
    places: list[Place] = []
    for stop in _stops(session, actor, found):
        if stop.of and stop.of not in slugs:
            slugs[stop.of] = _entry(session, stop.of)
        if stop.of and not slugs[stop.of]:
            continue
        url = url_for(stop.endpoint, slug=slugs[stop.of]) if stop.of else url_for(stop.endpoint)
        places.append(Place(stop, len(places) + 1, url))
    return _visit(row, found, places)


def _visit(row: GuidedVisit | None, found: Round, places: Sequence[Place]) -> Visit:
    if row is None or row.round != found:
        return Visit(found, places, 0, ended=False, offered=True)
    return Visit(found, places, min(row.stop, len(places)), row.ended_on is not None, offered=row.ended_on is None)


def _is_new(session: Session, actor: Actor) -> bool:
    person = session.get(Person, actor.person_id) if actor.person_id is not None else None
    return person is not None and is_newcomer(person, company_day(session))


def _stops(session: Session, actor: Actor, found: Round) -> list[Stop]:
    """The stops whose pages the actor may open; whoever is new with a role of their own sees the paths, too."""
    stops = list(STOPS[found])
    if PATH not in stops and _is_new(session, actor):
        stops.insert(-1, PATH)
    return [each for each in stops if may_open(session, actor, each.endpoint)]


def may_open(session: Session, actor: Actor, endpoint: str) -> bool:
    """Whether the actor may open the page of this endpoint."""
    view = current_app.view_functions.get(endpoint)
    rule = rule_of(view) if view is not None else None
    return rule is not None and rule.allows(actor, wired(session, Settings).public_read)


def _entry(session: Session, kind: str) -> str:
    """The slug of a released entry to show; the one that explains itself best, else the oldest."""
    query = select(Entry.slug).where(Entry.kind == kind, Entry.status == RELEASED)
    return session.scalar(query.order_by(Entry.slug != _BEST.get(kind, ""), Entry.id).limit(1)) or ""


_BEST = {"term": "customer-journey", "process": "rueckgabe-und-erstattung", "touchpoint": "hotline"}
"""Of the starter library, where it is there: much is marked and linked in them."""


def go_to(session: Session, actor: Actor, number: int) -> Place:
    """Remember that the actor is at this stop."""
    visit = visit_of(session, actor)
    place = visit.place(number)
    row = _row(session, actor, visit.round)
    row.stop, row.ended_on = number, None
    session.flush()
    return place


def end(session: Session, actor: Actor) -> None:
    """The visit is over, left or not wanted: the home page does not speak of it again."""
    row = _row(session, actor, round_of(session, actor))
    row.ended_on = company_day(session)
    session.flush()


def _row(session: Session, actor: Actor, found: Round) -> GuidedVisit:
    """The row of the actor for this visit; as private as what one typed and did not save: no audit row tells of it."""
    if actor.person_id is None:
        raise NotFound
    row = session.get(GuidedVisit, actor.person_id, with_for_update=True)
    if row is None:
        try:
            with session.begin_nested():
                row = GuidedVisit(person_id=actor.person_id, round=found, stop=0)
                session.add(row)
        except IntegrityError:  # two windows at the same moment
            row = session.get_one(GuidedVisit, actor.person_id, with_for_update=True)
    if row.round != found:
        row.round, row.stop = found, 0
    return row
