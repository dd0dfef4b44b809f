"""The passages of released entries: kept ready in the database, else made from the payload."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.entries.kinds import Kind, Kinds, Passage
from wiki.entries.models import Entry, Revision
from wiki.entries.rights import PUBLISHED
from wiki.search.models import SearchText

VERSION = "1"
"""Raise it when a kind yields other passages than before; a rebuild makes all anew in any case."""
_AT_ONCE = 200

Passages = dict[int, list[Passage]]


def passages_of(session: Session, entry_ids: Iterable[int], *, fresh: bool = False) -> Passages:
    """Entry id → passages of what readers see, for those of the entries that are released or archived. Two queries
    for each 200; `fresh`: from the payloads even where they are kept ready."""
    found: Passages = {}
    wanted = list(entry_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        found.update(_some(session, wanted[start : start + _AT_ONCE], fresh))
    return found


def _some(session: Session, entry_ids: list[int], fresh: bool) -> Passages:
    ready = {} if fresh else _ready(session, entry_ids)
    missing = [each for each in entry_ids if each not in ready]
    return {**ready, **(dict(_made(session, missing)) if missing else {})}


def _published(entry_ids: list[int]) -> tuple[ColumnElement[bool], ...]:
    return Entry.id.in_(entry_ids), Entry.status.in_(PUBLISHED)


def _ready(session: Session, entry_ids: list[int]) -> Passages:
    query = (
        select(SearchText.entry_id, SearchText.passages)
        .join(Entry, Entry.id == SearchText.entry_id)
        .where(*_published(entry_ids), SearchText.revision_id == Entry.released_id, SearchText.version == VERSION)
    )
    return {entry_id: [_passage(each) for each in kept["all"]] for entry_id, kept in session.execute(query)}


def _made(session: Session, entry_ids: list[int]) -> Iterator[tuple[int, list[Passage]]]:
    kinds = wired(session, Kinds)
    query = (
        select(Entry.id, Entry.kind, Revision.payload, Revision.schema_version)
        .join(Revision, Revision.id == Entry.released_id)
        .where(*_published(entry_ids))
    )
    for entry_id, kind_name, payload, version in session.execute(query):
        if kind_name in kinds:
            kind = kinds.get(kind_name)
            yield entry_id, _passages(kind, payload, version)


def _passages(kind: Kind, payload: Mapping[str, Any], version: int) -> list[Passage]:
    return [each for each in kind.passages(kind.read(payload, version)) if any(each.texts.values())]


def keep_ready(session: Session, entry_ids: list[int], *, fresh: bool = False) -> Passages:
    """Make and keep the passages of these entries; returns them. Writes, so inside `begin_write`."""
    found = passages_of(session, entry_ids, fresh=fresh)
    released: dict[int, int] = {}
    for entry_id, released_id in session.execute(select(Entry.id, Entry.released_id).where(*_published(entry_ids))):
        released[entry_id] = released_id
    kept = {row.entry_id: row for row in session.scalars(select(SearchText).where(SearchText.entry_id.in_(entry_ids)))}
    for entry_id, passages in found.items():
        row = kept.get(entry_id) or SearchText(entry_id=entry_id, revision_id=0, version="", passages={})
        if fresh or (row.revision_id, row.version) != (released[entry_id], VERSION):
            row.revision_id, row.version = released[entry_id], VERSION
            row.passages = {"all": [_kept(each) for each in passages]}
            session.add(row)
    session.flush()
    return found


def _kept(passage: Passage) -> list[Any]:
    return [passage.field, passage.weight, passage.step_key, dict(passage.texts)]


def _passage(kept: list[Any]) -> Passage:
    field, weight, step_key, texts = kept
    return Passage(field, texts, weight, step_key)
