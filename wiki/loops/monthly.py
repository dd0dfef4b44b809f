"""The month for the board: what was noticed, what is under way, what has effect, what needs a decision. Any month can
be told, because everything is read from rows with a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, defer

from wiki.access.permissions import Actor
from wiki.change.models import ChangeMessage
from wiki.config import Settings
from wiki.core.db import wired
from wiki.entries.models import TELL_NOBODY, Entry, Release, ReleaseNotice, Revision
from wiki.entries.rights import readable
from wiki.initiatives.models import (
    CHECKING,
    CLOSED,
    EFFECT,
    PLANNED,
    RED,
    RUNNING,
    Initiative,
    InitiativeChange,
    InitiativeReport,
    Measurement,
    Milestone,
    Recheck,
)
from wiki.signals.models import WAITING, Sighting, Signal

MOST = 6
RECHECK_SORTS = ("effect", "recheck")


@dataclass(frozen=True)
class Month:
    """The days from `first` to `last`."""

    first: date

    @property
    def last(self) -> date:
        """The last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month((self.first.replace(day=28) + timedelta(days=4)).replace(day=1))

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def code(self) -> str:
        """`2026-11`."""
        return self.first.strftime("%Y-%m")

    def instants(self, session: Session) -> tuple[datetime, datetime]:
        """The first instant, and the first after it, in the company's zone."""
        zone = wired(session, Settings).zone
        return (datetime.combine(self.first, time(), zone), datetime.combine(self.next.first, time(), zone))


@dataclass(frozen=True)
class Numbers:
    """A month in numbers."""

    signals: int
    decided: int
    running: int
    effective: int
    """Initiatives closed with a measured effect in the month and not opened again in it."""
    changed: int
    """Versions released for initiatives."""
    told: int
    """Releases and messages that reached somebody."""


@dataclass(frozen=True)
class Standing:
    """How an initiative stood at the end of a day."""

    initiative: Initiative
    stage: str
    light: str
    reason: str


@dataclass(frozen=True)
class Report:
    """Everything on the page."""

    month: Month
    numbers: Numbers
    before: Numbers
    standings: Sequence[Standing]
    measured: Sequence[tuple[Initiative, Measurement]]
    changed: Sequence[tuple[Initiative, Entry, Revision]]
    loudest: Sequence[tuple[Signal, int]]
    """Signals that wait, with how often they were seen in the month; the most frequent first."""
    milestones: Sequence[tuple[Initiative, Milestone]]
    rechecks: Sequence[tuple[Initiative, Recheck]]

    def on(self, light: str) -> list[Standing]:
        """Those under way on this light."""
        return [each for each in self.standings if each.stage == RUNNING and each.light == light]

    @property
    def red(self) -> list[Standing]:
        """What needs a decision."""
        return self.on(RED)


def report(session: Session, actor: Actor, month: Month) -> Report:
    """The month as the actor may read it; a fixed number of queries."""
    initiatives = {each.id: each for each in session.scalars(select(Initiative).where(readable(actor)))}
    found = standings(session, initiatives, month)
    earlier = standings(session, initiatives, month.previous)
    return Report(
        month, _numbers(session, actor, initiatives, month, found),
        _numbers(session, actor, initiatives, month.previous, earlier),
        found, _measured(session, initiatives, month), _changed(session, actor, initiatives, month),
        _loudest(session, month),
        _milestones(session, initiatives, month.next), _rechecks(session, initiatives, month.next),
    )  # fmt: skip


def standings(session: Session, initiatives: dict[int, Initiative], month: Month) -> list[Standing]:
    """How those that existed stood at the end of the month: as the last report before its end says."""
    _start, end = month.instants(session)
    newest = (
        select(func.max(InitiativeReport.id)).where(InitiativeReport.at < end).group_by(InitiativeReport.initiative_id)
    )
    reports = {
        each.initiative_id: each
        for each in session.scalars(select(InitiativeReport).where(InitiativeReport.id.in_(newest)))
    }
    found = []
    for key, each in initiatives.items():
        if each.created_at < end:
            last = reports.get(key)
            found.append(Standing(each, *((last.stage, last.light, last.reason) if last else (PLANNED, "", ""))))
    return found


