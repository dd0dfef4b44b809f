"""Tables that people send: CSV of any usual sort and XLSX, read into rows of plain text with their line numbers.

Nothing in a file is trusted: neither its name nor its sizes, and formulas are never reckoned (the value that was saved
with them is read).
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from flask_babel import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_SHEETS = 10
LONGEST_CELL = 2_000
MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 1_000, 100 * 1024 * 1024, 200
_EMPTY_IN_A_ROW = 1_000
"""So many empty rows end a sheet: some programs save a million of them."""


@dataclass(frozen=True)
class Row:
    """A row that is not empty. `line` is where people find it in the file, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table: the file, the name of the sheet in a workbook (else empty), its rows with the heads first."""

    file: str
    name: str
    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        """How messages call it."""
        return f"{self.file} ({self.name})" if self.name else self.file


def read_sheets(name: str, data: bytes) -> list[Sheet]:
    """The tables of a file that are not empty. Raises Invalid, with what to do about it."""
    if len(data) > MOST_BYTES:
        raise _refused(name, _("This file is larger than %(most)s MB.", most=MOST_BYTES // 1024 // 1024))
    if not data.strip(b"\x00 \t\r\n"):
        raise _refused(name, _("This file is empty."))
    if data.startswith(b"PK"):
        return _workbook(name, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(name, _("This is a workbook of the old kind (.xls). Save it as .xlsx or CSV."))
    return [Sheet(name, "", tuple(_csv_rows(name, _decoded(name, data))))]


def _refused(name: str, message: object) -> Invalid:
    return Invalid([Problem("file", f"{name}: {message}")], f"{name}: {message}")


def _decoded(name: str, data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else what Windows writes in western Europe."""
    has_utf16_mark = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if has_utf16_mark else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _refused(name, _("This is no table: send CSV (UTF-8) or XLSX."))


def _csv_rows(name: str, text: str) -> Iterator[Row]:
    lines = text.splitlines(keepends=True)
    first = next((each for each in lines if each.strip()), "")
    delimiter = max(";\t,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _refused(name, _("Line %(line)s cannot be read: a quotation mark is missing.", line=begins)) from None
        if cells is None:
            return
        row = _row(name, begins, cells)
        if row is not None:
            number = _counted(name, number)
            yield row


def _counted(name: str, number: int) -> int:
    if number > MOST_ROWS:
        message = _("This file has more than %(most)s rows. Split it.", most=MOST_ROWS)
        raise _refused(name, message)
    return number + 1


def _row(name: str, line: int, cells: Iterable[Any]) -> Row | None:
    """The row as plain text, None when it is empty."""
    texts = [clean_line(_text(each)) for each in cells]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > MOST_COLUMNS:
        raise _refused(name, _("Line %(line)s has more than %(most)s columns.", line=line, most=MOST_COLUMNS))
    if any(len(each) > LONGEST_CELL for each in texts):
        raise _refused(name, _("Line %(line)s has a cell that is far too long.", line=line))
    return Row(line, tuple(texts)) if texts else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _workbook(name: str, data: bytes) -> list[Sheet]:
    _check_archive(name, data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise _refused(name, _("This workbook has more than %(most)s sheets.", most=MOST_SHEETS))
        several = len(book.worksheets) > 1
        sheets = [
            Sheet(name, each.title if several else "", tuple(_sheet_rows(name, each))) for each in book.worksheets
        ]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, TypeError) as error:
        raise _refused(name, _("This workbook is damaged, or it is none.")) from error
    return [each for each in sheets if each.rows]


def _sheet_rows(name: str, sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    number = empty = 0
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        row = _row(name, line, cells)
        empty = 0 if row is not None else empty + 1
        if empty > _EMPTY_IN_A_ROW:
            return
        if row is not None:
            number = _counted(name, number)
            yield row


def _check_archive(name: str, data: bytes) -> None:
    """Refuse what would become far too large when unpacked, and what defines XML of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
                raise _refused(name, _("This workbook would become far too large when unpacked."))
            for each in parts:
                if each.file_size > 1024 * 1024 and each.file_size > MOST_RATIO * max(1, each.compress_size):
                    raise _refused(name, _("This workbook would become far too large when unpacked."))
                with archive.open(each) as part:
                    if b"<!DOCTYPE" in part.read(4096):
                        raise _refused(name, _("This workbook is damaged, or it is none."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _refused(name, _("This workbook is damaged, or it is none.")) from error
