"""What a certificate of a finished path says: who, which path in which version, on which day, with which stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries.kinds import Kinds
from wiki.entries.models import Revision
from wiki.learning.models import Enrolment, StationDone
from wiki.learning.stations import stations_of
from wiki.people.models import Person
from wiki.people.rights import led_by


@dataclass(frozen=True)
class Certificate:
    """For the learner and for the own head. `stations` are titles in the order of the path; when each was done and
    what was answered stands nowhere. `number` is 0 for a path without versions."""

    enrolment_id: int
    person_id: int
    name: str
    title: str
    number: int
    finished_at: datetime
    stations: Sequence[str]


def certificate_of(session: Session, actor: Actor, enrolment_id: int, language: str) -> Certificate:
    """The certificate in `language`. NotFound for what is not finished, and for everybody else."""
    query = select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.completed_at.is_not(None))
    enrolment = session.scalar(query.options(joinedload(Enrolment.person), joinedload(Enrolment.path)))
    if enrolment is None or enrolment.completed_at is None or not _may_see(session, actor, enrolment):
        raise NotFound
    return Certificate(
        enrolment.id, enrolment.person_id, enrolment.person.name, enrolment.title(language), enrolment.completed_number,
        enrolment.completed_at, _stations(session, enrolment, language),
    )  # fmt: skip


def _may_see(session: Session, actor: Actor, enrolment: Enrolment) -> bool:
    if actor.person_id == enrolment.person_id:
        return True
    led = select(Person.id).where(Person.id == enrolment.person_id, led_by(session, actor))
    return session.scalar(led) is not None


def _stations(session: Session, enrolment: Enrolment, language: str) -> list[str]:
    """Titles as they were when the stations were done, ordered as in the version that was finished."""
    query = select(StationDone).where(StationDone.enrolment_id == enrolment.id)
    done = list(session.scalars(query.order_by(StationDone.done_at, StationDone.station)))
    places = {key: place for place, key in enumerate(_keys(session, enrolment))}
    done.sort(key=lambda each: places.get(each.station, len(places)))
    titles = (_title(each, language) for each in done)
    return [each for each in titles if each]


def _keys(session: Session, enrolment: Enrolment) -> list[str]:
    query = select(Revision).where(
        Revision.entry_id == enrolment.path_id, Revision.number == enrolment.completed_number
    )
    revision = session.scalar(query)
    if revision is None or enrolment.path is None:
        return []
    content = wired(session, Kinds).of(enrolment.path).read(revision.payload, revision.schema_version)
    return [each.key for each in stations_of(content)]


def _title(done: StationDone, language: str) -> str:
    pair = (done.title_de, done.title_en) if language == "de" else (done.title_en, done.title_de)
    return pair[0] or pair[1]