def _numbers(
    session: Session, actor: Actor, initiatives: dict[int, Initiative], month: Month, found: Sequence[Standing]
) -> Numbers:  # fmt: skip
    start, end = month.instants(session)
    closed = select(InitiativeReport.initiative_id).where(
        InitiativeReport.stage.in_((CHECKING, CLOSED)), InitiativeReport.at >= start, InitiativeReport.at < end
    )
    effective = select(Measurement.initiative_id).where(
        Measurement.sort == EFFECT, Measurement.measured_on < month.next.first, Measurement.initiative_id.in_(closed)
    )
    done = {each.initiative.id for each in found if each.stage in (CHECKING, CLOSED)}
    tied = InitiativeChange.initiative_id.in_(initiatives)
    return Numbers(
        _count(session, Signal.id, Signal.reported_at >= start, Signal.reported_at < end),
        _count(session, Signal.id, Signal.decided_at >= start, Signal.decided_at < end),
        sum(each.stage == RUNNING for each in found),
        len(set(session.scalars(effective)) & done),
        session.scalar(_changes_in(session, actor, month, func.count()).where(tied)) or 0,
        _told(session, initiatives, month),
    )


def _count(session: Session, column: object, *conditions: object) -> int:
    return session.scalar(select(func.count(column)).where(*conditions)) or 0  # type: ignore[arg-type]


def _told(session: Session, initiatives: dict[int, Initiative], month: Month) -> int:
    start, end = month.instants(session)
    releases = _count(
        session, ReleaseNotice.revision_id, ReleaseNotice.choice != TELL_NOBODY, ReleaseNotice.decided_at >= start,
        ReleaseNotice.decided_at < end, ReleaseNotice.revision_id.in_(select(InitiativeChange.revision_id)),
    )  # fmt: skip
    messages = _count(
        session, ChangeMessage.id, ChangeMessage.done_on.between(month.first, month.last),
        ChangeMessage.initiative_id.in_(initiatives),
    )  # fmt: skip
    return releases + messages


def _measured(
    session: Session, initiatives: dict[int, Initiative], month: Month
) -> list[tuple[Initiative, Measurement]]:  # fmt: skip
    query = (
        select(Measurement)
        .where(Measurement.sort.in_(RECHECK_SORTS), Measurement.measured_on.between(month.first, month.last))
        .order_by(Measurement.measured_on, Measurement.id)
    )
    return [(initiatives[each.initiative_id], each) for each in session.scalars(query)
            if each.initiative_id in initiatives]  # fmt: skip


def _changed(
    session: Session, actor: Actor, initiatives: dict[int, Initiative], month: Month
) -> list[tuple[Initiative, Entry, Revision]]:
    query = (
        _changes_in(session, actor, month, InitiativeChange.initiative_id, Entry, Revision)
        .options(defer(Revision.payload), defer(Revision.touched))
        .where(InitiativeChange.initiative_id.in_(initiatives))
        .order_by(Release.released_at.desc(), Release.id)
        .limit(MOST)
    )
    return [(initiatives[key], entry, revision) for key, entry, revision in session.execute(query)]


def _changes_in(session: Session, actor: Actor, month: Month, *wanted: Any) -> Select[Any]:
    """Versions released for initiatives in the month, of entries the actor may read."""
    start, end = month.instants(session)
    return (
        select(*wanted)
        .select_from(InitiativeChange)
        .join(Entry, Entry.id == InitiativeChange.entry_id)
        .join(Revision, Revision.id == InitiativeChange.revision_id)
        .join(Release, Release.revision_id == Revision.id)
        .where(Release.released_at >= start, Release.released_at < end, readable(actor))
    )


def _loudest(session: Session, month: Month) -> list[tuple[Signal, int]]:
    times = func.sum(func.coalesce(Sighting.times, 1))
    query = (
        select(Signal, times)
        .join(Sighting, Sighting.signal_id == Signal.id)
        .where(Signal.state.in_(WAITING), Sighting.seen_until.between(month.first, month.last))
        .group_by(Signal.id)
        .order_by(times.desc(), Signal.id)
        .limit(MOST)
    )
    return [(signal, int(number)) for signal, number in session.execute(query)]


def _milestones(
    session: Session, initiatives: dict[int, Initiative], month: Month
) -> list[tuple[Initiative, Milestone]]:  # fmt: skip
    query = (
        select(Milestone)
        .where(Milestone.reached_on.is_(None), Milestone.due.between(month.first, month.last))
        .order_by(Milestone.due)
    )
    found = [(initiatives[each.initiative_id], each) for each in session.scalars(query)
             if each.initiative_id in initiatives]  # fmt: skip
    return found[:MOST]


def _rechecks(
    session: Session, initiatives: dict[int, Initiative], month: Month
) -> list[tuple[Initiative, Recheck]]:  # fmt: skip
    query = (
        select(Recheck).where(Recheck.outcome == "", Recheck.due.between(month.first, month.last)).order_by(Recheck.due)
    )
    found = [(initiatives[each.initiative_id], each) for each in session.scalars(query)
             if each.initiative_id in initiatives]  # fmt: skip
    return found[:MOST]
