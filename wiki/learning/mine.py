"""What stands on "My learning": what the reader follows, what is offered to them, what they have finished or left, whom
they accompany. A fixed number of queries, however much there is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from wiki.access.permissions import Actor
from wiki.entries.models import RELEASED
from wiki.learning.models import Enrolment, LearningPath
from wiki.learning.own_path import own_rows
from wiki.learning.starting import Aim, everybody
from wiki.learning.walk import Walk, walks
from wiki.people.models import Person

MOST_OFFERED = 6
"""So many paths are offered; the list of all is one click away."""


@dataclass(frozen=True)
class Offer:
    """A path that the reader does not follow. `reason`: by what it names them (function, department, role), empty where
    it does not. `again`: followed before. `for_others`: it is made for people of whom the reader is none."""

    path_id: int
    slug: str
    title: str
    summary: str
    minutes: int
    stations: int
    reason: str = ""
    again: bool = False
    for_others: bool = False


@dataclass(frozen=True)
class Mine:
    """The page. `others`: how many released paths are not shown."""

    going: Sequence[Walk]
    resting: Sequence[Walk]
    offers: Sequence[Offer]
    others: int
    finished: Sequence[Enrolment]
    left: Sequence[Enrolment]
    accompanied: Sequence[Walk]
    own_stations: int
    """How many stations the path through the reader's own steps has; 0 where they follow it, or have no part in any."""


def mine(session: Session, actor: Actor, language: str, today: date) -> Mine:
    """Everything about the actor's learning."""
    enrolments = list(session.scalars(of_person(actor)))
    own = [each for each in enrolments if each.is_open]
    accompanied = list(session.scalars(accompanied_by(actor)))
    followed = walks(session, actor, [*own, *accompanied], language)
    walked, beside = followed[: len(own)], followed[len(own) :]
    offers, others = _offers(session, actor, enrolments, language, today)
    return Mine(
        going=sorted((each for each in walked if each.enrolment.paused_on is None), key=_by_day),
        resting=[each for each in walked if each.enrolment.paused_on is not None],
        offers=offers, others=others,
        finished=sorted((each for each in enrolments if each.completed_at), key=_finished, reverse=True),
        left=_left(enrolments),
        accompanied=beside,
        own_stations=0 if any(each.own for each in own) else len(own_rows(session, actor.person_id or 0)),
    )  # fmt: skip


def of_person(actor: Actor) -> Select[tuple[Enrolment]]:
    """All the actor follows or ever followed."""
    query = select(Enrolment).where(Enrolment.person_id == actor.person_id).order_by(Enrolment.id)
    return query.options(joinedload(Enrolment.mentor), joinedload(Enrolment.assigned_by))


def accompanied_by(actor: Actor) -> Select[tuple[Enrolment]]:
    """What those follow whom the actor accompanies."""
    query = select(Enrolment).where(
        Enrolment.mentor_id == actor.person_id, Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None)
    )
    query = query.join(Person, Person.id == Enrolment.person_id).where(Person.active)
    return query.options(contains_eager(Enrolment.person)).order_by(Enrolment.started_on, Enrolment.id)


def next_offer(session: Session, actor: Actor, language: str, today: date) -> Offer | None:
    """What might come after a path: the first that names the actor, else the first for all they never followed."""
    offers, _others = _offers(session, actor, list(session.scalars(of_person(actor))), language, today)
    return next((each for each in offers if not each.again and not each.for_others), None)


def going_on(session: Session, actor: Actor) -> Enrolment | None:
    """What the actor follows already, the longest first: to be gone on with before another is begun."""
    query = of_person(actor).where(
        Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None), Enrolment.paused_on.is_(None)
    )
    return session.scalars(query.order_by(None).order_by(Enrolment.started_on, Enrolment.id).limit(1)).first()


def _by_day(walk: Walk) -> tuple[bool, date, int]:
    return walk.due is None, walk.due or walk.enrolment.started_on, walk.enrolment.id


def _finished(enrolment: Enrolment) -> float:
    return enrolment.completed_at.timestamp() if enrolment.completed_at else 0.0


def _left(enrolments: Sequence[Enrolment]) -> list[Enrolment]:
    """Paths left and never taken up again, the newest first; each once."""
    kept = {_which(each) for each in enrolments if each.is_open or each.completed_at}
    found = {_which(each): each for each in enrolments if each.ended_at and _which(each) not in kept}
    return sorted(found.values(), key=lambda each: each.id, reverse=True)


def _which(enrolment: Enrolment) -> object:
    """What tells paths: their number, their title where they are gone."""
    return enrolment.own, enrolment.path_id or enrolment.title_de


def _offers(
    session: Session, actor: Actor, enrolments: Sequence[Enrolment], language: str, today: date
) -> tuple[list[Offer], int]:
    """The paths that name the reader first, then those for everybody; how many more there are."""
    known = {each.path_id for each in enrolments if each.path_id is not None and (each.is_open or each.completed_at)}
    left = {each.path_id for each in enrolments if each.ended_at}
    paths = [each for each in session.scalars(_released()) if each.id not in known]
    who = next(iter(everybody(session, today, [actor.person_id or 0])), None)
    found = []
    for each in paths:
        reason = who.named(_aim(each)) if who is not None else ""
        found.append(_offer(each, language, reason, left))
    found.sort(key=lambda offer: (not offer.reason, offer.for_others, offer.again, offer.title.casefold()))
    fitting = [each for each in found if each.reason] or found
    return fitting[:MOST_OFFERED], len(found) - len(fitting[:MOST_OFFERED])


def _released() -> Select[tuple[LearningPath]]:
    return select(LearningPath).where(LearningPath.status == RELEASED, LearningPath.stations > 0)


def _aim(path: LearningPath) -> Aim:
    named = (frozenset(each or ()) for each in (path.functions, path.departments, path.roles))
    return Aim(path.id, path.for_newcomers, *named)


def _offer(path: LearningPath, language: str, reason: str, left: Collection[int | None]) -> Offer:
    return Offer(
        path.id, path.slug, path.title(language), path.summary(language), path.minutes, path.stations, reason,
        path.id in left, not reason and _aim(path).is_for_some,
    )  # fmt: skip
