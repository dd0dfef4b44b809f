"""The matrix as a file: XLSX with frozen head and a second sheet on letters and gaps; CSV."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from wiki.core.csv_lines import cell_text
from wiki.matrix.grid import Grid
from wiki.matrix.letters import ORDER, Cell
from wiki.ownership.staff import Staff
from wiki.web.i18n import day

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILLS = {
    letter: PatternFill("solid", fgColor=colour)
    for letter, colour in zip(ORDER, ("0D5F6B", "CFE6E8", "F3F0E9", "FFFFFF"), strict=True)
}
_A3 = 8
_CENTRED, _BOLD, _PLAIN, _ON_DARK = (
    Alignment(horizontal="center"),
    Font(bold=True),
    Font(),
    Font(bold=True, color="FFFFFF"),
)
_UPRIGHT, _TURNED = (Alignment(text_rotation=turn, wrap_text=True, vertical="bottom") for turn in (0, 90))
_BAD = PatternFill("solid", fgColor="FBE7E4")


def letters_of(cell: Cell | None) -> str:
    """A cell in one line: `A/R`, what is not in force in brackets."""
    if cell is None:
        return ""
    return "/".join(text for letter in ORDER if (text := _letter(cell, letter)))


def _letter(cell: Cell, letter: str) -> str:
    if letter in cell.held:
        return str(_("%(letter)s (to end)", letter=letter)) if letter in cell.ending else letter
    if letter in cell.asked:
        return str(_("%(letter)s (asked)", letter=letter))
    if letter in cell.planned:
        return str(_("%(letter)s (planned)", letter=letter))
    return letter.lower() if letter in cell.members else ""


def lines(grid: Grid, staff: Staff, language: str) -> Iterator[Sequence[str]]:
    """The matrix as rows of text, heads first."""
    yield [_("Title"), _("Department"), *(column.label for column in grid.columns), _("What is missing")]
    names = {slug: unit.name(language) for slug, unit in staff.by_slug.items()}
    for row in grid.rows:
        cells = grid.cells.get(row.place, {})
        yield [
            f"   {row.number}. {row.title}" if row.number else row.title,
            names.get(row.department, row.department),
            *(letters_of(cells.get(number)) for number in range(len(grid.columns))),
            " ".join(gap.text for gap in grid.gaps.get(row.place, ())),
        ]


def xlsx(grid: Grid, staff: Staff, language: str) -> bytes:
    """The workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Matrix"))
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 46, 24
    for number in range(len(grid.columns)):
        sheet.column_dimensions[get_column_letter(number + 3)].width = 9
    sheet.column_dimensions[get_column_letter(len(grid.columns) + 3)].width = 70
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    for number, line in enumerate(lines(grid, staff, language)):
        sheet.append(_head(sheet, line) if number == 0 else _cells(sheet, line))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(grid.columns) + 3)}{len(grid.rows) + 1}"
    _legend(book, grid, staff)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: WriteOnlyWorksheet, line: Sequence[str]) -> list[Any]:
    found = []
    for number, text in enumerate(line):
        cell = _text(sheet, text)
        cell.font = _BOLD
        cell.alignment = _TURNED if 2 <= number < len(line) - 1 else _UPRIGHT
        found.append(cell)
    return found


def _cells(sheet: WriteOnlyWorksheet, line: Sequence[str]) -> list[Any]:
    """Empty cells are written as nothing: most are."""
    found: list[Any] = []
    for number, text in enumerate(line):
        if not text:
            found.append(None)
            continue
        cell = _text(sheet, text)
        if 2 <= number < len(line) - 1:
            cell.alignment = _CENTRED
            cell.fill = _FILLS.get(text[:1], PatternFill())
            cell.font = _ON_DARK if text[:1] == ORDER[0] else _PLAIN
        elif number == len(line) - 1:
            cell.fill = _BAD
        found.append(cell)
    return found


def _text(sheet: WriteOnlyWorksheet, text: str) -> Any:
    """A cell that is text and nothing else: what begins like a formula is none, neither here nor copied elsewhere."""
    cell = WriteOnlyCell(sheet, cell_text(text))
    cell.data_type = "s"
    return cell


def _legend(book: Workbook, grid: Grid, staff: Staff) -> None:
    sheet = book.create_sheet(_("Legend and gaps"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 46, 90
    meanings = (_("accountable"), _("responsible"), _("consulted"), _("informed"))
    rows = [
        (_("As of"), day(staff.day)),
        *zip(ORDER, meanings, strict=True),
        (_("Small letters"), _("through a person or function of the department, or a function of the person")),
        (_("In brackets"), _("planned, asked for or planned to end: not in force")),
        ("", ""),
        (_("Rows with gaps"), str(sum(1 for row in grid.rows if grid.gaps.get(row.place)))),
        *((row.title, gap.text) for row in grid.rows for gap in grid.gaps.get(row.place, ())),
    ]
    for pair in rows:
        sheet.append([_text(sheet, str(text)) for text in pair])
