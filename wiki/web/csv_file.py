"""Lists as files for spreadsheets; short ones, made in memory. Long lists of entries: `entries/list_csv.py`."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

from wiki.core.text import cell_text
from wiki.web.i18n import reader_language


def csv_file(name: str, rows: Iterable[Sequence[Any]]) -> Response:
    """The rows, heads first, as the file `name`.csv; separated as spreadsheets in the reader's language want it, and
    cells that would be read as formulas made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if reader_language() == "de" else ",", lineterminator="\r\n")
    writer.writerows([cell_text(str(cell)) for cell in row] for row in rows)
    response = Response(text.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
