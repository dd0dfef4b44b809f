"""The matrix as it is shown: some rows, some columns, what stands in their cells, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.matrix.asked import View
from wiki.matrix.columns import Column, columns_of, where_shown
from wiki.matrix.gaps import Gap, Gaps, gaps_of
from wiki.matrix.letters import Cells, Standing, cells_of, standings
from wiki.matrix.rows import Row, rows_of
from wiki.ownership.findings import Findings
from wiki.ownership.holders import Place
from wiki.ownership.models import Accountability
from wiki.ownership.queries import held_on
from wiki.ownership.rights import oversees_department
from wiki.ownership.staff import Staff

ROWS_A_PAGE, COLUMNS_A_PAGE = 500, 60


@dataclass(frozen=True)
class Frame:
    """Whose columns are shown: the same for a page of the matrix, its file and the answer to a change."""

    staff: Staff
    day: date
    view: View
    language: str

    def columns(self) -> list[Column]:
        """Every column of the view."""
        return columns_of(self.staff, self.view.by, self.language, self.view.columns)

    def columns_of_page(self) -> tuple[list[Column], int]:
        """The columns of the page asked for, and how many pages there are."""
        every = self.columns()
        pages = max(1, -(-len(every) // COLUMNS_A_PAGE))
        number = min(self.view.columns_page, pages)
        return every[(number - 1) * COLUMNS_A_PAGE : number * COLUMNS_A_PAGE], pages

    def cells(self, found: Sequence[Standing], columns: list[Column]) -> Cells:
        """What was found, in these columns."""
        return cells_of(found, where_shown(self.staff, self.view.by, columns, self.language))


@dataclass(frozen=True)
class Filled:
    """Rows and columns with their cells and gaps. `soon`: places and letters that are planned or asked for."""

    columns: list[Column]
    rows: list[Row]
    cells: Cells
    gaps: Gaps
    soon: frozenset[tuple[Place, str]] = frozenset()

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The departments over the columns, with how many columns they span; empty where columns are departments."""
        found = [(name, len(list(each))) for name, each in groupby(self.columns, lambda column: column.group)]
        return found if any(name for name, _span in found) else []

    def is_soon(self, place: Place, gap: Gap) -> bool:
        """Whether somebody is planned or asked for what is missing."""
        return (place, gap.letter) in self.soon


@dataclass(frozen=True)
class Grid(Filled):
    """One page of the matrix. `total` counts all rows, `covered` of the `entries` that must have somebody
    accountable have somebody."""

    total: int = 0
    page: int = 1
    pages: int = 1
    column_pages: int = 1
    entries: int = 0
    covered: int = 0
    may_change: bool = False


def filled(
    session: Session, actor: Actor, frame: Frame, columns: list[Column], rows: list[Row], gaps: Gaps | None = None
) -> Filled:
    """The cells and gaps of these rows in these columns; a fixed number of queries."""
    ids = {row.place.entry_id for row in rows}
    found = standings(session, actor, ids, frame.day, now=frame.view.past is None)
    if gaps is None:
        gaps = gaps_of(session, actor, ids, frame.day, frame.staff, frame.language)
    soon = frozenset((each.place, each.letter) for each in found if each.state in ("planned", "asked"))
    return Filled(columns, rows, frame.cells(found, columns), gaps, soon)


def grid_of(
    session: Session, actor: Actor, frame: Frame, kind: Kind, conditions: Sequence[ColumnElement[bool]],
    *, only_gaps: bool = False, page: int = 1, whole: bool = False,
) -> Grid:  # fmt: skip
    """The matrix of the rows that meet `conditions`; `whole`: every row and column, for files."""
    view = frame.view
    rows = rows_of(session, actor, kind, frame.language, conditions, steps=view.steps, past=view.past)
    gaps = None
    if only_gaps:
        ids = {row.place.entry_id for row in rows if oversees_department(actor, row.department)}
        gaps = gaps_of(session, actor, ids, frame.day, frame.staff, frame.language)
        rows = [row for row in rows if row.place in gaps]
    covered, entries = _coverage(session, rows, frame)
    pages = 1 if whole else max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(page, pages)
    shown = rows if whole else rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    columns, column_pages = (frame.columns(), 1) if whole else frame.columns_of_page()
    part = filled(session, actor, frame, columns, shown, gaps)
    return Grid(
        part.columns, part.rows, part.cells, part.gaps, part.soon, len(rows), page, pages, column_pages, entries,
        covered, any(row.may_change for row in shown),
    )  # fmt: skip


def _coverage(session: Session, rows: Sequence[Row], frame: Frame) -> tuple[int, int]:
    """How many of the entries among the rows that must have somebody accountable have somebody, and how many they are:
    the dashboards count the same."""
    expected = set(session.scalars(select(Entry.id).where(wired(session, Findings).expected())))
    held = {each.entry_id: each for each in session.execute(held_on(frame.day).where(Accountability.step_key == ""))}
    asked = [row for row in rows if not row.place.step_key and row.place.entry_id in expected]
    covered = sum(not frame.staff.answerer(held.get(row.place.entry_id), row.department).gap for row in asked)
    return covered, len(asked)
