"""Hand-overs as pages show them: items by sort, how far they are, who is to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.links import entry_url
from wiki.entries.models import DELETED
from wiki.handover.models import ACCEPTED, DECLINED, FINISHED, GONE, MOVED, OPEN, Handover, HandoverItem
from wiki.handover.rights import visible
from wiki.handover.sources import HandoverSources, Source, moving
from wiki.people.models import Person
from wiki.web.i18n import day

STATES: dict[str, tuple[str, Any, str]] = {
    "unasked": ("plain", _l("Nobody asked yet"), "question-circle"),
    "asked": ("warn", _l("Asked"), "hourglass-split"),
    "accepted": ("good", _l("Agreed"), "check2"),
    "declined": ("bad", _l("Declined"), "x-lg"),
    "moved": ("good", _l("Taken over"), "check-circle"),
    "to_head": ("warn", _l("With the head for the time being"), "person-check"),
    "stayed": ("plain", _l("Stays"), "arrow-repeat"),
    "ended": ("plain", _l("Ended"), "check2"),
    "gone": ("plain", _l("Settled otherwise"), "check2"),
}
"""State → tone, word, sign."""


@dataclass(frozen=True)
class Row:
    """One item for its reader."""

    item: HandoverItem
    title: str
    url: str
    note: str = ""

    @property
    def state(self) -> tuple[str, Any, str]:
        """Tone, word, sign."""
        return STATES[self.item.state]


@dataclass(frozen=True)
class Group:
    """The items of one sort."""

    source: Source
    rows: list[Row]


@dataclass(frozen=True)
class Progress:
    """How far a package is: `taken` of `all` are agreed on or moved; `declined` need somebody else."""

    taken: int
    all: int
    declined: int


def items_of(session: Session, handover: Handover) -> list[HandoverItem]:
    """The items with everything pages tell of them, in two queries."""
    query = (
        select(HandoverItem)
        .options(joinedload(HandoverItem.entry), joinedload(HandoverItem.successor), joinedload(HandoverItem.holder))
        .where(HandoverItem.handover_id == handover.id)
        .order_by(HandoverItem.id)
    )
    return list(session.scalars(query))


def groups(session: Session, items: Iterable[HandoverItem], language: str) -> list[Group]:
    """The items by sort, each sort in the order of its titles."""
    by_sort: dict[str, list[Row]] = {}
    kinds = wired(session, Kinds)
    for item in items:
        by_sort.setdefault(item.sort, []).append(_row(kinds, item, language))
    found = []
    for source in wired(session, HandoverSources).sources:
        rows = sorted(by_sort.get(source.sort, ()), key=lambda row: (row.item.state == GONE, row.title.casefold()))
        if rows:
            found.append(Group(source, rows))
    return found


def _row(kinds: Kinds, item: HandoverItem, language: str) -> Row:
    url = entry_url(kinds, item.entry) if item.entry is not None and item.entry.status != DELETED else ""
    notes = []
    if item.sort == "accountable" and not item.step_key and item.entry is not None and item.entry.next_review:
        notes.append(_("Review on %(day)s goes along", day=day(item.entry.next_review)))
    if item.added_at is not None:
        notes.append(_("new since the beginning"))
    return Row(item, item.title(language), url, " · ".join(notes))


def progress(session: Session, items: Iterable[HandoverItem]) -> Progress:
    """How far the items are that somebody is to take."""
    sorts = moving(session)
    counted = [each for each in items if each.sort in sorts and each.state != GONE]
    taken = sum(each.state in (ACCEPTED, MOVED) for each in counted)
    return Progress(taken, len(counted), sum(each.state == DECLINED for each in counted))


def changes_since(session: Session, handover: Handover, items: Iterable[HandoverItem], language: str) -> list[str]:
    """Titles of what the person has come to answer for since the items were last brought up to date."""
    if handover.state != OPEN:
        return []
    known = {each.key for each in items}
    return [
        (each.title_de or each.title_en) if language == "de" else (each.title_en or each.title_de)
        for source in wired(session, HandoverSources).sources
        for each in source.find(session, handover.person_id, handover.moves_on)
        if each.key not in known
    ]


@dataclass(frozen=True)
class Line:
    """One hand-over in a list. `mine`: the reader is a successor in it and sees that part only."""

    handover: Handover
    taken: int
    all: int
    mine: bool
    url: str

    @property
    def last_day(self) -> date:
        """The last day with the duties."""
        return self.handover.moves_on - timedelta(days=1)


def lines(session: Session, actor: Actor) -> list[Line]:
    """Every hand-over the actor may see or has a part in, open ones first, the next day first."""
    whole = select(Handover.id).join(Person, Person.id == Handover.person_id).where(visible(session, actor))
    seen = set(session.scalars(whole))
    part = select(HandoverItem.handover_id).where(
        or_(HandoverItem.successor_id == actor.person_id, HandoverItem.holder_id == actor.person_id)
    )
    query = (
        select(Handover)
        .options(joinedload(Handover.person))
        .where(or_(Handover.id.in_(whole), Handover.id.in_(part)))
        .order_by(Handover.state != OPEN, Handover.moves_on, Handover.id)
    )
    found = list(session.scalars(query))
    sorts, ids = moving(session), [each.id for each in found]
    counts: dict[int, list[tuple[str, bool]]] = {}
    columns = (HandoverItem.handover_id, HandoverItem.state, HandoverItem.successor_id, HandoverItem.holder_id)
    for row in session.execute(select(*columns).where(HandoverItem.handover_id.in_(ids), HandoverItem.sort.in_(sorts))):
        is_own = actor.person_id in (row.successor_id, row.holder_id)
        if row.state != GONE and (row.handover_id in seen or is_own):
            counts.setdefault(row.handover_id, []).append((row.state, is_own))
    return [_line(each, each.id in seen, [state for state, _own in counts.get(each.id, ())]) for each in found]


def _line(handover: Handover, whole: bool, states: list[str]) -> Line:
    taken = sum(each in (ACCEPTED, MOVED) for each in states)
    endpoint = "page" if whole else "mine"
    if handover.state == FINISHED and whole:
        endpoint = "protocol"
    return Line(handover, taken, len(states), not whole, url_for(f"handover.{endpoint}", handover_id=handover.id))
