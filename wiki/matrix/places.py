"""One row, or one cell of it, in full: who holds what, and who could."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import NotFound
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.matrix.columns import where_shown
from wiki.matrix.grid import Frame
from wiki.matrix.letters import ORDER, Cell, Standing, standings
from wiki.matrix.rows import Row, rows_of
from wiki.ownership.holders import FUNCTION, PERSON, Holder, Place
from wiki.ownership.staff import Staff


@dataclass(frozen=True)
class Line:
    """A holder with the letters of one row; `through`: in a cell, that it is not the cell's own column."""

    holder: Holder
    name: str
    cell: Cell
    through: bool = False


def row_at(session: Session, actor: Actor, frame: Frame, kind: Kind, place: Place) -> Row:
    """The row of a place. Raises NotFound."""
    here = [kind.model.id == place.entry_id]
    rows = rows_of(
        session, actor, kind, frame.language, here, steps=bool(place.step_key), past=frame.view.past
    )  # fmt: skip
    found = next((row for row in rows if row.place == place), None)
    if found is None:
        raise NotFound()
    return found


def kind_name(session: Session, place: Place) -> str:
    """The kind of the entry. Raises NotFound."""
    entry = session.get(Entry, place.entry_id)
    if entry is None:
        raise NotFound()
    return entry.kind


def name_of(staff: Staff, holder: Holder, language: str) -> str:
    """What the holder is called; empty where there is none of that key."""
    if holder.sort == PERSON:
        person = staff.people.get(holder.id)
        return person.name if person else ""
    if holder.sort == FUNCTION:
        job = staff.functions.get(holder.id)
        return job.name(language) if job else ""
    unit = staff.departments.get(holder.id)
    return unit.name(language) if unit else ""


def lines_of(found: Sequence[Standing], place: Place, staff: Staff, language: str) -> list[Line]:
    """Everybody who holds something there or is to, the accountable first."""
    cells: dict[str, Cell] = {}
    for each in found:
        if each.place == place:
            cell = cells.setdefault(each.holder_key, Cell())
            letters: set[str] = getattr(cell, each.state)
            letters.add(each.letter)
    lines = [Line(Holder.read(key), name_of(staff, Holder.read(key), language), cell) for key, cell in cells.items()]
    return sorted(lines, key=lambda line: (_first(line.cell), line.name.casefold()))


def _first(cell: Cell) -> int:
    every = cell.held | cell.planned | cell.asked | cell.ending
    return min(ORDER.index(letter) for letter in every)


def in_cell(lines: Sequence[Line], frame: Frame, holder: Holder) -> list[Line]:
    """Those of the lines that are shown in the column of `holder`."""
    column = [each for each in frame.columns() if each.holder == holder]
    shown = where_shown(frame.staff, frame.view.by, column, frame.language)
    return [
        Line(line.holder, line.name, line.cell, line.holder != holder) for line in lines if line.holder.key in shown
    ]


def who_could_be_accountable(staff: Staff, department_id: int, language: str) -> list[tuple[Holder, str]]:
    """The people of a department and its functions that one person alone may hold."""
    jobs = [job for job in staff.functions.values() if job.department_id == department_id and job.single_holder]
    people = [each for each in staff.people.values() if each.department_id == department_id and each.here]
    found = [(Holder(FUNCTION, job.id), job.name(language)) for job in jobs]
    return found + [(Holder(PERSON, each.id), each.name) for each in people]


def standing_at(session: Session, actor: Actor, frame: Frame, place: Place) -> list[Standing]:
    """What stands in one row, whoever holds it."""
    found = standings(session, actor, [place.entry_id], frame.day, now=frame.view.past is None)
    return [each for each in found if each.place == place]
