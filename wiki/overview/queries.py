"""What the home page shows of the library: the newest, what one watches, ways in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, cast, func, select, union_all
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.kinds import Kind
from wiki.entries.models import RELEASED, Entry, Watch
from wiki.entries.options import FIELD_OF_ACTION, PHASES
from wiki.entries.rights import readable

MOST = 8


def newest(kinds: Iterable[Kind]) -> Select[tuple[Entry]]:
    """What was released last; of what came in together (an import), each kind in turn."""
    found = union_all(*(_newest_of(each.name) for each in kinds)).subquery()
    few = select(found).order_by(found.c.released_at.desc(), found.c.turn, found.c.id.desc()).limit(MOST).subquery()
    order = few.c.released_at.desc(), few.c.turn, few.c.id.desc()
    return select(Entry).join(few, few.c.id == Entry.id).order_by(*order)


def _newest_of(kind: str) -> Select[Any]:
    """No more than are shown: an index knows them, however large the library is."""
    columns = select(Entry.id, Entry.released_at).where(Entry.kind == kind, Entry.status == RELEASED)
    few = columns.order_by(Entry.released_at.desc(), Entry.id.desc()).limit(MOST).subquery()
    turn = func.row_number().over(order_by=(few.c.released_at.desc(), few.c.id.desc())).label("turn")
    return select(few.c.id, few.c.released_at, turn)


def watched(actor: Actor) -> Select[tuple[Entry]]:
    """What this person watches, what changed last first."""
    query = select(Entry).join(Watch, Watch.entry_id == Entry.id)
    query = query.where(Watch.person_id == actor.person_id, Watch.muted.is_(False), readable(actor))
    return query.order_by(Entry.changed_at.desc(), Entry.id).limit(MOST)


@dataclass(frozen=True)
class Way:
    """A way into the library by one value of a filter, with the number of released entries behind it."""

    value: str
    label: object
    count: int


def by_phase(session: Session, kind: Kind) -> list[Way]:
    """The phases of a journey, in order, with how many entries of `kind` belong to each. One query."""
    phases = cast(kind.model.phases, String)  # type: ignore[attr-defined]  # only kinds with the field PHASES
    counts = [func.count().filter(phases.like(f'%"{option.value}"%')) for option in PHASES.options]
    row = session.execute(select(*counts).select_from(kind.model).where(kind.model.status == RELEASED)).one()
    return [Way(option.value, option.label, count) for option, count in zip(PHASES.options, row, strict=True)]


def by_field(session: Session, kind: Kind) -> list[Way]:
    """The fields of action with how many entries of `kind` belong to each; one query."""
    query = select(Entry.field_of_action, func.count().label("number"))
    query = query.where(Entry.kind == kind.name, Entry.status == RELEASED).group_by(Entry.field_of_action)
    counts = {row.field_of_action: row.number for row in session.execute(query)}
    return [Way(option.value, option.label, counts.get(option.value, 0)) for option in FIELD_OF_ACTION.options]
