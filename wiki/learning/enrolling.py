"""Beginning, resting and leaving a path; who accompanies whom. Works inside a writing transaction and flushes.

What anybody but the learner needs to know of (begun, given, finished, left) is in the record of acts; single stations
are not: how fast somebody learns is nobody's business.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor
from wiki.core import clock, outbox
from wiki.core.clock import FIRST_DAY, LAST_DAY, company_day
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.entries.models import RELEASED, Entry
from wiki.entries.rights import demand, demand_readable
from wiki.learning.answering import forget_answers
from wiki.learning.models import ASSIGNED, CHOSEN, Enrolment, LearningPath
from wiki.people.models import Person
from wiki.people.rights import note
from wiki.tasks.gone import has_gone, is_gone

OWN_TITLES = {"de": "Mein eigener Pfad", "en": "My own path"}
"""What the path through one's own steps is called; a title is kept as that of any path."""
BEGUN, GIVEN, LEFT = "learning.begun", "learning.given", "learning.left"
ACCOMPANIED, UNACCOMPANIED = "learning.accompanied", "learning.unaccompanied"


@dataclass(frozen=True)
class Starting:
    """How somebody comes to follow a path. `begins` empty: today."""

    path_id: int | None
    reason: str = CHOSEN
    begins: date | None = None
    mentor_id: int | None = None


def enrol(session: Session, actor: Actor, person: Person, how: Starting) -> tuple[Enrolment, bool]:
    """Let `person` follow a path, and tell them unless it is their own doing; (what they follow, whether it is new).
    Who follows it already goes on; what they chose themselves becomes a path given to them. Rights are asked by whoever
    calls. NotFound for what is not released, Invalid for a mentor or a day that cannot be."""
    # As weak as it can be: whoever names the person as giver or mentor of others does not wait, nor crosswise.
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    known = open_enrolment(session, person.id, how.path_id)
    if known is not None and not (how.reason == ASSIGNED and known.reason == CHOSEN):
        return known, False
    path = _released(session, how.path_id) if how.path_id is not None else None
    problems = mentor_problems(session, person.id, how.mentor_id) + _day_problems(how.begins)
    if problems:
        raise Invalid(problems)
    if known is not None:
        return _give(session, actor, held(session, known.id), how), True
    made = Enrolment(
        person_id=person.id, path_id=how.path_id, own=how.path_id is None, reason=how.reason,
        title_de=path.title_de if path else OWN_TITLES["de"], title_en=path.title_en if path else OWN_TITLES["en"],
        started_on=how.begins or company_day(session), mentor_id=how.mentor_id, created_at=clock.now(),
        assigned_by_id=actor.person_id if how.reason == ASSIGNED else None,
        seen_number=path.released.number if path and path.released else 0,
    )  # fmt: skip
    session.add(made)
    session.flush()
    _record(session, actor, made, "begun" if how.reason == CHOSEN else "given")
    _tell(session, actor, BEGUN if how.reason == CHOSEN else GIVEN, made)
    if how.mentor_id is not None:
        _tell(session, actor, ACCOMPANIED, made)
    return made, True


def _give(session: Session, actor: Actor, chosen: Enrolment, how: Starting) -> Enrolment:
    """What was chosen is given from now on: its days are counted from the day of the gift, what is done stays done."""
    chosen.reason, chosen.assigned_by_id, chosen.edits = ASSIGNED, actor.person_id, chosen.edits + 1
    chosen.started_on = how.begins or company_day(session)
    session.flush()
    _record(session, actor, chosen, "given")
    _tell(session, actor, GIVEN, chosen)
    if how.mentor_id is not None:
        set_mentor(session, actor, chosen, how.mentor_id)
    return chosen


def begin(session: Session, actor: Actor, path_id: int | None) -> Enrolment:
    """Follow a path by own choice; None: the path through one's own steps. What one follows already goes on."""
    made, _is_new = enrol(session, actor, _own_person(session, actor), Starting(path_id))
    return made


def leave(session: Session, actor: Actor, enrolment_id: int, edits: int) -> None:
    """Stop following a path: the answers are deleted, what was done stays to be seen."""
    enrolment = own_held(session, actor, enrolment_id, edits)
    end(session, actor, enrolment)


def end(session: Session, actor: Actor, enrolment: Enrolment) -> None:
    """End an enrolment unfinished, for the learner or whoever takes it back. The caller holds the row and has asked
    for the right; nothing happens when it is over already."""
    if not enrolment.is_open:
        return
    enrolment.ended_at, enrolment.edits = clock.now(), enrolment.edits + 1
    forget_answers(session, enrolment.id)
    session.flush()
    _record(session, actor, enrolment, "left")
    _tell(session, actor, LEFT, enrolment)


def pause(session: Session, actor: Actor, enrolment_id: int, edits: int) -> None:
    """Let it rest: nobody is reminded until it goes on."""
    enrolment = own_held(session, actor, enrolment_id, edits)
    if enrolment.paused_on is None:
        enrolment.paused_on, enrolment.edits = company_day(session), enrolment.edits + 1
        session.flush()


def resume(session: Session, actor: Actor, enrolment_id: int, edits: int) -> None:
    """Go on: the days by which stations are due move by as long as it rested."""
    enrolment = own_held(session, actor, enrolment_id, edits)
    if enrolment.paused_on is not None:
        enrolment.started_on += company_day(session) - max(enrolment.paused_on, enrolment.started_on)
        enrolment.paused_on, enrolment.edits = None, enrolment.edits + 1
        session.flush()


