"""The record of who did what, to read and to verify. It is sealed elsewhere and changed nowhere."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.access.roles import Roles
from wiki.core import audit
from wiki.core.audit import AuditRow
from wiki.core.db import wired
from wiki.core.keys import Keys
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.ops.record_words import AREAS, ATTENDANCE, act
from wiki.people.models import Department, Function, Person
from wiki.people.rights import note, require

SOURCES = ("web", "wiki", "system")


@dataclass(frozen=True)
class Line:
    """One row in words. `who` is None for the wiki itself, `about_id` leads to the page of a person."""

    row: AuditRow
    what: Any
    who: Person | None
    about: str
    about_url: tuple[str, dict[str, Any]] | None
    more: str = ""


def rows(area: str) -> Select[tuple[AuditRow]]:
    """The rows of an area (empty: all), newest first, without the comings and goings of people."""
    query = select(AuditRow).order_by(AuditRow.id.desc())
    hidden = [f"{source}:{name}" for source in SOURCES for name in ATTENDANCE]
    query = query.where(AuditRow.action.not_in(hidden))
    if area in AREAS:
        begins = [f"{source}:{word}:" for source in SOURCES for word in AREAS[area][1]]
        query = query.where(or_(*(AuditRow.action.startswith(each, autoescape=True) for each in begins)))
    return query


def lines(session: Session, actor: Actor, found: list[AuditRow], language: str) -> list[Line]:
    """The rows in words, with a fixed number of queries. Entries that `actor` may not read stay without a name."""
    pseudonyms = {each.actor for each in found if each.actor}
    people = {each.pseudonym: each for each in session.scalars(select(Person).where(Person.pseudonym.in_(pseudonyms)))}
    subjects = _subjects(session, actor, found, language)
    roles = wired(session, Roles).by_slug
    return [
        Line(
            row=each,
            what=act(each.action),
            who=people.get(each.actor or ""),
            about=subjects.get(each.subject, ("", None))[0],
            about_url=subjects.get(each.subject, ("", None))[1],
            more=_more(each, roles, language),
        )
        for each in found
    ]


def _more(row: AuditRow, roles: Any, language: str) -> str:
    role = row.detail.get("role")
    if isinstance(role, str):
        return str(roles[role].name(language)) if role in roles else role
    return str(row.detail.get("reason", ""))[:200]


Subject = tuple[str, tuple[str, dict[str, Any]] | None]


def _subjects(session: Session, actor: Actor, found: list[AuditRow], language: str) -> dict[str, Subject]:
    ids: dict[str, set[int]] = {}
    for each in found:
        kind, _colon, number = each.subject.partition(":")
        if number.isdecimal():
            ids.setdefault(kind, set()).add(int(number))
    subjects: dict[str, Subject] = {}
    for person in session.scalars(select(Person).where(Person.id.in_(ids.get("person", set())))):
        subjects[f"person:{person.id}"] = (person.name, ("people.person", {"person_id": person.id}))
    for entry in session.scalars(select(Entry).where(Entry.id.in_(ids.get("entry", set())), readable(actor))):
        subjects[f"entry:{entry.id}"] = (entry.title(language), (f"{entry.kind}.page", {"slug": entry.slug}))
    for department in session.scalars(select(Department).where(Department.id.in_(ids.get("department", set())))):
        subjects[f"department:{department.id}"] = (department.name(language), None)
    for function in session.scalars(select(Function).where(Function.id.in_(ids.get("function", set())))):
        subjects[f"function:{function.id}"] = (function.name(language), None)
    return subjects


def verify(session: Session) -> list[audit.Broken]:
    """Every place where the sealed record does not hold; reads only."""
    return audit.verify(session, wired(session, Keys).audit)


def note_verified(session: Session, actor: Actor, broken: int, rows_read: int) -> None:
    """Record that somebody verified the record, and what came of it."""
    require(actor, Permission.AUDIT_READ, Permission.SYSTEM_MANAGE)
    note(session, actor, "audit:verified", "audit", broken=broken, rows=rows_read)
