"""Going along a path: stations that are done, the task of a station, finishing. Works inside a writing transaction and
flushes."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock, outbox
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Conflict, NotFound
from wiki.core.text import shorten
from wiki.entries.kinds import Kinds
from wiki.entries.links import find_entry_ids
from wiki.entries.models import Entry
from wiki.learning.answering import Sheet, forget_answers, questions_at, sheet_of
from wiki.learning.enrolling import demand_open, learners_held, own_held
from wiki.learning.models import TASK, Enrolment, LearningReminder, StationDone
from wiki.learning.stations import Station
from wiki.learning.walk import Stop, Walk, bare_walk, due_day
from wiki.people.rights import note
from wiki.tasks.models import DONE, Task
from wiki.tasks.service import Subject, TaskData, create, finish, of_origin

COMPLETED, WENT_ON = "learning.completed", "learning.went_on"
LONGEST_TITLE = 200


def do(session: Session, actor: Actor, enrolment_id: int, key: str, language: str) -> Walk:
    """The learner is through with a station; once more changes nothing. Whoever was resting goes on. With the last
    station the path is finished. NotFound where the path has no such station, Conflict while questions are open."""
    enrolment = learners_held(session, actor, enrolment_id)
    walk = bare_walk(session, enrolment, language)
    if enrolment.completed_at is not None:
        return walk
    demand_open(enrolment)
    stop = _stop(walk, key)
    if stop.station.asks and not sheet_at(session, walk, key, language).is_done:
        raise Conflict(_l("Some questions are still open here."))
    if not stop.is_done:
        _go_on(session, enrolment)
        _mark(session, enrolment, stop.station)
        if stop.station.sort == TASK:
            _finish_task(session, actor, enrolment, key)
    return _onwards(session, actor, enrolment, walk.number, language)


def sheet_at(session: Session, walk: Walk, key: str, language: str, answered: str = "") -> Sheet:
    """The questions of a station with the learner's answers."""
    questions = questions_at(session, walk, key, language)
    return sheet_of(session, walk.enrolment, key, questions, answered)


def undo(session: Session, actor: Actor, enrolment_id: int, key: str) -> None:
    """Not done after all."""
    enrolment = own_held(session, actor, enrolment_id)
    done = session.get(StationDone, (enrolment.id, key))
    if done is not None:
        session.delete(done)
        session.flush()


def close(session: Session, actor: Actor, enrolment_id: int, language: str) -> Walk:
    """Finish a path that has nothing open any more: a newer version has fewer stations. Conflict otherwise."""
    enrolment = own_held(session, actor, enrolment_id)
    walk = bare_walk(session, enrolment, language)
    if walk.next is not None or not (walk.done or walk.bygone):
        raise Conflict(_l("Some stations of this path are still open."))
    return _onwards(session, actor, enrolment, walk.number, language)


def take_task(session: Session, actor: Actor, enrolment_id: int, key: str, language: str) -> Task:
    """What a station asks for as a task of the learner, due when the station is; made once."""
    enrolment = own_held(session, actor, enrolment_id)
    stop = _stop(bare_walk(session, enrolment, language), key)
    if stop.station.sort != TASK:
        raise NotFound
    due = due_day(enrolment, stop.station)
    data = TaskData(
        title=shorten(stop.title or _("Something to do"), LONGEST_TITLE), text=stop.station.text(language),
        assignee_id=actor.person_id, due=max(due, company_day(session)) if due else None,
    )  # fmt: skip
    entry_id = _entry_ids(session, stop.station).get(stop.station.address)
    return create(session, actor, data, Subject(entry_id=entry_id, origin=task_origin(enrolment.id, key)))


def task_of(session: Session, enrolment_id: int, key: str) -> Task | None:
    """The task that was made of a station."""
    return of_origin(session, task_origin(enrolment_id, key))


def task_origin(enrolment_id: int, key: str) -> str:
    """What tells the task made of a station."""
    return f"learning:{enrolment_id}:{key}"


