"""What the home page shows of the library: the newest, what one watches, ways in."""

from dataclasses import dataclass

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.kinds import Kind
from wiki.entries.models import RELEASED, Entry, Watch
from wiki.entries.options import FIELD_OF_ACTION, PHASES
from wiki.entries.rights import readable

MOST = 8


def newest() -> Select[tuple[Entry]]:
    """What was released last; of what came in together (an import), each kind in turn."""
    turn = func.row_number().over(partition_by=Entry.kind, order_by=(Entry.released_at.desc(), Entry.id.desc()))
    columns = select(Entry.id, Entry.released_at, turn.label("turn")).where(Entry.status == RELEASED).subquery()
    # Sorted without the texts: they are read of the few that are shown.
    order = columns.c.released_at.desc(), columns.c.turn, columns.c.id.desc()
    few = select(columns).order_by(*order).limit(MOST).subquery()
    order = few.c.released_at.desc(), few.c.turn, few.c.id.desc()
    return select(Entry).join(few, few.c.id == Entry.id).order_by(*order)


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
