"""Giving a path to people, and taking it back. Works inside a writing transaction and flushes."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import outbox
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.learning.enrolling import Starting, end, enrol, held, set_mentor
from wiki.learning.models import ASSIGNED, CHOSEN, Enrolment
from wiki.learning.oversight import demand_giver, demand_head, finished_of, givable, leads_some, led_among, own_people
from wiki.people.models import Person
from wiki.people.queries import subtree_ids

MOST_AT_ONCE = 200
TAKEN_BACK = "learning.taken_back"


@dataclass(frozen=True)
class Giving:
    """A path for people and for everybody in a department (with those below it). `begins` empty: today. `again`: for
    those, too, who have finished it before."""

    path_id: int
    person_ids: frozenset[int] = frozenset()
    department_id: int | None = None
    begins: date | None = None
    mentor_id: int | None = None
    again: bool = False


@dataclass(frozen=True)
class Given:
    """What became of it: people who follow it newly, who follow it already, who had finished it before. None of it is
    told (`told`) to who does not lead them: numbers about few people would be about persons."""

    new: int = 0
    going: int = 0
    finished: int = 0
    told: bool = True


def give(session: Session, actor: Actor, giving: Giving) -> Given:
    """Let people follow a path; each is told. Raises Forbidden, Invalid (nobody, or somebody who is not the actor's),
    NotFound for a path that is not released."""
    demand_giver(actor)
    people = _people(session, actor, giving)
    _demand_beside(session, giving.mentor_id, [each.id for each in people])
    finished = set() if giving.again else finished_of(session, (each.id for each in people), giving.path_id)
    how = Starting(giving.path_id, ASSIGNED, giving.begins, giving.mentor_id)
    new = going = 0
    for person in people:
        if person.id in finished:
            continue
        _made, is_new = enrol(session, actor, person, how)
        new, going = new + is_new, going + (not is_new)
    return Given(new, going, len(finished), led_among(session, actor, (each.id for each in people)))


def _people(session: Session, actor: Actor, giving: Giving) -> list[Person]:
    """In the order of their numbers, so that two who give at once take the locks in the same order."""
    wanted: ColumnElement[bool] = Person.id.in_(giving.person_ids)
    if giving.department_id is not None:
        wanted = wanted | Person.department_id.in_(subtree_ids(session, giving.department_id))
    query = givable(session, actor).where(wanted).order_by(None).order_by(Person.id)
    people = list(session.scalars(query))
    if not people:
        raise Invalid([Problem("person", _l("Choose at least one person."))])
    if giving.person_ids - {each.id for each in people}:
        raise Invalid([Problem("person", _l("You can give paths to your own people alone."))])
    if len(people) > MOST_AT_ONCE:
        raise Invalid([Problem("department", _l("These are too many people at once. Choose a smaller department."))])
    return people


def take_back(session: Session, actor: Actor, enrolment_id: int, edits: int) -> Enrolment:
    """End a path that was given or began by itself; the person is told. Raises Forbidden, NotFound, Conflict."""
    enrolment = _led(session, actor, enrolment_id, edits)
    end(session, actor, enrolment)
    outbox.record(
        session, TAKEN_BACK, actor_id=actor.person_id, entry_id=enrolment.path_id, enrolment=enrolment.id
    )  # fmt: skip
    return enrolment


def appoint_mentor(session: Session, actor: Actor, enrolment_id: int, mentor_id: int | None, edits: int) -> Enrolment:
    """Say who accompanies one of the actor's people. Raises Forbidden, NotFound, Conflict, Invalid."""
    enrolment = _led(session, actor, enrolment_id, edits)
    if mentor_id != enrolment.mentor_id:
        _demand_beside(session, mentor_id, [enrolment.person_id])
    set_mentor(session, actor, enrolment, mentor_id)
    return enrolment


def _demand_beside(session: Session, mentor_id: int | None, person_ids: list[int]) -> None:
    """A mentor sees how far somebody is, a head does not: a head accompanies those alone who choose that themselves."""
    mentor = session.get(Person, mentor_id) if mentor_id is not None else None
    if mentor is not None and leads_some(session, mentor, person_ids):
        message = _l(
            "A mentor sees how far somebody is, a head does not. Please choose somebody who does not lead them."
        )
        raise Invalid([Problem("mentor", message)])


def _led(session: Session, actor: Actor, enrolment_id: int, edits: int) -> Enrolment:
    demand_head(actor)
    enrolment = held(session, enrolment_id)
    led = own_people(session, actor).where(Person.id == enrolment.person_id)
    if session.scalar(select(led.order_by(None).exists())) is not True or enrolment.reason == CHOSEN:
        raise NotFound
    if not enrolment.is_open:
        raise Conflict(_("This path is not open any more."))
    if enrolment.edits != edits:
        raise Conflict(_("This has changed meanwhile. Please look at it again."))
    return enrolment
