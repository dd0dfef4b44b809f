"""What other entries say of an entry in fields of their own: narrower concepts, confusions said on the other side."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.links import Target, target_of
from wiki.entries.models import Entry, EntryLink, EntrySlug
from wiki.entries.rights import readable


class Incoming:
    """The released texts that name one entry, as far as the actor may read them; two queries at most."""

    def __init__(self, session: Session, actor: Actor, entry: Entry, language: str) -> None:
        self._session = session
        self._actor = actor
        self._entry = entry
        self._language = language
        self._kinds = wired(session, Kinds)

    def of(self, role: str) -> list[tuple[Target, Mapping[str, Any]]]:
        """Who names the entry in the field `role`, each with the row that does."""
        found = []
        for other in self._sources.get(role, []):
            if other.released is None:
                continue
            rows = self._kinds.of(other).read(other.released.payload, other.released.schema_version).get(role, [])
            for row in rows:
                slug = row.get("entry") if isinstance(row, Mapping) else row
                if (self._entry.kind, slug) in self._own_addresses:
                    target = target_of(self._kinds, other, self._language)
                    found.append((target, row if isinstance(row, Mapping) else {}))
        return found

    @cached_property
    def _sources(self) -> dict[str, list[Entry]]:
        """Entries that name this one in a field of their own, by that field; mentions in their prose are not asked."""
        asked_of = self._kinds.of(self._entry).asked_of
        query = (
            select(EntryLink.role, Entry)
            .join(EntryLink, EntryLink.source_id == Entry.id)
            .where(EntryLink.target_id == self._entry.id, EntryLink.role.in_(asked_of), readable(self._actor))
            .where(Entry.id != self._entry.id, Entry.released_id.is_not(None))
            .options(joinedload(Entry.released))
            .order_by(Entry.sort_de if self._language == "de" else Entry.sort_en, Entry.id)
            .distinct()
        )
        found: dict[str, list[Entry]] = {}
        for role, other in self._session.execute(query) if asked_of else ():
            found.setdefault(role, []).append(other)
        return found

    @cached_property
    def _own_addresses(self) -> set[tuple[str, str]]:
        query = select(EntrySlug.slug).where(EntrySlug.entry_id == self._entry.id)
        return {(self._entry.kind, slug) for slug in self._session.scalars(query)}
