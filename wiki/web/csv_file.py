"""Lists as files for spreadsheets; short ones, made in memory. Long lists of entries: `entries/list_csv.py`."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

from wiki.core.csv_lines import BOM, csv_lines
from wiki.web.i18n import reader_language


def csv_file(name: str, rows: Iterable[Sequence[Any]]) -> Response:
    """The rows, heads first, as the file `name`.csv; separated as spreadsheets in the reader's language want it, and
    cells that would be read as formulas made harmless."""
    response = Response(BOM + "".join(csv_lines(rows, reader_language())), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
