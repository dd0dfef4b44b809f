"""What a new task is to belong to and be about, as an address names it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.core.text import is_slug, whole_number
from wiki.entries.discussion_page import step_names
from wiki.entries.kinds import Kinds
from wiki.entries.models import DELETED, Comment, Entry
from wiki.entries.rights import readable
from wiki.tasks.listing import LOOSE
from wiki.tasks.teams import Teams
from wiki.tasks.values import Subject

INITIATIVE = "initiative"
"""The kind of entry that tasks belong to."""


@dataclass(frozen=True)
class Asked:
    """The words of an address: numbers, or for initiatives their short name."""

    initiative: str = ""
    entry: str = ""
    step: str = ""
    comment: str = ""


def subject_of(session: Session, actor: Actor, asked: Asked) -> Subject:
    """What of `asked` is there and may be read by the actor; the rest is left out."""
    initiative = find_initiative(session, actor, asked.initiative)
    comment = session.get(Comment, whole_number(asked.comment))
    wanted = comment.entry_id if comment is not None else whole_number(asked.entry)
    entry = session.scalar(select(Entry).where(Entry.id == wanted, readable(actor)))
    if entry is None or (comment is not None and comment.removed_at is not None):
        return Subject(initiative.id if initiative else None, entry.id if entry else None)
    step = asked.step or (comment.step_key if comment else "")
    known = step and step in step_names(session, actor, wired(session, Kinds).of(entry), entry, "de")
    return Subject(
        initiative.id if initiative else None, entry.id, step if known else "", comment.id if comment else None
    )


def find_initiative(session: Session, actor: Actor, asked: str) -> Entry | None:
    """The initiative with this number or short name, if its tasks may be seen."""
    if not is_slug(asked):
        return None
    named = Entry.id == whole_number(asked) if asked.isdecimal() else Entry.slug == asked
    return session.scalar(select(Entry).where(Entry.kind == INITIATIVE, named, _visible(session, actor)))


def initiative_asked(session: Session, actor: Actor, asked: str) -> int | None:
    """What lists are narrowed to: an initiative's id, 0 for tasks of none, None for all, -1 where there is no such."""
    if asked in ("", LOOSE):
        return 0 if asked else None
    found = find_initiative(session, actor, asked)
    return found.id if found is not None else -1


def initiatives_to_add_to(session: Session, actor: Actor, language: str) -> list[tuple[int, str]]:
    """(id, title) of the initiatives the actor may make tasks for, by title."""
    query = select(Entry.id, Entry.title_de, Entry.title_en, Entry.slug).where(Entry.kind == INITIATIVE)
    if actor.may(Permission.INITIATIVE_STEER):
        query = query.where(readable(actor))
    else:
        query = query.where(Entry.id.in_(wired(session, Teams).joined_by(actor)), Entry.status != DELETED)
    return _titled(session, query, language)


def initiatives_seen(session: Session, actor: Actor, language: str) -> list[tuple[int, str]]:
    """(id, title) of the initiatives whose tasks the actor may see, by title."""
    query = select(Entry.id, Entry.title_de, Entry.title_en, Entry.slug).where(Entry.kind == INITIATIVE)
    return _titled(session, query.where(_visible(session, actor)), language)


def _visible(session: Session, actor: Actor) -> ColumnElement[bool]:
    joined = Entry.id.in_(wired(session, Teams).joined_by(actor)) & (Entry.status != DELETED)
    return readable(actor) | joined


def _titled(session: Session, query: Select[Any], language: str) -> list[tuple[int, str]]:
    order = Entry.sort_de if language == "de" else Entry.sort_en
    found = session.execute(query.order_by(order, Entry.id))
    pairs = [(row.id, (row.title_de, row.title_en) if language == "de" else (row.title_en, row.title_de), row.slug)
             for row in found]  # fmt: skip
    return [(number, pair[0] or pair[1] or slug) for number, pair, slug in pairs]
