"""The matrix as files: every row and column of the view."""

from flask import Response
from flask.typing import ResponseReturnValue

from wiki.access.rules import SIGNED_IN, rule
from wiki.matrix import sheet
from wiki.matrix.blueprint import blueprint
from wiki.matrix.grid import Grid, grid_of
from wiki.matrix.shown import Shown, shown
from wiki.web.csv_file import csv_file
from wiki.web.transaction import db


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


def _whole(here: Shown) -> Grid:
    return grid_of(
        db(), here.actor, here.frame, here.kind, here.conditions, only_gaps=here.only_gaps, whole=True
    )  # fmt: skip


def _name(here: Shown) -> str:
    return f"matrix-{here.kind.path}-{here.view.by}-{here.frame.day.isoformat()}"
