"""What a newer version of a path brought while somebody was on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Revision
from wiki.learning.stations import stations_of
from wiki.learning.walk import Stop, Walk


@dataclass(frozen=True)
class News:
    """`added`: stations that have come; `gone`: the titles of those that are there no more."""

    added: Sequence[Stop] = ()
    gone: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.gone)


def news_of(session: Session, walk: Walk, language: str) -> News:
    """What is different from the version the learner last went along with."""
    enrolment = walk.enrolment
    if not enrolment.is_open or enrolment.path is None or enrolment.seen_number in (0, walk.number):
        return News()
    query = select(Revision).where(Revision.entry_id == enrolment.path_id, Revision.number == enrolment.seen_number)
    seen = session.scalar(query)
    if seen is None:
        return News()
    kind = wired(session, Kinds).of(enrolment.path)
    before = stations_of(kind.read(seen.payload, seen.schema_version))
    known, now = {each.key for each in before}, {each.station.key for each in walk.stops}
    gone = [each.title(language) or each.slug.replace("-", " ") for each in before if each.key not in now]
    return News([each for each in walk.stops if each.station.key not in known], gone)
