"""All questions that an entry gives rise to, with their answers: what its authors look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.links import resolve
from wiki.entries.models import Entry
from wiki.learning.answering import questions_of
from wiki.learning.kind import KIND
from wiki.learning.stations import stations_of
from wiki.learning.walk import Stop
from wiki.questions.concepts import TERM
from wiki.questions.making import about_each
from wiki.questions.question import Question

ASKED_ABOUT = (TERM, "process", KIND.name)
"""Kinds with a list of questions; of others at most one can be asked."""
MOST = 60
"""So many questions about an entry are shown."""


@dataclass(frozen=True)
class Group:
    """Questions under a heading: a station of a path; of other entries there is one group without."""

    questions: tuple[Question, ...]
    title: str = ""
    number: int = 0


def groups_of(session: Session, actor: Actor, entry: Entry, language: str) -> list[Group]:
    """What can be asked about the released entry; for a path station by station, as in its newest draft."""
    if entry.kind == KIND.name:
        return list(_stations(session, actor, entry, language))
    found = about_each(session, language, [entry.id]).get(entry.id, iter(()))
    return [Group(tuple(islice(found, MOST)))]


def _stations(session: Session, actor: Actor, entry: Entry, language: str) -> Iterator[Group]:
    revision = queries.start_for(session, actor, entry)
    content = KIND.read(revision.payload, revision.schema_version) if revision is not None else {}
    stations = stations_of(content)
    targets = resolve(session, wired(session, Kinds), actor, language, {each.address for each in stations if each.slug})
    stops = [
        Stop(station, number, station.title(language), targets.get(station.address))
        for number, station in enumerate(stations, start=1)
    ]
    for stop in stops:
        if stop.station.asks:
            yield Group(questions_of(session, entry.slug, stops, stop, language), stop.title, stop.number)
