"""Who links to an entry, from where, as far as the reader may know."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Entry, EntryLink
from wiki.entries.rights import readable
from wiki.entries.rows import Rows

STEPS = "steps"
"""The rows that are counted; others are called as their field."""


@dataclass(frozen=True)
class Place:
    """Where in an entry the link stands; `anchor` leads there."""

    label: str
    anchor: str = ""


def _linking(entry_id: int) -> Select[tuple[int]]:
    return select(EntryLink.source_id).where(EntryLink.target_id == entry_id, EntryLink.source_id != entry_id)


def numbers_by_kind(session: Session, actor: Actor, kinds: Kinds, entry_id: int) -> dict[str, int]:
    """How many entries of each kind link here, in the order of the kinds."""
    query = select(Entry.kind, func.count()).where(Entry.id.in_(_linking(entry_id)), readable(actor))
    found = {row[0]: row[1] for row in session.execute(query.group_by(Entry.kind))}
    return {name: found[name] for name in kinds.names if name in found}


def using(actor: Actor, kinds: Kinds, entry_id: int, language: str, kind: str = "") -> Select[tuple[Entry]]:
    """The entries that link here, by kind and title."""
    order = Entry.sort_de if language == "de" else Entry.sort_en
    of_kind = case({name: place for place, name in enumerate(kinds.names)}, value=Entry.kind)
    query = select(Entry).where(Entry.id.in_(_linking(entry_id)), readable(actor))
    if kind:
        query = query.where(Entry.kind == kind)
    return query.order_by(of_kind, order, Entry.id)


def links_of(session: Session, kinds: Kinds, entry_id: int, sources: Sequence[Entry]) -> dict[int, list[Place]]:
    """Where in each of `sources` the links to the entry stand."""
    columns = (EntryLink.source_id, EntryLink.role, EntryLink.step_key)
    wanted = (EntryLink.target_id == entry_id, EntryLink.source_id.in_([each.id for each in sources]))
    by_role: dict[int, dict[str, list[str]]] = {}
    for source_id, role, step_key in session.execute(select(*columns).where(*wanted).order_by(EntryLink.id)):
        by_role.setdefault(source_id, {}).setdefault(role, []).append(step_key)
    return {
        each.id: [_place(kinds.of(each), role, keys) for role, keys in by_role.get(each.id, {}).items()]
        for each in sources
    }


def _place(kind: Kind, role: str, step_keys: list[str]) -> Place:
    steps = [key for key in dict.fromkeys(step_keys) if key]
    if steps:
        label = ngettext("%(num)s step", "%(num)s steps", len(steps))
        rows = next((each for each in kind.fields if isinstance(each, Rows) and each.keyed), None)
        return Place(str(rows.label if rows and rows.name != STEPS else label), f"step-{steps[0]}")
    names = {field.name: field.label for field in kind.all_fields}
    return Place(str(names.get(role, _("In the text"))))
