"""How far somebody has come on a path: its stations as they stand in the newest version, each with what was done and
by when the next is due. A fixed number of queries, however many paths somebody follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kinds
from wiki.entries.links import Target, resolve
from wiki.entries.models import DELETED, Entry, Revision
from wiki.learning.models import CHECK, READ, Enrolment, StationDone
from wiki.learning.own_path import own_rows
from wiki.learning.stations import Station, stations_of


@dataclass(frozen=True)
class Stop:
    """A station as the learner meets it. `target` is its entry, None where it has none or there is nothing to read."""

    station: Station
    number: int
    title: str
    target: Target | None = None
    due: date | None = None
    done_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether the learner is through with it."""
        return self.done_at is not None


@dataclass(frozen=True)
class Walk:
    """An enrolment with its stations. `bygone` are those done that the path has no longer; `number` its version."""

    enrolment: Enrolment
    title: str
    stops: Sequence[Stop] = ()
    bygone: Sequence[StationDone] = ()
    number: int = 0
    slug: str = ""
    rows: Sequence[Payload] = ()
    """The stations as the content of the version has them: what questions are made from."""

    @property
    def total(self) -> int:
        """How many stations there are."""
        return len(self.stops)

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(each.is_done for each in self.stops)

    @property
    def next(self) -> Stop | None:
        """The first station that is not done."""
        return next((each for each in self.stops if not each.is_done), None)

    @property
    def due(self) -> date | None:
        """The day by which something of it is due first; none while it rests."""
        days = [each.due for each in self.stops if each.due is not None and not each.is_done]
        return min(days, default=None) if self.enrolment.is_open and self.enrolment.paused_on is None else None

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing left to go along: the path was removed."""
        return not self.stops

    def stop(self, key: str) -> Stop | None:
        """The station `key`."""
        return next((each for each in self.stops if each.station.key == key), None)

    def after(self, key: str) -> Stop | None:
        """What comes next once `key` is done: the first open station behind it, else the first before it."""
        rest = [each for each in self.stops if not each.is_done and each.station.key != key]
        here = self.stop(key)
        behind = [each for each in rest if here is not None and each.number > here.number]
        return next(iter(behind or rest), None)


@dataclass(frozen=True)
class Version:
    """The released version of a path."""

    number: int
    slug: str
    titles: Mapping[str, str]
    rows: Sequence[Payload] = ()

    @cached_property
    def stations(self) -> Sequence[Station]:
        """The same as values."""
        return stations_of({"stations": self.rows})


def walks(session: Session, actor: Actor, enrolments: Iterable[Enrolment], language: str) -> list[Walk]:
    """Each of the enrolments with its stations, in the order they came in."""
    wanted = list(enrolments)
    if not wanted:
        return []
    followed = _followed(session, wanted)
    addresses = {station.address for version in followed for station in version.stations if station.slug}
    targets = resolve(session, wired(session, Kinds), actor, language, addresses)
    return _walks(session, wanted, followed, targets, language)


def walk_of(session: Session, actor: Actor, enrolment: Enrolment, language: str) -> Walk:
    """The same for one."""
    return walks(session, actor, [enrolment], language)[0]


def bare_walk(session: Session, enrolment: Enrolment, language: str) -> Walk:
    """The same without the entries of the stations: for services, which show nothing."""
    return _walks(session, [enrolment], _followed(session, [enrolment]), {}, language)[0]


def _followed(session: Session, enrolments: Sequence[Enrolment]) -> list[Version]:
    versions = versions_of(session, {each.path_id for each in enrolments if each.path_id is not None})
    return [versions.get(each.path_id or 0) or _without_path(session, each) for each in enrolments]


def _without_path(session: Session, enrolment: Enrolment) -> Version:
    """The way through the person's own steps as it is today; nothing where the path is gone or that way is finished."""
    return Version(0, "", {}, own_rows(session, enrolment.person_id) if enrolment.own and enrolment.is_open else ())


def _walks(
    session: Session, enrolments: Sequence[Enrolment], followed: Sequence[Version],
    targets: Mapping[tuple[str, str], Target], language: str,
) -> list[Walk]:  # fmt: skip
    done = done_of(session, [each.id for each in enrolments])
    return [
        _walk(enrolment, version, done.get(enrolment.id, []), targets, language)
        for enrolment, version in zip(enrolments, followed, strict=True)
    ]


def versions_of(session: Session, path_ids: Iterable[int]) -> dict[int, Version]:
    """Path → its released version; nothing for those that are in the recycle bin."""
    kinds = wired(session, Kinds)
    query = select(Entry, Revision).join(Revision, Revision.id == Entry.released_id)
    found = {}
    for entry, revision in session.execute(query.where(Entry.id.in_(set(path_ids)), Entry.status != DELETED)):
        payload = kinds.of(entry).read(revision.payload, revision.schema_version)
        titles = {"de": entry.title_de, "en": entry.title_en}
        found[entry.id] = Version(revision.number, entry.slug, titles, payload.get("stations", ()))
    return found


def done_of(session: Session, enrolment_ids: Sequence[int]) -> dict[int, list[StationDone]]:
    """Enrolment → what was done, in the order of doing."""
    query = select(StationDone).where(StationDone.enrolment_id.in_(enrolment_ids))
    found: dict[int, list[StationDone]] = {}
    for each in session.scalars(query.order_by(StationDone.done_at, StationDone.station)):
        found.setdefault(each.enrolment_id, []).append(each)
    return found


def due_day(enrolment: Enrolment, station: Station) -> date | None:
    """The day by which the station is due."""
    if station.within_days is None:
        return None
    return enrolment.started_on + timedelta(days=station.within_days)


def _walk(
    enrolment: Enrolment, version: Version, done: Sequence[StationDone],
    targets: Mapping[tuple[str, str], Target], language: str,
) -> Walk:  # fmt: skip
    at = {each.station: each.done_at for each in done}
    stops = []
    for number, station in enumerate(version.stations, start=1):
        target = targets.get(station.address)
        title = _title(station, target, language)
        stops.append(Stop(station, number, title, target, due_day(enrolment, station), at.get(station.key)))
    keys = {each.key for each in version.stations}
    title = version.titles.get(language) or enrolment.title(language)
    bygone = [each for each in done if each.station not in keys]
    return Walk(enrolment, title, stops, bygone, version.number, version.slug, version.rows)


def _title(station: Station, target: Target | None, language: str) -> str:
    """What its author called it, else its entry."""
    if title := station.title(language):
        return title
    entry = target.title if target is not None else station.slug.replace("-", " ")
    if station.sort == READ:
        return entry
    if station.sort == CHECK or not entry:
        return str(_("What has stayed") if station.asks else _("Station"))
    return str(_("About “%(title)s”", title=entry))