def task_was_done(session: Session, task_id: int) -> bool:
    """The station whose task was ticked off is done; finishing the path stays for the learner. Returns whether
    anything changed."""
    task = session.get(Task, task_id)
    room, _colon, rest = task.origin.partition(":") if task is not None and task.origin else ("", "", "")
    number, _colon, key = rest.partition(":")
    if task is None or task.state != DONE or room != "learning" or not number.isdigit():
        return False
    query = select(Enrolment).where(Enrolment.id == int(number)).with_for_update(of=Enrolment)
    enrolment = session.scalar(query)
    if enrolment is None or not enrolment.is_open or enrolment.person_id != task.assignee_id:
        return False
    if session.get(StationDone, (enrolment.id, key)) is not None:
        return False
    _mark(session, enrolment, Station(key, TASK, {"de": task.title, "en": task.title}))
    return True


def _stop(walk: Walk, key: str) -> Stop:
    stop = walk.stop(key)
    if stop is None:
        raise NotFound
    return stop


def _go_on(session: Session, enrolment: Enrolment) -> None:
    if enrolment.paused_on is not None:
        enrolment.started_on += company_day(session) - max(enrolment.paused_on, enrolment.started_on)
        enrolment.paused_on = None


def _mark(session: Session, enrolment: Enrolment, station: Station) -> None:
    """Write down that it is done, under the titles it has now. Who was reminded of the path is told no more of it:
    without a name, and only then, since how somebody learns is nobody's business."""
    titles = _titles(session, station)
    session.add(
        StationDone(
            enrolment_id=enrolment.id, station=station.key, title_de=titles["de"], title_en=titles["en"],
            done_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()
    reminded = select(LearningReminder.enrolment_id).where(LearningReminder.enrolment_id == enrolment.id)
    if session.scalar(reminded.limit(1)) is not None:
        outbox.record(session, WENT_ON, enrolment=enrolment.id)


def _titles(session: Session, station: Station) -> Mapping[str, str]:
    titles = {language: station.titles.get(language, "") for language in ("de", "en")}
    if not all(titles.values()) and station.slug:
        entry = session.get(Entry, _entry_ids(session, station).get(station.address) or 0)
        if entry is not None:
            titles = {name: text or entry.title(name) for name, text in titles.items()}
    return {name: shorten(text, LONGEST_TITLE) for name, text in titles.items()}


def _entry_ids(session: Session, station: Station) -> dict[tuple[str, str], int]:
    return find_entry_ids(session, wired(session, Kinds), [station.address]) if station.slug else {}


def _finish_task(session: Session, actor: Actor, enrolment: Enrolment, key: str) -> None:
    """The task of the station is done with it; Conflict where it waits for something else."""
    task = task_of(session, enrolment.id, key)
    if task is not None and task.is_unfinished and task.assignee_id == actor.person_id:
        finish(session, actor, task)


def _onwards(session: Session, actor: Actor, enrolment: Enrolment, number: int, language: str) -> Walk:
    """`edits` stays: forms of heads carry it, and would tell how many stations are done."""
    enrolment.seen_number = number
    session.flush()
    walk = bare_walk(session, enrolment, language)
    if walk.next is None and enrolment.is_open:
        _complete(session, actor, enrolment, walk)
    return walk


def _complete(session: Session, actor: Actor, enrolment: Enrolment, walk: Walk) -> None:
    enrolment.completed_at, enrolment.completed_number = clock.now(), walk.number
    if enrolment.path is not None:
        enrolment.title_de, enrolment.title_en = enrolment.path.title_de, enrolment.path.title_en
    forget_answers(session, enrolment.id)
    detail: dict[str, Any] = {"version": walk.number}
    note(session, actor, "learning:completed", f"enrolment:{enrolment.id}", **detail)
    outbox.record(session, COMPLETED, actor_id=actor.person_id, entry_id=enrolment.path_id, enrolment=enrolment.id)
