"""Entries whose latest change the index does not hold yet: answered from the database by the same rules."""

import time
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.core.outbox import open_entry_ids
from wiki.entries.models import Entry
from wiki.entries.rights import PUBLISHED
from wiki.search.documents import Document, make_document
from wiki.search.prepared import Prepared
from wiki.search.texts import passages_of
from wiki.search.wiring import CONSUMER

MOST_WAITING = 500
MOST_SECONDS = 1.0
"""How long one search prepares entries; the next ones find them prepared."""
_AT_ONCE = 25


@dataclass(frozen=True)
class Waiting:
    """What the index must not be asked about."""

    documents: dict[int, Document]
    """Prepared entries that readers may find."""
    settled: frozenset[int]
    """The entries these documents, or their absence, speak for."""
    complete: bool
    """Whether nothing else waits: otherwise the rest is answered as the index has it."""


def waiting(session: Session, prepared: Prepared) -> Waiting:
    """What waits for the index at this moment. Read it before the index, never after: an entry that leaves the queue
    in between is then in both, one that enters it belongs to a later search."""
    entry_ids = open_entry_ids(session, CONSUMER, MOST_WAITING)
    return prepare(session, prepared, entry_ids, complete=len(entry_ids) < MOST_WAITING)


def whole_library(session: Session, prepared: Prepared) -> Waiting:
    """Every entry, while there is no index to ask; of a large library a part, better prepared with every search."""
    count = session.scalar(select(func.count()).select_from(Entry).where(Entry.status.in_(PUBLISHED))) or 0
    query = select(Entry.id).where(Entry.status.in_(PUBLISHED)).order_by(Entry.changed_at.desc()).limit(MOST_WAITING)
    return prepare(session, prepared, list(session.scalars(query)), complete=count <= MOST_WAITING)


def prepare(session: Session, prepared: Prepared, entry_ids: list[int], *, complete: bool) -> Waiting:
    """The documents of these entries; the first are prepared first."""
    if not entry_ids:
        return Waiting({}, frozenset(), complete)
    columns = select(Entry.id, Entry.released_id, Entry.slug)
    rows = session.execute(columns.where(Entry.id.in_(entry_ids), Entry.status.in_(PUBLISHED)))
    keys = {entry_id: (entry_id, released_id, slug) for entry_id, released_id, slug in rows if released_id}
    documents = {each: document for each, key in keys.items() if (document := prepared.get(key)) is not None}
    new = [each for each in entry_ids if each in keys and each not in documents]
    started = time.monotonic()
    while new and time.monotonic() - started < MOST_SECONDS:
        some, new = new[:_AT_ONCE], new[_AT_ONCE:]
        for entry_id, passages in passages_of(session, some).items():
            documents[entry_id] = make_document(entry_id, passages)
            prepared.put(keys[entry_id], documents[entry_id])
    left = frozenset(new)
    return Waiting(documents, frozenset(entry_ids) - left, complete and not left)
