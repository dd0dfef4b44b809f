"""The copy of everything the wiki keeps about one person (GDPR articles 15 and 20): a zip of JSON and a page to read.

It is made of the registry of personal data: what a feature declares is in it, secrets and what speaks of other people
are not. Who reads it later needs neither the wiki nor a network.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Column, ColumnElement, Table, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.about_people import By, PersonalData, Rows, Topic
from wiki.core.db import Base, wired
from wiki.core.errors import Forbidden
from wiki.people import mails
from wiki.people.models import Person
from wiki.people.rights import note, require_manage

MOST_ROWS = 20_000
"""Of one sort; who has written more than this is told how many there are."""


@dataclass(frozen=True)
class Section:
    """Rows of one sort: `head` and `lines` to read, `records` for programs."""

    label: str
    head: list[str]
    lines: list[list[str]]
    records: list[dict[str, Any]]
    total: int


@dataclass(frozen=True)
class Chapter:
    """One topic with what is there."""

    topic: Topic
    sections: list[Section]


def left_out(session: Session, person: Person, by_administrator: bool) -> list[Topic]:
    """The topics an administrator's copy leaves out: what the person alone sees, as long as they can fetch it."""
    if not by_administrator or not person.active:
        return []
    return [topic for topic in wired(session, PersonalData).topics if topic.private]


def collect(session: Session, person: Person, language: str, *, by_administrator: bool = False) -> list[Chapter]:
    """Everything declared that there is about `person`; a fixed number of queries, whatever the number of rows."""
    registry = wired(session, PersonalData)
    skipped = left_out(session, person, by_administrator)
    chapters = []
    for topic in registry.topics:
        if topic not in skipped and any(_is_copied(rows) for rows in topic.rows):
            found = [_section(session, rows, person, language) for rows in topic.rows if _is_copied(rows)]
            chapters.append(Chapter(topic, [each for each in found if each.records]))
    return chapters


def _is_copied(rows: Rows) -> bool:
    return rows.copied and rows.by is not By.NOTHING and bool(rows.shows)


def _section(session: Session, rows: Rows, person: Person, language: str) -> Section:
    table = Base.metadata.tables[rows.table]
    names = [column for _label, column in rows.shows]
    query = select(*(table.c[name] for name in names)).where(_is_about(table.c[rows.found_in], rows, person))
    if rows.only:
        query = query.where(table.c[rows.only[0]] == rows.only[1])
    if rows.unless:
        query = query.where(table.c[rows.unless[0]] != rows.unless[1])
    found = [dict(zip(names, row, strict=True)) for row in session.execute(query.order_by(*table.primary_key.columns))]
    shown = found[:MOST_ROWS]
    called = {name: _names(session, table.c[name], shown, language) for name in names}
    lines = [[_readable(row[name], called[name]) for name in names] for row in shown]
    records = [_record(row, called) for row in shown]
    return Section(str(rows.label), [str(label) for label, _column in rows.shows], lines, records, len(found))


def _is_about(column: Column[Any], rows: Rows, person: Person) -> ColumnElement[bool]:
    if rows.by is By.THROUGH:
        owner = Base.metadata.tables[rows.through[0]]
        return column.in_(select(owner.c.id).where(owner.c[rows.through[1]] == person.id))
    return column == {By.ID: person.id, By.PSEUDONYM: person.pseudonym, By.SUBJECT: f"person:{person.id}"}[rows.by]


def _names(session: Session, column: Column[Any], found: list[dict[str, Any]], language: str) -> dict[int, str]:
    """What the rows are called that `column` refers to; empty when it refers to none."""
    target = _target(column)
    naming = wired(session, PersonalData).names.get(target.name) if target is not None else None
    ids = {row[column.name] for row in found if isinstance(row[column.name], int)}
    return naming(session, ids, language) if naming and ids else {}


def _target(column: Column[Any]) -> Table | None:
    for key in column.foreign_keys:
        return key.column.table
    if column.primary_key:
        return column.table
    return Base.metadata.tables["entry"] if column.name == "entry_id" else None


def _readable(value: Any, names: dict[int, str]) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, int) and value in names:
        return names[value]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _record(row: dict[str, Any], called: dict[str, dict[int, str]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, value in row.items():
        record[name] = value.isoformat() if isinstance(value, date) else value
        if isinstance(value, int) and value in called[name]:
            record[f"{name.removesuffix('_id')}_name"] = called[name][value]
    return record


def as_json(person: Person, chapters: list[Chapter], made_at: datetime) -> str:
    """The copy for programs."""
    topics = {
        chapter.topic.name: {
            "purpose": str(chapter.topic.purpose),
            "kept": str(chapter.topic.kept),
            "data": [{"what": each.label, "total": each.total, "rows": each.records} for each in chapter.sections],
        }
        for chapter in chapters
    }
    whole = {"format": 1, "made_at": made_at.isoformat(), "person": person.name, "topics": topics}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def pack(person: Person, chapters: list[Chapter], page: str, style: str, made_at: datetime) -> bytes:
    """The zip: `data.json`, and `data.html` with its `data.css`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.html", page)
        archive.writestr("data.css", style)
        archive.writestr("data.json", as_json(person, chapters, made_at))
    return out.getvalue()


def record_copy(session: Session, actor: Actor, person: Person) -> None:
    """Note that the copy is handed out: to the person, or to an administrator; then the person is told."""
    own = actor.person_id == person.id
    if not own:
        require_manage(session, actor, person)
        if person.erased:
            raise Forbidden(_("There is nothing left to copy: this account is erased."))
        if person.active and not person.invited:
            mails.post_notice(session, person, "copied")
    note(session, actor, "person:data_copied", f"person:{person.id}", own=own, at=clock.now().isoformat())
