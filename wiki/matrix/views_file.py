"""The matrix as files: every row and column of the view."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from wiki.access.rules import SIGNED_IN, rule
from wiki.core.text import whole_number
from wiki.matrix import sheet
from wiki.matrix.blueprint import blueprint
from wiki.matrix.columns import Column
from wiki.matrix.grid import Grid, grid_of
from wiki.matrix.markup import row_html, words
from wiki.matrix.rows import Row
from wiki.matrix.shown import Shown, shown
from wiki.web.csv_file import csv_file
from wiki.web.transaction import db

COLUMNS_A_SHEET = 18


@blueprint.get("/xlsx")
@rule(SIGNED_IN)
def xlsx() -> ResponseReturnValue:
    """A workbook."""
    here = shown()
    grid = _whole(here)
    response = Response(sheet.xlsx(grid, here.frame.staff, here.frame.language), mimetype=sheet.MIMETYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(here)}.xlsx"'
    return response


@blueprint.get("/csv")
@rule(SIGNED_IN)
def csv() -> ResponseReturnValue:
    """The same without colours."""
    here = shown()
    lines = sheet.lines(_whole(here), here.frame.staff, here.frame.language)
    return csv_file(_name(here), lines)


@blueprint.get("/print")
@rule(SIGNED_IN)
def paper() -> ResponseReturnValue:
    """A page of the matrix on paper: as many sheets as the columns take, the rows' names on each."""
    here = shown()
    number = max(1, whole_number(request.args.get("page", "")))
    grid = grid_of(db(), here.actor, here.frame, here.kind, here.conditions, only_gaps=here.only_gaps, page=number)
    starts = range(0, len(grid.columns), COLUMNS_A_SHEET)
    said = words()
    return render_template(
        "matrix/print.html",
        here=here,
        grid=grid,
        said=said,
        sheets=[(start, grid.columns[start : start + COLUMNS_A_SHEET]) for start in starts],
        cells_of=lambda row, start, columns: _part(grid, row, start, columns, said),
    )


def _part(grid: Grid, row: Row, start: int, columns: list[Column], said: dict[str, str]) -> Markup:
    """The cells of a row in the columns of one sheet."""
    cells = grid.cells.get(row.place, {})
    part = {number - start: cell for number, cell in cells.items() if 0 <= number - start < len(columns)}
    return row_html(part, columns, said, grid.gaps.get(row.place, ()))


def _whole(here: Shown) -> Grid:
    return grid_of(
        db(), here.actor, here.frame, here.kind, here.conditions, only_gaps=here.only_gaps, whole=True
    )  # fmt: skip


def _name(here: Shown) -> str:
    return f"matrix-{here.kind.path}-{here.view.by}-{here.frame.day.isoformat()}"
