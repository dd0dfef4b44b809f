"""Many entries prepared at once: what they link to, name and are named by is asked once for all of them."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries import links
from wiki.entries.annotating import Annotation, Annotations
from wiki.entries.incoming import Incoming
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.links import Target
from wiki.entries.models import Entry, EntryLink, EntrySlug
from wiki.entries.page import EntryPage
from wiki.entries.rights import readable
from wiki.people.queries import departments_by_slug, functions_by_slug


class _PreparedIncoming(Incoming):
    """What others say of one of many entries."""

    def __init__(self, together: "Together", entry: Entry) -> None:
        super().__init__(together.session, together.actor, entry, together.language)
        self._together = together

    @property
    def _sources(self) -> dict[str, list[Entry]]:
        return self._together.sources.get(self._entry.id, {})

    @property
    def _own_addresses(self) -> set[tuple[str, str]]:
        return self._together.addresses.get(self._entry.id, set())


class PreparedPage(EntryPage):
    """One of many entries that are shown together."""

    def __init__(self, together: "Together", entry: Entry) -> None:
        assert entry.released is not None
        super().__init__(
            together.session, together.actor, together.kinds, entry, entry.released, language=together.language
        )
        self._together = together

    @property
    def _targets(self) -> dict[tuple[str, str], Target]:
        return self._together.targets

    @property
    def _annotation(self) -> Annotation:
        return self._together.annotation

    @property
    def _departments(self) -> dict[str, Any]:
        return self._together.departments

    @property
    def _functions(self) -> dict[str, Any]:
        return self._together.functions

    @cached_property
    def _incoming(self) -> Incoming:
        return _PreparedIncoming(self._together, self.entry)


class Together:
    """Released entries of one kind that are shown together; `pages` are in the order given."""

    def __init__(self, session: Session, actor: Actor, kind: Kind, entries: Sequence[Entry], language: str) -> None:
        self.session = session
        self.actor = actor
        self.kind = kind
        self.kinds = wired(session, Kinds)
        self.language = language
        self._ids = [entry.id for entry in entries]
        self.pages = [PreparedPage(self, entry) for entry in entries]

    @cached_property
    def targets(self) -> dict[tuple[str, str], Target]:
        """Where everything that these entries refer to leads."""
        wanted = {target for page in self.pages for target in page.references}
        return links.resolve(self.session, self.kinds, self.actor, self.language, wanted)

    @cached_property
    def annotation(self) -> Annotation:
        """What is added to their texts: mentions of terms as links."""
        return wired(self.session, Annotations).of(self.session)

    @cached_property
    def departments(self) -> dict[str, Any]:
        """The departments they name."""
        slugs = {slug for page in self.pages for slug in page.named("department")}
        return dict(departments_by_slug(self.session, slugs)) if slugs else {}

    @cached_property
    def functions(self) -> dict[str, Any]:
        """The functions they name."""
        slugs = {slug for page in self.pages for slug in page.named("function")}
        return dict(functions_by_slug(self.session, slugs)) if slugs else {}

    @cached_property
    def addresses(self) -> dict[int, set[tuple[str, str]]]:
        """The addresses each of them has or had."""
        found: dict[int, set[tuple[str, str]]] = {}
        query = select(EntrySlug.entry_id, EntrySlug.slug).where(EntrySlug.entry_id.in_(self._ids))
        for entry_id, slug in self.session.execute(query):
            found.setdefault(entry_id, set()).add((self.kind.name, slug))
        return found

    @cached_property
    def sources(self) -> dict[int, dict[str, list[Entry]]]:
        """Entries that name one of these in a field of their own, by that field."""
        found: dict[int, dict[str, list[Entry]]] = {}
        if not self.kind.asked_of:
            return found
        query = (
            select(EntryLink.target_id, EntryLink.role, Entry)
            .join(EntryLink, EntryLink.source_id == Entry.id)
            .where(EntryLink.target_id.in_(self._ids), EntryLink.role.in_(self.kind.asked_of), readable(self.actor))
            .where(Entry.id != EntryLink.target_id, Entry.released_id.is_not(None))
            .options(joinedload(Entry.released))
            .order_by(Entry.sort_de if self.language == "de" else Entry.sort_en, Entry.id)
            .distinct()
        )
        for target_id, role, other in self.session.execute(query):
            found.setdefault(target_id, {}).setdefault(role, []).append(other)
        return found
