"""Who is reminded of a station: once shortly before its day, once when it is overdue; all of one person and day in one
message. Nobody is reminded of what rests."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import outbox
from wiki.core.consumers import Sessions, morning_work
from wiki.core.db import begin_write
from wiki.learning.enrolling import let_mentors_go
from wiki.learning.models import Enrolment, LearningReminder, StationDone
from wiki.learning.walk import due_day, versions_of, walks
from wiki.people.models import Person
from wiki.tasks.due_dates import DueDate, DueSource
from wiki.tasks.gone import is_gone

DUE = "learning.due"
SOON = timedelta(days=2)
"""So long before its day a station is told of."""
STATION = "station"
AT_ONCE = 50
"""So many people are told in one transaction: others wait for the write lock meanwhile."""
_FEW = 1000


@dataclass(frozen=True)
class _Waiting:
    """A station that somebody is to be told of."""

    enrolment_id: int
    path_id: int
    person_id: int
    key: str
    due: date
    stage: str


def going() -> Select[tuple[Enrolment]]:
    """What people follow at present."""
    return select(Enrolment).where(Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None))


def run(sessions: Sessions, today: date) -> int:
    """Tell everybody who is to be told of something today; returns how many people. Who is, is found before anything
    is held, and looked at again inside."""
    _remind(sessions, today, ())
    with sessions() as session:
        people = sorted({each.person_id for each in _unsent(session, _waiting(session, today, None))})
    return sum(_remind(sessions, today, people[at : at + AT_ONCE]) for at in range(0, len(people), AT_ONCE))


def _remind(sessions: Sessions, today: date, person_ids: Collection[int]) -> int:
    with sessions() as session:
        begin_write(session)
        number = remind(session, today, person_ids)
        session.commit()
    return number


def remind(session: Session, today: date, person_ids: Collection[int] | None = None) -> int:
    """Record who, of all or of these, is to be told of what today; returns how many people. A second time does
    nothing. Mentors who work here no longer are let go."""
    let_mentors_go(session, today)
    fresh: dict[int, list[_Waiting]] = {}
    for each in _unsent(session, _waiting(session, today, person_ids)):
        session.add(LearningReminder(enrolment_id=each.enrolment_id, stage=each.stage, sent_on=today))
        fresh.setdefault(each.person_id, []).append(each)
    outbox.record_all(session, DUE, [_fact(person_id, found, today) for person_id, found in sorted(fresh.items())])
    return len(fresh)


def _fact(person_id: int, found: Sequence[_Waiting], today: date) -> outbox.Fact:
    path_id = _of_one(found)
    overdue = sum(each.due < today for each in found)
    data = {"person_id": person_id, "enrolment": found[0].enrolment_id, "only": path_id is not None,
            "count": len(found), "overdue": overdue, "day": min(each.due for each in found).isoformat()}  # fmt: skip
    return outbox.Fact(data, path_id)


def _of_one(found: Sequence[_Waiting]) -> int | None:
    """The path, where all of it belongs to one."""
    paths = {each.path_id for each in found}
    return paths.pop() if len(paths) == 1 else None


def _waiting(session: Session, today: date, person_ids: Collection[int] | None) -> Iterator[_Waiting]:
    here = select(Person.id).where(~is_gone(today))
    followed = going().where(
        Enrolment.paused_on.is_(None), Enrolment.path_id.is_not(None), Enrolment.person_id.in_(here)
    )
    if person_ids is not None:
        followed = followed.where(Enrolment.person_id.in_(person_ids))
    enrolments = list(session.scalars(followed.order_by(Enrolment.id)))
    versions = versions_of(session, {each.path_id for each in enrolments if each.path_id is not None})
    done = _done(session, followed)
    for each in enrolments:
        version = versions.get(each.path_id or 0)
        for station in version.stations if version is not None else ():
            due = due_day(each, station)
            if due is not None and due <= today + SOON and (each.id, station.key) not in done:
                stage = f"{'overdue' if due < today else 'soon'}-{due}-{station.key}"
                yield _Waiting(each.id, each.path_id or 0, each.person_id, station.key, due, stage)


def _done(session: Session, followed: Select[tuple[Enrolment]]) -> set[tuple[int, str]]:
    query = select(StationDone.enrolment_id, StationDone.station)
    query = query.where(StationDone.enrolment_id.in_(followed.with_only_columns(Enrolment.id)))
    return {(row[0], row[1]) for row in session.execute(query)}


def _unsent(session: Session, found: Iterator[_Waiting]) -> Sequence[_Waiting]:
    waiting = list(found)
    query = select(LearningReminder.enrolment_id, LearningReminder.stage)
    if len(waiting) <= _FEW:
        query = query.where(LearningReminder.enrolment_id.in_({each.enrolment_id for each in waiting}))
    sent = {(row[0], row[1]) for row in session.execute(query)}
    return [each for each in waiting if (each.enrolment_id, each.stage) not in sent]


def next_stations(session: Session, actor: Actor, _today: date, language: str) -> Iterator[DueDate]:
    """The next station of each path the actor follows; not of those that rest."""
    followed = going().where(Enrolment.person_id == actor.person_id, Enrolment.paused_on.is_(None))
    for walk in walks(session, actor, session.scalars(followed.order_by(Enrolment.id)), language):
        stop = walk.next
        if stop is None:
            continue
        note = _("%(path)s: %(done)s of %(total)s done", path=walk.title, done=walk.done, total=walk.total)
        url = url_for("learning.station", enrolment_id=walk.enrolment.id, key=stop.station.key)
        yield DueDate(
            f"learning-{walk.enrolment.id}", STATION, stop.title, url, "mortarboard", walk.due, note,
        )  # fmt: skip


JOB = morning_work("learning.remind", run)
DUE_SOURCE = DueSource(STATION, _l("Learning paths"), next_stations)
