"""Which column of a sent table means what: heads are recognised in German and English, as people write them."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.core.sheets import Row, Sheet
from wiki.core.text import fold

PEOPLE, DEPARTMENTS, FUNCTIONS = "people", "departments", "functions"
KINDS = (DEPARTMENTS, PEOPLE, FUNCTIONS)
KIND_WORDS = {PEOPLE: _l("People"), DEPARTMENTS: _l("Departments"), FUNCTIONS: _l("Functions")}

FIELD_WORDS = {
    "name": _l("Name"), "first_name": _l("First name"), "last_name": _l("Last name"), "email": _l("E-mail address"),
    "department": _l("Department"), "functions": _l("Functions"), "language": _l("Language"), "deputy": _l("Deputy"),
    "joined_on": _l("First working day"),
    "is_head": _l("Head of the department"), "name_de": _l("Name in German"), "name_en": _l("Name in English"),
    "above": _l("Department above"), "head": _l("Head"), "mailbox": _l("Mailbox"), "slug": _l("Address part"),
    "single": _l("One person alone"),
}  # fmt: skip

_NAMES_DE = "name de|name deutsch|deutscher name|name auf deutsch|name german|name in german|german name|name"
_NAMES_EN = "name en|name englisch|englischer name|name auf englisch|name english|name in english|english name"
_HEADS: dict[str, dict[str, str]] = {
    PEOPLE: {
        "name": "name|vor und nachname|vorname nachname|vollständiger name|full name|person|mitarbeiter|employee",
        "first_name": "vorname|first name|given name",
        "last_name": "nachname|familienname|last name|surname|family name",
        "email": "e mail|email|mail|e mail adresse|email adresse|emailadresse|mailadresse|e mail address|email address",
        "department": "abteilung|department|bereich|organisationseinheit|org unit|team",
        "functions": "funktion|funktionen|function|functions|stelle|stellen|job role|job roles|position",
        "language": "sprache|language",
        "joined_on": "erster arbeitstag|eintritt|eintrittsdatum|eintritt am|arbeitsbeginn|beginn|first working day"
        "|first day|joined|joined on|start date|starting date|entry date|hire date",
        "deputy": "stellvertretung|stellvertreter|stellvertreterin|vertretung|deputy|stellvertretung (e mail)",
        "is_head": "leitung|abteilungsleitung|leitet die abteilung|leiter|head|is head|head of department|manager",
    },
    DEPARTMENTS: {
        "name_de": f"{_NAMES_DE}|abteilung|department|bezeichnung|bereich",
        "name_en": _NAMES_EN,
        "above": "über|darüber|übergeordnet|übergeordnete abteilung|oberabteilung|above|department above|parent"
        "|parent department|gehört zu|belongs to",
        "head": "leitung|leitung (e mail)|e mail der leitung|abteilungsleitung|leiter|head|head (e mail)|head's e mail"
        "|e mail of the head|manager",
        "mailbox": "postfach|sammelpostfach|mailbox|shared mailbox|funktionspostfach",
        "slug": "kennung|adressteil|slug|address part",
    },
    FUNCTIONS: {
        "name_de": f"{_NAMES_DE}|funktion|function|bezeichnung",
        "name_en": _NAMES_EN,
        "department": "abteilung|department|bereich",
        "single": "einzeln|nur eine person|eine person allein|einzelfunktion|single|single holder|one person alone"
        "|one person only|nur eine",
        "slug": "kennung|adressteil|slug|address part",
    },
}
_NEEDED = {PEOPLE: ("email",), DEPARTMENTS: ("name_de", "name_en"), FUNCTIONS: ("name_de", "name_en")}
_TELLING = {PEOPLE: {"email"}, DEPARTMENTS: {"above", "mailbox", "head"}, FUNCTIONS: {"single", "department"}}
_FILE_WORDS = {
    PEOPLE: ("people", "person", "mitarbeit", "employee"),
    DEPARTMENTS: ("abteilung", "department"),
    FUNCTIONS: ("funktion", "function"),
}


def _known(head: str) -> str:
    """A head for comparing: capitals, hyphens, brackets, stars and the like make no difference."""
    return " ".join(re.sub(r"[*.:()]", " ", fold(head)).split())


_BY_HEAD = {
    kind: {_known(word): field for field, words in fields.items() for word in words.split("|")}
    for kind, fields in _HEADS.items()
}


@dataclass(frozen=True)
class Record:
    """One row by the names of its fields. A field that is missing was no column."""

    file: str
    line: int
    fields: dict[str, str]

    def get(self, field: str) -> str:
        """What the cell says; empty where it is empty or missing."""
        return self.fields.get(field, "")


@dataclass(frozen=True)
class Mapped:
    """A table whose columns are understood. `columns`: (head, field); an empty field is not taken."""

    label: str
    kind: str
    columns: tuple[tuple[str, str], ...]
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Wrong:
    """Something wrong in a file, at a line and a column."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" + (f" ({self.column})" if self.column else "")
        return f"{place}: {self.message}"


def map_sheet(sheet: Sheet) -> Mapped | Wrong:
    """The table with its columns understood, or why they are not."""
    heads = sheet.rows[0] if sheet.rows else Row(1, ())
    kind = _kind_of(sheet, heads)
    if not kind:
        message = _("These heads say neither people nor departments nor functions. Use the heads of the templates.")
        return Wrong(sheet.label, heads.line, "", message)
    fields = [_BY_HEAD[kind].get(_known(head), "") for head in heads.cells]
    pairs = zip(heads.cells, fields, strict=True)
    twice = next((head for head, field in pairs if field and fields.count(field) > 1), "")
    if twice:
        return Wrong(sheet.label, heads.line, twice, _("There are two columns of this meaning."))
    if not any(each in fields for each in _NEEDED[kind]):
        missing = str(FIELD_WORDS[_NEEDED[kind][0]])
        return Wrong(sheet.label, heads.line, "", _("The column “%(name)s” is missing.", name=missing))
    records = tuple(_record(sheet.label, fields, row) for row in sheet.rows[1:])
    return Mapped(sheet.label, kind, tuple(zip(heads.cells, fields, strict=True)), records)


def _record(file: str, fields: list[str], row: Row) -> Record:
    cells = (*row.cells, *[""] * len(fields))
    return Record(file, row.line, {field: cells[place] for place, field in enumerate(fields) if field})


def _kind_of(sheet: Sheet, heads: Row) -> str:
    """What the heads tell, then what the file or sheet is called, then whatever fits at all."""
    named = [kind for kind, words in _FILE_WORDS.items() if any(word in fold(sheet.label) for word in words)]
    fitting = [kind for kind in (PEOPLE, DEPARTMENTS, FUNCTIONS) if _fits(kind, heads)]
    for kind in (*named, *fitting):
        if kind in fitting:
            return kind
    return ""


def _fits(kind: str, heads: Row) -> bool:
    found = {_BY_HEAD[kind].get(_known(head), "") for head in heads.cells}
    return bool(found & set(_NEEDED[kind])) and bool(found & _TELLING[kind])
