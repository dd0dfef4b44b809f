"""What stands in the cells: letters in force on a day, planned by the reader, asked for and not answered yet."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.matrix.columns import Behind
from wiki.ownership.holders import Place
from wiki.ownership.models import (
    ACCOUNTABLE,
    ASKED,
    CONSULTED,
    INFORMED,
    PLANNED,
    RESPONSIBLE,
    Accountability,
    Duty,
    DutyRequest,
    RequestPackage,
)
from wiki.ownership.packages import END
from wiki.ownership.queries import accountable_on, lasting_on

ORDER = (ACCOUNTABLE, RESPONSIBLE, CONSULTED, INFORMED)


@dataclass
class Cell:
    """One row in one column. `members`: letter → who of the department, or which function of the person, holds it."""

    held: set[str] = field(default_factory=set)
    planned: set[str] = field(default_factory=set)
    ending: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    members: dict[str, list[str]] = field(default_factory=dict)
    members_soon: set[str] = field(default_factory=set)
    """Letters that members are to have: planned or asked for."""

    @property
    def wished(self) -> str:
        """The letters the column itself holds once everything planned has come true, in order: what one fills in."""
        return "".join(each for each in ORDER if each in (self.held | self.planned | self.asked) - self.ending)


@dataclass(frozen=True)
class Standing:
    """That a holder has a letter at a place, or is to have it: `state` is held, planned, ending or asked."""

    place: Place
    letter: str
    holder_key: str
    state: str = "held"


Cells = dict[Place, dict[int, Cell]]
"""Place → number of the column → what stands there; empty cells are not in it."""


def standings(session: Session, actor: Actor, entry_ids: Collection[int], day: date, *, now: bool) -> list[Standing]:
    """Everything about these entries and their steps; what is planned and asked for only where the day is `now`.
    Three queries."""
    found = list(_in_force(session, entry_ids, day))
    return found + list(_wished(session, actor, entry_ids)) if now else found


def _in_force(session: Session, entry_ids: Collection[int], day: date) -> Iterator[Standing]:
    columns = (Accountability.entry_id, Accountability.step_key, Accountability.person_id, Accountability.function_id)
    accountable = accountable_on(day).where(Accountability.entry_id.in_(entry_ids)).with_only_columns(*columns)
    for row in session.execute(accountable):
        if row.person_id is not None or row.function_id is not None:
            key = f"p{row.person_id}" if row.person_id is not None else f"f{row.function_id}"
            yield Standing(Place(row.entry_id, row.step_key), ACCOUNTABLE, key)
    duties = select(Duty.entry_id, Duty.step_key, Duty.letter, Duty.holder_key)
    for duty in session.execute(duties.where(lasting_on(day), Duty.entry_id.in_(entry_ids))):
        yield Standing(Place(duty.entry_id, duty.step_key), duty.letter, duty.holder_key)


def _wished(session: Session, actor: Actor, entry_ids: Collection[int]) -> Iterator[Standing]:
    own = (DutyRequest.state == PLANNED) & (RequestPackage.asker_id == actor.person_id)
    query = (
        select(
            DutyRequest.entry_id, DutyRequest.step_key, DutyRequest.letter, DutyRequest.holder_key, DutyRequest.act,
            DutyRequest.state,
        )
        .join(RequestPackage, RequestPackage.id == DutyRequest.package_id)
        .where(DutyRequest.entry_id.in_(entry_ids), own | (DutyRequest.state == ASKED))
    )  # fmt: skip
    for row in session.execute(query):
        state = "ending" if row.act == END else row.state
        yield Standing(Place(row.entry_id, row.step_key), row.letter, row.holder_key, state)


def cells_of(found: Iterable[Standing], shown: dict[str, list[Behind]]) -> Cells:
    """What was found, in the columns in which it is shown."""
    cells: Cells = {}
    for each in found:
        for behind in shown.get(each.holder_key, ()):
            if behind.through and each.state == "ending":
                continue
            cell = cells.setdefault(each.place, {}).setdefault(behind.column, Cell())
            if behind.through and each.state != "held":
                cell.members_soon.add(each.letter)
            elif behind.through:
                cell.members.setdefault(each.letter, []).append(behind.through)
            else:
                letters: set[str] = getattr(cell, each.state)
                letters.add(each.letter)
    return cells
