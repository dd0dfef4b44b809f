"""What heads see of the learning of their own people: that a path is open or finished, and since which day. How far
somebody is, how fast and what they answered is nobody's business; a path chosen oneself is seen once it is finished.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.core.errors import Forbidden, NotFound
from wiki.core.text import fold
from wiki.entries.models import RELEASED
from wiki.learning.models import CHOSEN, Enrolment, LearningPath
from wiki.people.models import Person
from wiki.people.queries import subtree_ids
from wiki.people.rights import actor_of, led_by

OPEN, DONE, NOTHING = "open", "done", "nothing"
STATES = (OPEN, DONE, NOTHING)
"""People for whom something is open · who finished something · for whom there is nothing."""


@dataclass(frozen=True)
class Asked:
    """Which of one's people: by name, department (with those below), path, state."""

    name: str = ""
    department_id: int | None = None
    path_id: int | None = None
    state: str = ""

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than everybody."""
        return bool(self.name or self.department_id or self.path_id or self.state)


@dataclass(frozen=True)
class Learner:
    """One of one's people with what is open and what was finished, the newest first."""

    person: Person
    open: list[Enrolment] = field(default_factory=list)
    done: list[Enrolment] = field(default_factory=list)


def is_head(actor: Actor) -> bool:
    """Whether the actor leads people."""
    return bool(actor.areas) and actor.may(Permission.PERSON_MANAGE_AREA)


def may_give(actor: Actor) -> bool:
    """Whether the actor gives paths to anybody."""
    return is_head(actor) or actor.may(Permission.LEARNING_OVERSEE)


def demand_head(actor: Actor) -> None:
    """Raise Forbidden for who leads nobody."""
    if not is_head(actor):
        raise Forbidden(_("Heads see here what their own people have finished."))


def demand_giver(actor: Actor) -> None:
    """Raise Forbidden for who gives paths to nobody."""
    if not may_give(actor):
        raise Forbidden(_("Paths are given by heads and by those who look after learning."))


def own_people(session: Session, actor: Actor) -> Select[tuple[Person]]:
    """The people the actor leads, by name."""
    query = select(Person).where(Person.active, led_by(session, actor)).options(joinedload(Person.department))
    return query.order_by(Person.sort_key, Person.id)


def givable(session: Session, actor: Actor) -> Select[tuple[Person]]:
    """The people to whom the actor may give a path, by name."""
    if actor.may(Permission.LEARNING_OVERSEE):
        return select(Person).where(Person.active).order_by(Person.sort_key, Person.id)
    return own_people(session, actor)


def matching(session: Session, actor: Actor, asked: Asked) -> Select[tuple[Person]]:
    """Those of the actor's people that are asked for."""
    query = own_people(session, actor)
    for word in fold(asked.name).split():
        query = query.where(Person.sort_key.contains(word, autoescape=True))
    if asked.department_id is not None:
        query = query.where(Person.department_id.in_(subtree_ids(session, asked.department_id)))
    of_path = [] if asked.path_id is None else [Enrolment.path_id == asked.path_id]
    if asked.state == NOTHING:
        return query.where(Person.id.not_in(_learning(or_(_is_open(), _is_done()), *of_path)))
    wanted = {OPEN: _is_open(), DONE: _is_done()}.get(asked.state, or_(_is_open(), _is_done()))
    if asked.state or of_path:
        query = query.where(Person.id.in_(_learning(wanted, *of_path)))
    return query


def learners(session: Session, people: Sequence[Person], path_id: int | None = None) -> list[Learner]:
    """The people with what a head may know of their learning (of one path alone, when it is named); one query."""
    query = select(Enrolment).where(Enrolment.person_id.in_([each.id for each in people]), or_(_is_open(), _is_done()))
    if path_id is not None:
        query = query.where(Enrolment.path_id == path_id)
    query = query.options(joinedload(Enrolment.path), joinedload(Enrolment.mentor))
    found = {each.id: Learner(each) for each in people}
    for each in session.scalars(query.order_by(Enrolment.completed_at.desc(), Enrolment.id.desc())):
        learner = found[each.person_id]
        (learner.open if each.is_open else learner.done).append(each)
    return list(found.values())


def learner(session: Session, actor: Actor, person_id: int) -> Learner:
    """One of the actor's people. NotFound for anybody else."""
    person = session.scalar(own_people(session, actor).where(Person.id == person_id))
    if person is None:
        raise NotFound
    return learners(session, [person])[0]


def paths(session: Session, language: str) -> list[LearningPath]:
    """The released paths by title."""
    found = session.scalars(select(LearningPath).where(LearningPath.status == RELEASED))
    return sorted(found, key=lambda each: fold(each.title(language)))


def _is_open() -> ColumnElement[bool]:
    """Given or begun by itself, and neither finished nor left."""
    return and_(Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None), Enrolment.reason != CHOSEN)


def _is_done() -> ColumnElement[bool]:
    return Enrolment.completed_at.is_not(None)


def _learning(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(Enrolment.person_id).where(*conditions)


def leads_learner(session: Session, enrolment: Enrolment) -> bool:
    """Whether whoever gave the path leads the person who follows it."""
    giver = enrolment.assigned_by
    return giver is not None and led_among(session, actor_of(session, giver), {enrolment.person_id})


def led_among(session: Session, actor: Actor, person_ids: Iterable[int]) -> bool:
    """Whether the actor leads all of these people."""
    wanted = set(person_ids)
    query = select(func.count(Person.id)).where(Person.id.in_(wanted), led_by(session, actor))
    return session.scalar(query) == len(wanted)


def leads_some(session: Session, person: Person, person_ids: Iterable[int]) -> bool:
    """Whether the person leads any of these people."""
    query = select(Person.id).where(Person.id.in_(list(person_ids)), led_by(session, actor_of(session, person)))
    return session.scalar(query.limit(1)) is not None


def finished_of(session: Session, person_ids: Iterable[int], path_id: int) -> set[int]:
    """Who of these people has finished the path already."""
    query = select(Enrolment.person_id).where(
        Enrolment.person_id.in_(list(person_ids)), Enrolment.path_id == path_id, _is_done()
    )
    return set(session.scalars(query))
