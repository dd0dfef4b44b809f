"""Whom to ask about an entry: who answers for it today, else its department; by name for colleagues; else the CX team.

Who answers is known on the floor above and told through `Answering`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.entries.models import Entry
from wiki.people.models import Department, Function, Person
from wiki.people.queries import functions_in

MOST_FUNCTIONS = 2


@dataclass(frozen=True)
class Asked:
    """One line: a function and, for colleagues, who holds it. `vacant`: nobody does."""

    name: str
    note: str = ""
    url: str = ""
    initials: str = ""
    vacant: bool = False


@dataclass(frozen=True)
class Answered:
    """Who answers for an entry today, and who is asked next. `complete`: somebody was named, so that nobody else of the
    department need be offered."""

    lines: tuple[Asked, ...] = ()
    complete: bool = False


def _nobody(_session: Session, _actor: Actor, _entry: Entry, _language: str) -> Answered:
    return Answered()


@dataclass
class Answering:
    """Tells who answers for an entry; `of` tells readers with equal rights the same: pages are kept for them all."""

    of: Callable[[Session, Actor, Entry, str], Answered] = _nobody


@dataclass(frozen=True)
class Whom:
    """Whom to ask; `mailbox` is the nearest address there is. Empty when nothing is named anywhere."""

    lines: tuple[Asked, ...] = ()
    mailbox: str = ""
    is_team: bool = False
    """Whether the mailbox is the CX team's, for want of a nearer one."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.mailbox)


def whom_to_ask(
    session: Session, actor: Actor, entry: Entry, department: Department | None, language: str, team: str
) -> Whom:
    """Whom to ask about `entry`, which belongs to `department`; people by name only for who may see names."""
    answered = wired(session, Answering).of(session, actor, entry, language)
    if department is None:
        return Whom(answered.lines, mailbox=team, is_team=True)
    name = department.name(language)
    own = Asked(name, _("Department in charge"), url_for("people.department", slug=department.slug), name[:2].upper())
    lines = [*answered.lines, own]
    if not answered.lines and department.head is not None and department.head.active:
        lines += [_person(department.head, _("Head of the department"))] if actor.may(Permission.PERSON_READ) else []
    if not answered.complete:
        lines += _functions(session, actor, department, language)
    mailbox = department.mailbox or (department.parent.mailbox if department.parent else "")
    return Whom(tuple(lines), mailbox or team, is_team=not mailbox)


def _functions(session: Session, actor: Actor, department: Department, language: str) -> list[Asked]:
    found = functions_in(session, department.id)
    held = [each for each in found if any(holder.person.active for holder in each.holders)]
    return [_function(actor, each, language) for each in (held or found)[:MOST_FUNCTIONS]]


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
