"""The history of an entry as a reader meets it: page by page, newest first, small changes folded together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.entries.changes_in_short import InShort, changes_in_short
from wiki.entries.kinds import Kind
from wiki.entries.models import RECORDED, RELEASED, SUPERSEDED, Entry, Release, Revision
from wiki.entries.rights import may_write

PER_PAGE = 40
_TOGETHER = 2
"""So many small changes in a row are folded."""


@dataclass(frozen=True)
class Moment:
    """One version in the history. `valid` are the intervals in which readers saw it; the last may be open."""

    revision: Revision
    changed: InShort = field(default_factory=InShort)
    valid: tuple[tuple[datetime, datetime | None], ...] = ()

    @property
    def is_small(self) -> bool:
        """Whether it may be folded with its neighbours: nothing a reader or a decider asks for."""
        return self.revision.minor and self.revision.state in (SUPERSEDED, RECORDED)


@dataclass(frozen=True)
class Timeline:
    """A page of the history: groups of moments, several in one where they are small; `total` counts the versions."""

    groups: list[list[Moment]]
    page: int
    pages: int
    total: int

    @property
    def moments(self) -> list[Moment]:
        """All of them, in order."""
        return [moment for group in self.groups for moment in group]


def open_to(actor: Actor, entry: Entry) -> ColumnElement[bool]:
    """The revisions that stand in the history the actor sees: what waits only as far as they may know of it."""
    if may_write(actor, entry) or actor.may(Permission.ENTRY_RELEASE):
        return Revision.entry_id == entry.id
    was_decided = and_(Revision.state == SUPERSEDED, Revision.decided_at.is_not(None))
    own = and_(Revision.author_id == actor.person_id, Revision.state != RECORDED)
    seen = or_(Revision.state.in_((RECORDED, RELEASED)), was_decided, own)
    return and_(Revision.entry_id == entry.id, seen)


def timeline(session: Session, actor: Actor, kind: Kind, entry: Entry, page: int) -> Timeline:
    """The `page`-th page of the history, counted from 1; four queries, however long it is."""
    condition = open_to(actor, entry)
    total = session.scalar(select(func.count()).select_from(Revision).where(condition)) or 0
    pages = max(1, ceil(total / PER_PAGE))
    page = min(max(1, page), pages)
    revisions = list(session.scalars(_newest_first(condition).limit(PER_PAGE).offset((page - 1) * PER_PAGE)))
    changed = changes_in_short(session, kind, revisions)
    valid = _valid(session, revisions)
    moments = [Moment(each, changed.get(each.number, InShort()), tuple(valid.get(each.id, ()))) for each in revisions]
    return Timeline(_grouped(moments), page, pages, total)


def _newest_first(condition: ColumnElement[bool]) -> Select[tuple[Revision]]:
    return (
        select(Revision)
        .where(condition)
        .options(joinedload(Revision.author), joinedload(Revision.decided_by))
        .options(defer(Revision.payload), defer(Revision.touched))
        .order_by(Revision.number.desc())
    )


def _valid(session: Session, revisions: Sequence[Revision]) -> Mapping[int, list[tuple[datetime, datetime | None]]]:
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    query = select(Release).where(Release.revision_id.in_([each.id for each in revisions]))
    for each in session.scalars(query.order_by(Release.released_at)):
        found.setdefault(each.revision_id, []).append((each.released_at, each.ended_at))
    return found


def _grouped(moments: list[Moment]) -> list[list[Moment]]:
    """Runs of small changes in one group, everything else alone."""
    groups: list[list[Moment]] = []
    for each in moments:
        if groups and each.is_small and groups[-1][0].is_small:
            groups[-1].append(each)
        else:
            groups.append([each])
    return [part for group in groups for part in ([group] if len(group) >= _TOGETHER else [[each] for each in group])]