def choose_mentor(session: Session, actor: Actor, enrolment_id: int, mentor_id: int | None, edits: int) -> None:
    """The learner says who accompanies them, who is told; None: nobody."""
    enrolment = own_held(session, actor, enrolment_id, edits)
    set_mentor(session, actor, enrolment, mentor_id)


def set_mentor(session: Session, actor: Actor, enrolment: Enrolment, mentor_id: int | None) -> None:
    """Write down who accompanies; the caller holds the row and has asked for the right."""
    if enrolment.mentor_id == mentor_id:
        return
    if problems := mentor_problems(session, enrolment.person_id, mentor_id):
        raise Invalid(problems)
    enrolment.mentor_id, enrolment.edits = mentor_id, enrolment.edits + 1
    session.flush()
    _record(session, actor, enrolment, "mentor_chosen")
    if mentor_id is not None:
        _tell(session, actor, ACCOMPANIED, enrolment)


def step_back(session: Session, actor: Actor, enrolment_id: int) -> None:
    """The mentor does not accompany any more, and the learner is told."""
    enrolment = held(session, enrolment_id)
    demand_readable(actor.signed_in and enrolment.mentor_id == actor.person_id)
    enrolment.mentor_id, enrolment.edits = None, enrolment.edits + 1
    session.flush()
    _record(session, actor, enrolment, "mentor_chosen")
    _tell(session, actor, UNACCOMPANIED, enrolment)


def open_enrolment(session: Session, person_id: int, path_id: int | None) -> Enrolment | None:
    """What the person follows at present: this path, or (None) the one through their own steps."""
    which = Enrolment.own if path_id is None else Enrolment.path_id == path_id
    going = (Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None))
    return session.scalar(select(Enrolment).where(Enrolment.person_id == person_id, which, *going).limit(1))


def held(session: Session, enrolment_id: int) -> Enrolment:
    """The enrolment as it is now, held until the transaction ends. NotFound when it is gone."""
    query = select(Enrolment).where(Enrolment.id == enrolment_id).with_for_update(of=Enrolment)
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def own_held(session: Session, actor: Actor, enrolment_id: int, edits: int | None = None) -> Enrolment:
    """The actor's own, held, still open. NotFound for those of others, Conflict when it is over or `edits` have
    changed."""
    found = learners_held(session, actor, enrolment_id)
    demand_open(found)
    if edits is not None and edits != found.edits:
        raise Conflict(_l("This has changed meanwhile. Please look at it again."))
    return found


def demand_open(enrolment: Enrolment) -> None:
    """Raise Conflict when it is over."""
    if not enrolment.is_open:
        raise Conflict(_l("You do not follow this path any more."))


def learners_held(session: Session, actor: Actor, enrolment_id: int) -> Enrolment:
    """The actor's own, held, open or over. NotFound for those of others."""
    found = held(session, enrolment_id)
    demand_readable(actor.signed_in and found.person_id == actor.person_id)
    return found


def let_mentors_go(session: Session, today: date) -> int:
    """Who works here no longer accompanies nobody; the learners are told, and may choose somebody else."""
    open_ones = (Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None))
    query = select(Enrolment).join(Person, Person.id == Enrolment.mentor_id).where(is_gone(today), *open_ones)
    found = list(session.scalars(query.order_by(Enrolment.id).with_for_update(of=Enrolment)))
    for each in found:
        mentor_id, each.mentor_id, each.edits = each.mentor_id, None, each.edits + 1
        session.flush()
        _record(session, SYSTEM, each, "mentor_chosen")
        outbox.record(session, UNACCOMPANIED, actor_id=mentor_id, entry_id=each.path_id, enrolment=each.id)
    return len(found)


def mentor_problems(session: Session, learner_id: int, mentor_id: int | None) -> list[Problem]:
    """What speaks against naming this person to accompany the learner."""
    if mentor_id is None:
        return []
    if mentor_id == learner_id:
        return [Problem("mentor", _l("Nobody accompanies themselves. Please choose somebody else."))]
    person = session.get(Person, mentor_id)
    if person is None or has_gone(person, company_day(session)):
        return [Problem("mentor", _l("This person no longer works here. Please choose somebody else."))]
    return []


def _day_problems(day: date | None) -> list[Problem]:
    if day is None or FIRST_DAY <= day <= LAST_DAY:
        return []
    years = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
    return [Problem("begins", _l("Please choose a day between the years %(first)s and %(last)s.", **years))]


def _released(session: Session, path_id: int) -> Entry:
    path = session.get(LearningPath, path_id)
    if path is None or path.status != RELEASED:
        raise NotFound
    return path


def _own_person(session: Session, actor: Actor) -> Person:
    demand(actor.person_id is not None, _l("Please sign in to follow a path."))
    return session.get_one(Person, actor.person_id)


def _tell(session: Session, actor: Actor, event: str, enrolment: Enrolment) -> None:
    outbox.record(
        session, event, actor_id=actor.person_id, entry_id=enrolment.path_id, enrolment=enrolment.id,
        mentor=enrolment.mentor_id or 0,
    )  # fmt: skip


def _record(session: Session, actor: Actor, enrolment: Enrolment, act: str, **detail: Any) -> None:
    note(session, actor, f"learning:{act}", f"enrolment:{enrolment.id}", **detail)
