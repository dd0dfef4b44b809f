"""Rows out of a spreadsheet: cells from the clipboard, brought to the fields they are meant for."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES, clean_text, fold, slugify
from wiki.entries.fields import Choice, Choices, Field, Reference, language_name
from wiki.entries.models import Entry
from wiki.entries.payload import PEOPLE_KINDS
from wiki.entries.rights import readable
from wiki.entries.rows import Rows
from wiki.people.models import Department, Function
from wiki.web.i18n import reader_language

MOST_TEXT = 200_000


@dataclass(frozen=True)
class Column:
    """A control of a row: its field, and the language of its text where it has one."""

    field: Field
    language: str = ""

    @property
    def name(self) -> str:
        """The control's name within the row."""
        return language_name(self.field.form_name, self.language) if self.language else self.field.form_name

    @property
    def label(self) -> str:
        """Its head on screen."""
        languages = {"de": _("German"), "en": _("English")}
        return f"{self.field.label}, {languages[self.language]}" if self.language else str(self.field.label)

    def shown(self, value: str) -> str:
        """A value of it as people read it."""
        return str(self.field.label_of(value)) if isinstance(self.field, Choice | Choices) else value


@dataclass(frozen=True)
class PastedRow:
    """One line of the spreadsheet: the values by control, and what is wrong with them."""

    values: dict[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pasted:
    """What was understood. `ignored` are heads that name no column; `is_cut`: there were more rows than fit."""

    columns: tuple[Column, ...] = ()
    rows: tuple[PastedRow, ...] = ()
    ignored: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def wrong(self) -> int:
        """How many rows have something to mend."""
        return sum(bool(row.problems) for row in self.rows)


def read_pasted(session: Session, actor: Actor, rows: Rows, text: str) -> Pasted:
    """The rows in `text`: cells parted by tabs as spreadsheets copy them, the first line heads or not."""
    cells = _cells(text)
    if not cells:
        return Pasted()
    heads = _heads(rows)
    found: list[Column | None] = [heads.get(fold(cell)) for cell in cells[0]]
    ignored: tuple[str, ...] = ()
    if sum(column is not None for column in found) * 2 > len([cell for cell in cells[0] if cell]):
        ignored = tuple(cell for cell, column in zip(cells[0], found, strict=True) if cell and column is None)
        cells = cells[1:]
    else:
        widest = max(len(line) for line in cells)
        found = [column for column, _place in zip(_in_order(rows), range(widest), strict=False)]
    lines = [{c.name: value for c, value in zip(found, line, strict=False) if c and value} for line in cells]
    is_cut, lines = len(lines) > rows.most, lines[: rows.most]
    columns = tuple(dict.fromkeys(column for column in found if column))
    unknown = {column.name: _name_entries(session, actor, column, lines) for column in columns}
    return Pasted(columns, tuple(_row(rows, columns, line, unknown) for line in lines), ignored, is_cut)


def _cells(text: str) -> list[list[str]]:
    reader = csv.reader(StringIO(clean_text(text)[:MOST_TEXT]), delimiter="\t")
    try:
        lines = [[cell.strip() for cell in line] for line in reader]
    except csv.Error:
        lines = [[cell.strip() for cell in line.split("\t")] for line in clean_text(text).splitlines()]
    return [line for line in lines if any(line)]


def _in_order(rows: Rows) -> Iterator[Column]:
    """The columns when no heads are given: each field once, texts in the reader's language."""
    language = reader_language()
    for each in rows.fields:
        yield Column(each, language if getattr(each, "per_language", False) else "")


def _heads(rows: Rows) -> dict[str, Column]:
    """What a column may be called, in both languages: "Schritt", "Step (en)", "Step, English", "title_en"."""
    found: dict[str, Column] = {}
    shared = reader_language()
    called = {each: _both(each.label) for each in rows.fields}
    for each, labels in called.items():
        if not getattr(each, "per_language", False):
            for name in (each.name, *labels.values()):
                found.setdefault(fold(name), Column(each))
            continue
        for language in LANGUAGES:
            column = Column(each, language)
            found.setdefault(fold(column.name), column)
            for label in labels.values():
                for sign in _signs(language):
                    for head in (f"{label} ({sign})", f"{label}, {sign}", f"{label} {sign}"):
                        found.setdefault(fold(head), column)
        same = labels["de"] == labels["en"]
        for language, label in labels.items():
            found.setdefault(fold(label), Column(each, shared if same else language))
    return found


def _signs(language: str) -> tuple[str, ...]:
    return {"de": ("de", "deutsch", "german"), "en": ("en", "englisch", "english")}[language]


def _both(label: Any) -> dict[str, str]:
    """A label in every language."""
    found = {}
    for language in LANGUAGES:
        with force_locale(language):
            found[language] = str(label)
    return found


def _row(rows: Rows, columns: tuple[Column, ...], line: dict[str, str], unknown: dict[str, set[str]]) -> PastedRow:
    """The values of a line, choices by their words, and what the form would refuse."""
    values = dict(line)
    for column in columns:
        if isinstance(column.field, Choice | Choices) and column.name in values:
            values[column.name] = _chosen(column.field, values[column.name])
    problems: list[str] = []
    for each in rows.fields:
        found: list[Problem] = []
        each.clean(_raw(each, values), each.name, found)
        problems += [f"{each.label}: {problem.for_form}" for problem in found]
        if values.get(each.form_name, "") in unknown.get(each.form_name, ()):
            problems.append(_("%(field)s: there is no “%(name)s” yet.", field=each.label, name=values[each.form_name]))
    return PastedRow(values, tuple(problems))


def _raw(each: Field, values: dict[str, str]) -> Any:
    if getattr(each, "per_language", False):
        return {language: values.get(language_name(each.form_name, language), "") for language in LANGUAGES}
    value = values.get(each.form_name, "")
    return [part.strip() for part in value.split(",")] if isinstance(each, Choices) else value


def _chosen(each: Choice | Choices, text: str) -> str:
    """The value of the option that `text` names in one of the languages; `text` itself when there is none."""
    for option in each.options:
        if fold(text) in {fold(option.value), *(fold(label) for label in _both(option.label).values())}:
            return option.value
    return text


def _name_entries(session: Session, actor: Actor, column: Column, lines: list[dict[str, str]]) -> set[str]:
    """Put short names in place of the titles that a column gives; returns those that nothing is known by."""
    if not isinstance(column.field, Reference):
        return set()
    wanted = {line[column.name] for line in lines if column.name in line}
    named = _slugs(session, actor, column.field.kind, wanted)
    unknown = set()
    for line in lines:
        if column.name in line:
            text = line[column.name]
            line[column.name] = named.get(fold(text)) or slugify(text) or text
            if fold(text) not in named:
                unknown.add(line[column.name])
    return unknown


def _slugs(session: Session, actor: Actor, kind: str, wanted: set[str]) -> dict[str, str]:
    """Folded title or short name → short name, of what is known; one query."""
    if not wanted:
        return {}
    if kind in PEOPLE_KINDS:
        model: Any = Department if kind == "department" else Function
        every = [(each.slug, each.name_de, each.name_en) for each in session.scalars(select(model))]
    else:
        spelt = wanted | {each.lower() for each in wanted}
        names = (Entry.title_de, Entry.title_en, func.lower(Entry.title_de), func.lower(Entry.title_en), Entry.slug)
        called = or_(*(name.in_(spelt) for name in names))
        query = select(Entry.slug, Entry.title_de, Entry.title_en).where(Entry.kind == kind, called, readable(actor))
        every = [tuple(row) for row in session.execute(query)]
    return {fold(name): slug for slug, *titles in every for name in (slug, *titles) if name}
