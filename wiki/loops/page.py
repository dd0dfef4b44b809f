"""One loop: what is known at each of its stations, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from wiki.access.permissions import Actor
from wiki.change.queries import Told, told
from wiki.entries.models import TELL_NOBODY, Entry, Release, Revision
from wiki.entries.rights import readable
from wiki.entries.telling import ToldOf, notices_of
from wiki.initiatives.measuring import measurements_of
from wiki.initiatives.models import (
    Initiative,
    InitiativeChange,
    InitiativeReport,
    Measurement,
    Recheck,
)
from wiki.initiatives.service import newest_report
from wiki.initiatives.team import lead_of
from wiki.loops.reading import facts_of
from wiki.loops.stations import Facts
from wiki.people.models import Person
from wiki.processes.models import ProcessStep
from wiki.signals.models import Sighting, Signal, Why
from wiki.tasks.models import DROPPED, UNFINISHED, Task
from wiki.tasks.rights import readable_tasks


@dataclass(frozen=True)
class Noticed:
    """A signal, how often it was seen, where, and whether its cause rests on more than guesses."""

    signal: Signal
    times: int
    entry: Entry | None
    step: str
    whys: int
    guesses: int


@dataclass(frozen=True)
class Changed:
    """A released version, and the one readers saw before (0: none)."""

    entry: Entry
    revision: Revision
    before: int
    released_at: datetime
    notice: ToldOf | None

    @property
    def told(self) -> bool:
        """Whether anybody was told of it."""
        return self.notice is not None and self.notice.choice != TELL_NOBODY


@dataclass(frozen=True)
class LoopPage:
    """A loop with everything that is known of it."""

    facts: Facts
    noticed: Sequence[Noticed]
    changed: Sequence[Changed]
    messages: Sequence[Told]
    lead: Person | None
    newest: InitiativeReport | None
    tasks: tuple[int, int]
    """Done, and all that were not dropped."""
    measurements: Sequence[Measurement] = ()
    """The oldest first."""
    rechecks: Sequence[Recheck] = ()

    @property
    def causes(self) -> list[Noticed]:
        """The signals whose root cause is known."""
        return [each for each in self.noticed if each.signal.root_cause]


def read(session: Session, actor: Actor, entry: Initiative, language: str) -> LoopPage:
    """What `actor` may read of the loop of `entry`."""
    rechecks = select(Recheck).where(Recheck.initiative_id == entry.id).order_by(Recheck.due, Recheck.id)
    return LoopPage(
        facts_of(session, {entry.id: entry.stage})[entry.id],
        _noticed(session, actor, entry.id, language),
        _changed(session, actor, entry.id),
        told(session, [entry.id]),
        lead_of(session, entry.id),
        newest_report(session, entry.id),
        _tasks(session, actor, entry.id),
        measurements_of(session, entry.id),
        list(session.scalars(rechecks)),
    )


def _noticed(session: Session, actor: Actor, initiative_id: int, language: str) -> list[Noticed]:
    query = select(Signal).where(Signal.initiative_id == initiative_id).order_by(Signal.reported_at, Signal.id)
    signals = list(session.scalars(query))
    ids = [each.id for each in signals]
    seen = select(Sighting.signal_id, func.sum(func.coalesce(Sighting.times, 1))).group_by(Sighting.signal_id)
    times = {key: int(number) for key, number in session.execute(seen.where(Sighting.signal_id.in_(ids)))}
    whys: dict[int, list[bool]] = {}
    for signal_id, evidence in session.execute(select(Why.signal_id, Why.evidence).where(Why.signal_id.in_(ids))):
        whys.setdefault(signal_id, []).append(bool(evidence))
    places = {each.entry_id for each in signals if each.entry_id is not None}
    entries = {each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(places), readable(actor)))}
    steps = {
        (each.process_id, each.key): each.title(language)
        for each in session.scalars(select(ProcessStep).where(ProcessStep.process_id.in_(entries)))
    }
    return [
        Noticed(each, times.get(each.id, 0), entries.get(each.entry_id or 0),
                steps.get((each.entry_id or 0, each.step_key), ""),
                len(whys.get(each.id, ())), whys.get(each.id, []).count(False))
        for each in signals
    ]  # fmt: skip


def _changed(session: Session, actor: Actor, initiative_id: int) -> list[Changed]:
    query = (
        select(Entry, Revision)
        .select_from(InitiativeChange)
        .join(Entry, Entry.id == InitiativeChange.entry_id)
        .join(Revision, Revision.id == InitiativeChange.revision_id)
        .where(InitiativeChange.initiative_id == initiative_id, readable(actor))
        .options(defer(Revision.payload), defer(Revision.touched))
    )
    rows = session.execute(query).all()
    releases = _releases(session, {entry.id for entry, _revision in rows})
    notices = notices_of(session, (revision.id for _entry, revision in rows))
    found = [
        Changed(entry, revision, *releases[revision.id], notices.get(revision.id))
        for entry, revision in rows
        if revision.id in releases
    ]
    return sorted(found, key=lambda each: (each.released_at, each.revision.id))


def _releases(session: Session, entry_ids: set[int]) -> dict[int, tuple[int, datetime]]:
    """Of every revision ever released of these entries: the number readers saw before, and when it was released."""
    query = (
        select(Release.entry_id, Release.revision_id, Release.released_at, Revision.number)
        .join(Revision, Revision.id == Release.revision_id)
        .where(Release.entry_id.in_(entry_ids))
        .order_by(Release.released_at, Release.id)
    )
    found: dict[int, tuple[int, datetime]] = {}
    newest: dict[int, int] = {}
    for row in session.execute(query):
        found[row.revision_id] = (newest.get(row.entry_id, 0), row.released_at)
        newest[row.entry_id] = row.number
    return found


def _tasks(session: Session, actor: Actor, initiative_id: int) -> tuple[int, int]:
    query = (
        select(Task.state, func.count())
        .where(Task.initiative_id == initiative_id, Task.state != DROPPED, readable_tasks(session, actor))
        .group_by(Task.state)
    )
    numbers = {row[0]: row[1] for row in session.execute(query)}
    whole = sum(numbers.values())
    return whole - sum(numbers.get(state, 0) for state in UNFINISHED), whole


def overdue(recheck: Recheck, today: date) -> bool:
    """Whether the effect should have been measured again by now."""
    return not recheck.outcome and recheck.due < today
