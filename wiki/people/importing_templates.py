"""Files to begin with: the heads and an example, for each table or all of them in one workbook."""

import io

import openpyxl
from openpyxl.styles import Font

from wiki.core.csv_lines import BOM, csv_lines
from wiki.people.importing_columns import DEPARTMENTS, FUNCTIONS, PEOPLE

_ROWS: dict[str, dict[str, list[list[str]]]] = {
    PEOPLE: {
        "de": [
            ["Name", "E-Mail", "Abteilung", "Funktionen", "Sprache", "Stellvertretung", "Leitung", "Erster Arbeitstag"],
            ["Maria Beispiel", "maria@example.org", "Vertrieb / Innendienst", "Hotline-Agent, Ausbilderin", "de",
             "paul@example.org", "ja", ""],
            ["Paul Muster", "paul@example.org", "Vertrieb / Innendienst", "Hotline-Agent", "de", "", "", "2026-02-01"],
        ],
        "en": [
            ["Name", "E-mail", "Department", "Functions", "Language", "Deputy", "Head", "First working day"],
            ["Mary Example", "mary@example.org", "Sales / Inside sales", "Hotline agent, Trainer", "en",
             "paul@example.org", "yes", ""],
            ["Paul Sample", "paul@example.org", "Sales / Inside sales", "Hotline agent", "en", "", "", "2026-02-01"],
        ],
    },
    DEPARTMENTS: {
        "de": [
            ["Name (Deutsch)", "Name (Englisch)", "Übergeordnet", "Leitung (E-Mail)", "Postfach"],
            ["Vertrieb", "Sales", "", "", "vertrieb@example.org"],
            ["Innendienst", "Inside sales", "Vertrieb", "maria@example.org", ""],
        ],
        "en": [
            ["Name (German)", "Name (English)", "Above", "Head (e-mail)", "Mailbox"],
            ["Vertrieb", "Sales", "", "", "sales@example.org"],
            ["Innendienst", "Inside sales", "Sales", "mary@example.org", ""],
        ],
    },
    FUNCTIONS: {
        "de": [
            ["Name (Deutsch)", "Name (Englisch)", "Abteilung", "Nur eine Person"],
            ["Hotline-Agent", "Hotline agent", "Vertrieb / Innendienst", "nein"],
            ["Ausbilderin", "Trainer", "Vertrieb", "ja"],
        ],
        "en": [
            ["Name (German)", "Name (English)", "Department", "One person alone"],
            ["Hotline-Agent", "Hotline agent", "Sales / Inside sales", "no"],
            ["Ausbilderin", "Trainer", "Sales", "yes"],
        ],
    },
}  # fmt: skip
TITLES = {
    "de": {PEOPLE: "Personen", DEPARTMENTS: "Abteilungen", FUNCTIONS: "Funktionen"},
    "en": {PEOPLE: "People", DEPARTMENTS: "Departments", FUNCTIONS: "Functions"},
}


def as_csv(kind: str, language: str) -> bytes:
    """The example of one table, as spreadsheets of this language open it."""
    return (BOM + "".join(csv_lines(_ROWS[kind][language], language))).encode()


def as_workbook(language: str) -> bytes:
    """The examples of all tables, a sheet each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for kind, title in TITLES[language].items():
        sheet = book.create_sheet(title)
        for row in _ROWS[kind][language]:
            sheet.append(row)
        for cell, column in zip(sheet[1], sheet.columns, strict=True):
            cell.font = Font(bold=True)
            width = max(len(str(each.value or "")) for each in column)
            sheet.column_dimensions[cell.column_letter].width = width + 3
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
