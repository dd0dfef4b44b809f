"""The rows of the matrix: entries of a kind, and with them their steps, as readers knew them on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.config import Settings
from wiki.core.db import wired
from wiki.core.text import whole_number
from wiki.entries.kinds import Kind
from wiki.entries.models import RELEASED, Entry, Release, Revision
from wiki.ownership.holders import Place
from wiki.ownership.rights import may_assign_in
from wiki.processes.models import Process, ProcessStep


@dataclass(frozen=True)
class Row:
    """Something to answer for. `number` is a step's place in its process, 0 for an entry; `may_change`: the reader may
    ask people to answer for it."""

    place: Place
    slug: str
    title: str
    department: str
    may_change: bool
    number: int = 0

    @property
    def key(self) -> str:
        """As the page and its requests carry it: `12`, `12.a1b2`."""
        return key_of(self.place)


def key_of(place: Place) -> str:
    """`12` for an entry, `12.a1b2` for a step of it."""
    return f"{place.entry_id}.{place.step_key}" if place.step_key else str(place.entry_id)


def place_of(key: str) -> Place:
    """The place of a row's key. Raises ValueError."""
    entry_id, dot, step = key.partition(".")
    if not whole_number(entry_id) or len(step) > 40 or bool(dot) != bool(step):
        raise ValueError(key)
    return Place(int(entry_id), step)


def rows_of(
    session: Session, actor: Actor, kind: Kind, language: str, conditions: Sequence[ColumnElement[bool]],
    *, steps: bool = False, past: date | None = None,
) -> list[Row]:  # fmt: skip
    """All rows by title, each process followed by its steps when `steps`; what was released at the end of `past`, or
    is now. One query, two with steps."""
    order, sort = ("title_de", Entry.sort_de) if language == "de" else ("title_en", Entry.sort_en)
    model = kind.model
    query = (
        select(model.id, model.slug, model.title_de, model.title_en, model.department)
        .where(_released(session, past), *conditions)
        .order_by(func.coalesce(func.nullif(sort, ""), model.slug), model.id)
    )
    entries = session.execute(query).all()
    unfolded = _steps(session, [each.id for each in entries], language, past) if steps else {}
    found = []
    for each in entries:
        title = getattr(each, order) or each.title_de or each.title_en or each.slug
        allowed = past is None and may_assign_in(actor, each.department)
        found.append(Row(Place(each.id), each.slug, title, each.department, allowed))
        for number, (key, name) in enumerate(unfolded.get(each.id, ()), start=1):
            found.append(Row(Place(each.id, key), each.slug, name, each.department, allowed, number))
    return found


def _released(session: Session, past: date | None) -> ColumnElement[bool]:
    if past is None:
        return Entry.status == RELEASED
    return exists().where(Release.entry_id == Entry.id, _at_end_of(session, past))


def _at_end_of(session: Session, day: date) -> ColumnElement[bool]:
    zone = wired(session, Settings).zone
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return (Release.released_at < end) & or_(Release.ended_at.is_(None), Release.ended_at >= end)


def _steps(
    session: Session, entry_ids: Sequence[int], language: str, past: date | None
) -> dict[int, list[tuple[str, str]]]:
    """Key and title of the steps by process, in order."""
    if past is not None:
        return _steps_then(session, entry_ids, language, past)
    columns = (ProcessStep.process_id, ProcessStep.key, ProcessStep.title_de, ProcessStep.title_en)
    query = select(*columns).join(Process, Process.id == ProcessStep.process_id).where(Process.status == RELEASED)
    found: dict[int, list[tuple[str, str]]] = {}
    for row in session.execute(query.order_by(ProcessStep.process_id, ProcessStep.position)):
        titles = {"de": row.title_de, "en": row.title_en}
        found.setdefault(row.process_id, []).append((row.key, _in(titles, language) or row.key))
    return found


def _steps_then(
    session: Session, entry_ids: Sequence[int], language: str, past: date
) -> dict[int, list[tuple[str, str]]]:
    """The same on a day of the past, from what was released then."""
    query = (
        select(Release.entry_id, Revision.payload)
        .join(Revision, Revision.id == Release.revision_id)
        .where(Release.entry_id.in_(entry_ids), _at_end_of(session, past))
    )
    return {
        row.entry_id: [
            (str(step["key"]), _in(step.get("title", {}), language) or str(step["key"]))
            for step in row.payload.get("steps", ())
            if "key" in step
        ]
        for row in session.execute(query)
    }


def _in(titles: dict[str, str], language: str) -> str:
    return titles.get(language) or titles.get("en" if language == "de" else "de") or ""
