"""Whom a task can be given to, as the choices of a form."""

from collections import Counter
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.people.models import Person
from wiki.tasks.rights import may_give

ANYBODY = -1
"""Somebody who is neither the actor nor nobody, to ask for the right in general."""


def assignee_choices(
    session: Session, actor: Actor, initiative_id: int | None, present: Person | None = None
) -> list[tuple[int, str]]:
    """(id, name): oneself first, then everybody the actor may name; who does it now stays, though gone. People of one
    name are told apart by their address."""
    query = select(Person.id, Person.name, Person.email, Person.active).order_by(Person.sort_key)
    if may_give(session, actor, initiative_id, ANYBODY):
        rows = list(session.execute(query.where(Person.active)))
    else:
        rows = list(session.execute(query.where(Person.id == actor.person_id)))
    often = Counter(row.name for row in rows)
    named = [(row.id, _name(row, often)) for row in rows if row.id != actor.person_id]
    myself = [(row.id, _("Myself (%(name)s)", name=row.name)) for row in rows if row.id == actor.person_id]
    known = {number for number, _label in (*myself, *named)}
    if present is not None and present.id not in known:
        named.append((present.id, present.name if present.active else _("%(name)s (gone)", name=present.name)))
    return [*myself, *named]


def _name(row: Any, often: Counter[str]) -> str:
    return f"{row.name} ({row.email})" if often[row.name] > 1 else str(row.name)
