"""Tables written as CSV, as the spreadsheets of a language open them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BOM = "\ufeff"
"""Comes first: without it spreadsheets take the file for Windows-1252."""
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Sequence[Any]], language: str) -> Iterator[str]:
    """Each row as a line, separated by semicolons in German and by commas in English; no cell is taken for a
    formula."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell_text(str(cell)) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def cell_text(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
