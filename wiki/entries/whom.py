"""Whom to ask about an entry: its department with head and functions, by name for colleagues; else the CX team."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.people.models import Department, Function, Person
from wiki.people.queries import functions_in

MOST_FUNCTIONS = 2


@dataclass(frozen=True)
class Asked:
    """One line: a function and, for colleagues, who holds it."""

    name: str
    note: str = ""
    url: str = ""
    initials: str = ""


@dataclass(frozen=True)
class Whom:
    """Whom to ask; `mailbox` is the nearest address there is. Empty when nothing is named anywhere."""

    lines: tuple[Asked, ...] = ()
    mailbox: str = ""
    is_team: bool = False
    """Whether the mailbox is the CX team's, for want of a nearer one."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.mailbox)


def whom_to_ask(session: Session, actor: Actor, department: Department | None, language: str, team: str) -> Whom:
    """Whom to ask about what belongs to `department`; people by name only for who may see names."""
    if department is None:
        return Whom(mailbox=team, is_team=True)
    url = url_for("people.department", slug=department.slug)
    name = department.name(language)
    lines = [Asked(name, _("Department in charge"), url, name[:2].upper())]
    if department.head is not None and department.head.active and actor.may(Permission.PERSON_READ):
        lines.append(_person(department.head, _("Head of the department")))
    functions = functions_in(session, department.id)
    held = [each for each in functions if any(holder.person.active for holder in each.holders)]
    lines += [_function(actor, each, language) for each in (held or functions)[:MOST_FUNCTIONS]]
    mailbox = department.mailbox or (department.parent.mailbox if department.parent else "")
    return Whom(tuple(lines), mailbox or team, is_team=not mailbox)


def _person(person: Person, note: str) -> Asked:
    return Asked(person.name, note, url_for("people.person", person_id=person.id), person.initials)


def _function(actor: Actor, function: Function, language: str) -> Asked:
    name = function.name(language)
    holders = [holder.person for holder in function.holders if holder.person.active]
    if not actor.may(Permission.PERSON_READ) or not holders:
        return Asked(name, initials=name[:2].upper())
    if len(holders) == 1:
        return _person(holders[0], name)
    return Asked(", ".join(person.name for person in holders[:3]), name, initials=str(len(holders)))
