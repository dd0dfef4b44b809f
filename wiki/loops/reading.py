"""All loops in a fixed number of queries: those of initiatives, and signals that none is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.models import ChangeMessage
from wiki.entries.models import RELEASED, TELL_NOBODY, Entry, ReleaseNotice
from wiki.entries.rights import readable
from wiki.initiatives.models import EFFECT, RECHECK, Initiative, InitiativeChange, Measurement
from wiki.loops.stations import Facts
from wiki.signals.models import WAITING, Signal


@dataclass(frozen=True)
class Loop:
    """One loop in a list. `signal_id` where nobody has taken the signal up; else `slug` is the initiative's."""

    facts: Facts
    title: tuple[str, str]
    """German, English; the same twice where there is but one."""
    slug: str = ""
    signal_id: int | None = None
    light: str = ""
    since: date | datetime | None = None
    """Since when it stands where it stands, as far as that is known."""
    field: str = ""
    aspects: tuple[str, ...] = ()
    is_released: bool = True

    def name(self, language: str) -> str:
        """The title in `language`, else in the other one."""
        german, english = self.title
        return (german or english) if language == "de" else (english or german)


def loops(session: Session, actor: Actor) -> list[Loop]:
    """Every loop the actor may read: eight queries."""
    return [*of_initiatives(session, actor), *_of_signals(session, actor)]


def of_initiatives(session: Session, actor: Actor) -> list[Loop]:
    """The loops that have an initiative, by title."""
    columns = (
        Initiative.id, Initiative.slug, Initiative.status, Initiative.title_de, Initiative.title_en, Initiative.stage,
        Initiative.light, Initiative.stage_since, Initiative.field_of_action, Initiative.aspects,
    )  # fmt: skip
    found = session.execute(select(*columns).where(readable(actor)).order_by(Entry.sort_de, Entry.id)).all()
    facts = facts_of(session, {row.id: row.stage for row in found})
    return [
        Loop(
            facts[row.id], (row.title_de or row.slug, row.title_en), row.slug, None, row.light, row.stage_since,
            row.field_of_action, tuple(row.aspects or ()), row.status == RELEASED,
        )
        for row in found
    ]  # fmt: skip


def facts_of(session: Session, stages: dict[int, str]) -> dict[int, Facts]:
    """What is known of these initiatives' loops, by id; five queries."""
    ids = list(stages)
    every = len(ids) > 200
    signals = _signals(session, ids, every)
    changes, heard = _changes(session, ids, every)
    messages = _messages(session, ids, every)
    measured = _measured(session, ids, every)
    return {
        each: Facts(*signals.get(each, (0, 0)), stages[each], changes.get(each, 0),
                    heard.get(each, 0) + messages.get(each, 0), each in measured)
        for each in ids
    }  # fmt: skip


def _signals(session: Session, ids: Sequence[int], every: bool) -> dict[int, tuple[int, int]]:
    known = func.sum(case((Signal.root_cause != "", 1), else_=0))
    query = select(Signal.initiative_id, func.count(), known).group_by(Signal.initiative_id)
    query = query.where(Signal.initiative_id.is_not(None) if every else Signal.initiative_id.in_(ids))
    return {row[0]: (row[1], int(row[2])) for row in session.execute(query)}


def _changes(session: Session, ids: Sequence[int], every: bool) -> tuple[dict[int, int], dict[int, int]]:
    reached = func.sum(case((ReleaseNotice.choice != TELL_NOBODY, 1), else_=0))
    query = (
        select(InitiativeChange.initiative_id, func.count(), reached)
        .outerjoin(ReleaseNotice, ReleaseNotice.revision_id == InitiativeChange.revision_id)
        .group_by(InitiativeChange.initiative_id)
    )
    if not every:
        query = query.where(InitiativeChange.initiative_id.in_(ids))
    rows = session.execute(query).all()
    return {row[0]: row[1] for row in rows}, {row[0]: int(row[2]) for row in rows}


def _messages(session: Session, ids: Sequence[int], every: bool) -> dict[int, int]:
    query = select(ChangeMessage.initiative_id, func.count()).where(ChangeMessage.done_on.is_not(None))
    if not every:
        query = query.where(ChangeMessage.initiative_id.in_(ids))
    rows = session.execute(query.group_by(ChangeMessage.initiative_id))
    return {row[0]: row[1] for row in rows}


def _measured(session: Session, ids: Iterable[int], every: bool) -> set[int]:
    query = select(Measurement.initiative_id).where(Measurement.sort.in_((EFFECT, RECHECK))).distinct()
    return set(session.scalars(query if every else query.where(Measurement.initiative_id.in_(ids))))


def _of_signals(session: Session, actor: Actor) -> list[Loop]:
    """Signals nobody has taken up, the oldest first. Their words are for everybody signed in."""
    if not actor.signed_in and not actor.is_system:
        return []
    columns = (Signal.id, Signal.title, Signal.root_cause, Signal.reported_at)
    query = select(*columns).where(Signal.state.in_(WAITING), Signal.initiative_id.is_(None)).order_by(Signal.id)
    return [
        Loop(Facts(1, int(bool(row.root_cause))), (row.title, row.title), signal_id=row.id, since=row.reported_at)
        for row in session.execute(query)
    ]
