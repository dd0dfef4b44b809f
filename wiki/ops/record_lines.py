"""Rows of the record in words: what was done, to whom or what, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.access.roles import Roles
from wiki.core.acts import Acts, act_of
from wiki.core.audit import AuditRow, people_in
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.ops.record_words import detail_words
from wiki.people.models import Department, Function, Person

Address = tuple[str, dict[str, Any]]

PRIVATE = ("person:last_day_entered", "person:last_day_withdrawn")
"""Told as a change of the account to who does not manage people, until the leaving is announced."""


@dataclass(frozen=True)
class Line:
    """One row. `who` is None for the wiki itself and for accounts erased; `about_url` leads to what it is about."""

    row: AuditRow
    what: Any
    who: Person | None
    about: str
    about_url: Address | None
    more: str

    @property
    def by(self) -> str:
        """Who did it, in words."""
        if self.who is not None and not self.who.erased:
            return self.who.name
        return str(_("former account") if self.row.actor else _("the wiki itself"))


@dataclass
class Names:
    """What the rows of a page speak of, by the keys they use: `person:12`, `entry:3`, `function:4`, `department:5`."""

    labels: dict[str, str]
    urls: dict[str, Address]
    entries: dict[str, Entry]

    def of(self, key: str) -> str:
        """The name behind a subject or a holder's key (`p12`); empty where it may not be told or is gone."""
        long = {"p": "person", "f": "function", "d": "department"}.get(key[:1], "")
        return self.labels.get(f"{long}:{key[1:]}" if long and key[1:].isdecimal() else key, "")


def lines(session: Session, actor: Actor, rows: list[AuditRow], language: str) -> list[Line]:
    """The rows in words, with a fixed number of queries. Entries that `actor` may not read stay without a name."""
    pseudonyms = {each.actor for each in rows if each.actor}
    people = {each.pseudonym: each for each in session.scalars(select(Person).where(Person.pseudonym.in_(pseudonyms)))}
    names, acts = _names(session, actor, rows, language), wired(session, Acts)
    hidden = set() if actor.may(Permission.PERSON_MANAGE) else _unannounced(session, actor, rows)
    roles = {slug: role.name(language) for slug, role in wired(session, Roles).by_slug.items()}
    return [
        Line(
            row=each,
            what=acts.name("web:person:changed" if each.id in hidden else each.action),
            who=people.get(each.actor or ""),
            about=names.of(each.subject),
            about_url=names.urls.get(each.subject),
            more=""
            if each.id in hidden
            else " · ".join(detail_words(each.detail, names.of, _steps(session, names, each, language), roles)),
        )
        for each in rows
    ]


def _unannounced(session: Session, actor: Actor, rows: list[AuditRow]) -> set[int]:
    """The rows that would tell of somebody's leaving before it is announced."""
    private = {each.id: each.subject for each in rows if act_of(each.action) in PRIVATE}
    if not private:
        return set()
    known = select(Person.id).where(or_(Person.leaving_announced, Person.id == actor.person_id))
    told = {f"person:{each}" for each in session.scalars(known)}
    return {row_id for row_id, subject in private.items() if subject not in told}


def _steps(session: Session, names: Names, row: AuditRow, language: str) -> dict[str, str]:
    """The titles of the steps of the process a row is about, where its detail names one."""
    entry = names.entries.get(row.subject)
    if not row.detail.get("step") or entry is None or entry.released is None:
        return {}
    payload = wired(session, Kinds).of(entry).read(entry.released.payload, entry.released.schema_version)
    titles = ((each.get("key"), each.get("title") or {}) for each in payload.get("steps", ()))
    return {str(key): str(title.get(language) or next(iter(title.values()), "")) for key, title in titles}


def _names(session: Session, actor: Actor, rows: list[AuditRow], language: str) -> Names:
    ids = _mentioned(rows)
    names = Names({}, {}, {})
    for person in session.scalars(select(Person).where(Person.id.in_(ids["person"]))):
        if not person.erased:
            names.labels[f"person:{person.id}"] = person.name
            names.urls[f"person:{person.id}"] = ("people.person", {"person_id": person.id})
    query = select(Entry).options(joinedload(Entry.released)).where(Entry.id.in_(ids["entry"]), readable(actor))
    for entry in session.scalars(query):
        key = f"entry:{entry.id}"
        names.labels[key], names.entries[key] = entry.title(language), entry
        names.urls[key] = (f"{entry.kind}.page", {"slug": entry.slug})
    for department in session.scalars(select(Department).where(Department.id.in_(ids["department"]))):
        names.labels[f"department:{department.id}"] = department.name(language)
        names.urls[f"department:{department.id}"] = ("people.department", {"slug": department.slug})
    for function in session.scalars(select(Function).where(Function.id.in_(ids["function"]))):
        names.labels[f"function:{function.id}"] = function.name(language)
    return names


def _mentioned(rows: Iterable[AuditRow]) -> dict[str, set[int]]:
    ids: dict[str, set[int]] = {"person": set(), "entry": set(), "department": set(), "function": set()}
    letters = {"f": "function", "d": "department"}
    for row in rows:
        kind, _colon, number = row.subject.partition(":")
        if kind in ids and number.isdecimal() and len(number) < 10:
            ids[kind].add(int(number))
        ids["person"] |= people_in(row.detail)
        for value in row.detail.values():
            for each in value if isinstance(value, list) else (value,):
                if isinstance(each, str) and each[:1] in letters and each[1:].isdecimal() and len(each) < 10:
                    ids[letters[each[0]]].add(int(each[1:]))
    return ids
