"""The record of who did what, to look through: narrowed, page by page, as fast with a million rows as with ten.

A page is read by indexes alone: one short look-up for every act, person or thing that is asked for, each as long as a
page at most, and the newest of all they found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core import audit
from wiki.core.acts import Acts, act_of
from wiki.core.audit import AuditConcern, AuditRow, AuditSeal, Broken
from wiki.core.db import wired
from wiki.core.keys import Keys
from wiki.people.rights import note, require

ATTENDANCE = ("session:started", "session:ended")
"""Shown to the person alone: when somebody comes and goes is nobody's business."""

SHOWN_BROKEN = 20


@dataclass(frozen=True)
class Sought:
    """What the record is narrowed to. None: not narrowed; an empty list: nothing fits. `acts`: an area's name, or an
    act (`duty:assigned`)."""

    first: date | None = None
    last: date | None = None
    acts: str = ""
    actors: list[str] | None = None
    """pseudonyms"""
    subjects: list[str] | None = None
    concerned: list[int] = field(default_factory=list)
    """ids of people whom the detail may name, beside `subjects`"""
    attendance: bool = False
    """the comings and goings alone; without this none of them"""


@dataclass(frozen=True)
class Page:
    """Rows, the newest first. `older` is the id of the last one where there are more."""

    rows: list[AuditRow]
    older: int | None
    sealed: frozenset[int]
    """ids of the rows that carry a seal"""


def page(session: Session, sought: Sought, size: int, before: int | None = None) -> Page:
    """The newest rows that fit, or the next ones after the row `before`."""
    finds = list(_finds(session, sought, _bounds(session, sought, before), size + 1))
    if not finds:
        return Page([], None, frozenset())
    ids = finds[0].subquery() if len(finds) == 1 else union_all(*(select(each.subquery()) for each in finds)).subquery()
    query = select(AuditRow).where(AuditRow.id.in_(select(ids.c.id))).order_by(AuditRow.at.desc(), AuditRow.id.desc())
    rows = list(session.scalars(query.limit(size + 1)))
    shown = rows[:size]
    numbers = [each.id for each in shown]
    sealed = frozenset(session.scalars(select(AuditSeal.row_id).where(AuditSeal.row_id.in_(numbers))))
    return Page(shown, shown[-1].id if len(rows) > size else None, sealed)


def _bounds(session: Session, sought: Sought, before: int | None) -> list[ColumnElement[bool]]:
    """Days are the company's; `before` is a row of the page that was read last."""
    zone = ZoneInfo(wired(session, Settings).timezone)
    found: list[ColumnElement[bool]] = []
    if sought.first is not None:
        found.append(AuditRow.at >= _begin(sought.first, zone))
    if sought.last is not None:
        found.append(AuditRow.at < _begin(sought.last + timedelta(days=1), zone))
    last = session.get(AuditRow, before) if before is not None else None
    if last is not None:
        place = tuple_(literal(last.at, AuditRow.at.type), literal(last.id))
        found.append(tuple_(AuditRow.at, AuditRow.id) < place)
    return found


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _finds(
    session: Session, sought: Sought, bounds: list[ColumnElement[bool]], size: int
) -> Iterator[Select[tuple[int, datetime]]]:
    """The look-ups whose rows together hold the page."""
    actions = _actions(session, sought)

    def newest(*conditions: ColumnElement[bool], of_acts: bool = True) -> Select[tuple[int, datetime]]:
        query = select(AuditRow.id, AuditRow.at).where(*bounds, *conditions)
        if of_acts:
            query = query.where(AuditRow.action.in_(actions))
        return query.order_by(AuditRow.at.desc(), AuditRow.id.desc()).limit(size)

    subjects = _about(sought)
    if sought.actors is not None:
        for each in sought.actors:
            for about in subjects if subjects is not None else [None]:
                yield newest(AuditRow.actor == each, *([] if about is None else [about]))
    elif subjects is not None:
        yield from (newest(about) for about in subjects)
    elif sought.acts:
        yield from (newest(AuditRow.action == each, of_acts=False) for each in actions)
    else:
        yield newest()


def _about(sought: Sought) -> list[ColumnElement[bool]] | None:
    if sought.subjects is None:
        return None
    concerning = select(AuditConcern.row_id).where(AuditConcern.person_id.in_(sought.concerned))
    named: list[ColumnElement[bool]] = [AuditRow.id.in_(concerning)] if sought.concerned else []
    return [*(AuditRow.subject == each for each in sought.subjects), *named]


def _actions(session: Session, sought: Sought) -> list[str]:
    """The acts there are in the record that fit, each with its source."""
    acts = wired(session, Acts)
    found = [each for each in recorded(session) if (act_of(each) in ATTENDANCE) == sought.attendance]
    if sought.acts in acts.areas:
        return [each for each in found if acts.area_of(each) == sought.acts]
    return [each for each in found if act_of(each) == sought.acts] if sought.acts else found


def recorded(session: Session) -> list[str]:
    """Every act that occurs in the record, each found from the one before by the index."""
    first = select(AuditRow.action).order_by(AuditRow.action).limit(1).scalar_subquery()
    each = select(first.label("action")).cte("each_act", recursive=True)
    following = select(AuditRow.action).where(AuditRow.action > each.c.action).order_by(AuditRow.action).limit(1)
    each = each.union_all(select(following.scalar_subquery()).where(each.c.action.is_not(None)))
    return [action for action in session.scalars(select(each.c.action)) if action is not None]


def verify(session: Session) -> list[Broken]:
    """Every place where the record does not hold; reads only."""
    return audit.verify(session, wired(session, Keys).audit)


def note_verified(session: Session, actor: Actor, broken: list[Broken], rows_read: int) -> None:
    """Record that somebody verified the record, and what came of it."""
    require(actor, Permission.AUDIT_READ, Permission.SYSTEM_MANAGE)
    places: list[Any] = [[each.row_id, each.reason.name] for each in broken[:SHOWN_BROKEN]]
    note(session, actor, "audit:verified", "audit", broken=len(broken), rows=rows_read, places=places)


def note_taken(session: Session, actor: Actor, **filters: str) -> None:
    """Record that somebody took the rows away as a file, and which."""
    require(actor, Permission.AUDIT_READ, Permission.SYSTEM_MANAGE)
    note(session, actor, "audit:taken", "audit", **{name: value for name, value in filters.items() if value})
