"""The addresses in the database, and payloads with every reference at its present address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.entries.any_entry import AnyEntry, split_address
from wiki.entries.fields import Field, Payload, Reference, References
from wiki.entries.kinds import Kind
from wiki.entries.models import EntrySlug
from wiki.entries.rows import Rows

Address = tuple[str, str]
"""Kind and slug."""


@dataclass
class Addresses:
    """Whose every address is, former ones included."""

    owner: dict[Address, int] = field(default_factory=dict)
    current: dict[int, str] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session) -> "Addresses":
        """All addresses there are, in one query."""
        found = cls()
        query = select(EntrySlug.kind, EntrySlug.slug, EntrySlug.entry_id, EntrySlug.current)
        for kind, slug, entry_id, current in session.execute(query):
            found.owner[kind, slug] = entry_id
            if current:
                found.current[entry_id] = slug
        return found

    def present(self, kind: str, slug: str) -> str:
        """The present address of what has or had this one; `slug` itself when nothing has."""
        owner = self.owner.get((kind, slug))
        return slug if owner is None else self.current.get(owner, slug)

    def canonical(self, kind: Kind, payload: Payload) -> dict[str, Any]:
        """`payload` with its references at their present addresses, and nothing that is no field of the kind."""
        return self._canonical(kind.all_fields, payload)

    def _canonical(self, fields: tuple[Field, ...], payload: Payload) -> dict[str, Any]:
        found = {name: payload[name] for name in ("key",) if name in payload}
        for each in fields:
            if each.name in payload:
                found[each.name] = self._value(each, payload[each.name])
        return found

    def _value(self, each: Field, value: Any) -> Any:
        if isinstance(each, Rows):
            return [self._canonical(each.fields, row) for row in value]
        if isinstance(each, Reference):
            return self.present(each.kind, value)
        if isinstance(each, AnyEntry):
            kind, slug = split_address(value)
            return f"{kind}:{self.present(kind, slug)}"
        if isinstance(each, References):
            return list(dict.fromkeys(self.present(each.kind, slug) for slug in value))
        return dict(value) if isinstance(value, Mapping) else value
