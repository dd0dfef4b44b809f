"""Many new entries at once (import): the same rows as `service.create` leaves one by one, in a few statements.

What needs rendering is prepared before the write lock is taken (`prepare`); inside it everything is inserted table by
table. The caller has checked the payloads and the addresses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core import changes, clock
from wiki.core.audit import AuditRow
from wiki.core.db import wired
from wiki.core.errors import Invalid, Problem
from wiki.core.outbox import Delivery, Event, Subscriptions
from wiki.entries import payload as payloads
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.links_in_bulk import adopt_waiting_links, find_all_entry_ids
from wiki.entries.models import (
    DRAFT,
    RELEASED,
    TELL_NOBODY,
    WORKING,
    Entry,
    EntryLink,
    EntrySlug,
    Release,
    Revision,
    Watch,
)
from wiki.entries.payload import LinkTarget
from wiki.entries.release import describe
from wiki.entries.rights import demand, may_write
from wiki.entries.telling import Telling

_UNTOLD = {"previous": 0, "telling": Telling(TELL_NOBODY).data, "belongs_to": None}
"""Nobody watches what is new, and who watches a kind does not want a whole library in the inbox."""


@dataclass(frozen=True)
class Prepared:
    """A new entry with everything that can be worked out before the lock."""

    kind: Kind
    slug: str
    content: Payload
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    links: tuple[LinkTarget, ...]
    touched: Mapping[str, Any]
    former_slugs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clash:
    """Something that uniqueness forbids in one of the new entries."""

    item: Prepared
    problem: Problem


@dataclass
class Made:
    """What `create_all` did. With clashes the transaction must not be committed."""

    entries: list[Entry] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def prepare(kind: Kind, slug: str, content: Payload, former_slugs: tuple[str, ...] = ()) -> Prepared:
    """Everything about a new entry that needs no database; renders its texts."""
    return Prepared(
        kind,
        slug,
        content,
        kind.titles(content),
        kind.summaries(content),
        tuple(payloads.links(kind, content)),
        payloads.touched(kind, content, {}, {}, 1),
        former_slugs,
    )


def create_all(session: Session, actor: Actor, items: Sequence[Prepared], *, released: bool, action: str) -> Made:
    """Create entries with their first revision, released or as drafts."""
    demand(may_write(actor), _l("Creating entries needs a role that includes writing."))
    demand(not released or actor.may(Permission.ENTRY_RELEASE), _l("Releasing needs a role that includes it."))
    if not items:
        return Made()
    run = _Run(session, actor, items, released, action)
    run.add_entries()
    run.add_slugs()
    run.add_revisions()
    if released:
        run.add_releases()
        run.project()
        run.add_links()
    run.tell()
    adopt_waiting_links(session)
    session.expire_all()
    return run.made


class _Run:
    def __init__(self, session: Session, actor: Actor, items: Sequence[Prepared], released: bool, action: str) -> None:
        self.session = session
        self.actor = actor
        self.items = items
        self.released = released
        self.action = action
        self.now = clock.now()
        self.made = Made()
        self.revision_ids: list[int] = []

    def add_entries(self) -> None:
        settings = wired(self.session, Settings)
        for item in self.items:
            entry = item.kind.model(
                kind=item.kind.name,
                slug=item.slug,
                status=DRAFT,
                created_at=self.now,
                changed_at=self.now,
                created_by_id=self.actor.person_id,
                latest_number=1,
                released_at=self.now if self.released else None,
            )
            if self.released:
                describe(settings, entry, item.content, item.titles, item.summaries)
            self.made.entries.append(entry)
        self.session.add_all(self.made.entries)
        self.session.flush()
        self.ids = [entry.id for entry in self.made.entries]
        changes.mark(self.session, self.ids)

    def add_slugs(self) -> None:
        rows = []
        for item, entry_id in zip(self.items, self.ids, strict=True):
            for slug in (item.slug, *item.former_slugs):
                rows.append({"kind": item.kind.name, "slug": slug, "entry_id": entry_id, "current": slug == item.slug})
        self.session.execute(insert(EntrySlug), rows)

    def add_revisions(self) -> None:
        rows = [self._revision(item, entry_id) for item, entry_id in zip(self.items, self.ids, strict=True)]
        added = insert(Revision).returning(Revision.id, sort_by_parameter_order=True)
        self.revision_ids = list(self.session.scalars(added, rows))

    def _revision(self, item: Prepared, entry_id: int) -> dict[str, Any]:
        return {
            "entry_id": entry_id,
            "number": 1,
            "base_number": 0,
            "action": self.action,
            "state": RELEASED if self.released else WORKING,
            "is_proposal": False,
            "minor": False,
            "author_id": self.actor.person_id,
            "author_pseudonym": self.actor.pseudonym,
            "created_at": self.now,
            "note": "",
            "title_de": item.titles.get("de", "")[:200],
            "title_en": item.titles.get("en", "")[:200],
            "schema_version": item.kind.schema_version,
            "payload": dict(item.content),
            "touched": dict(item.touched),
            "decided_by_id": self.actor.person_id if self.released else None,
            "decided_at": self.now if self.released else None,
            "decision_note": "",
        }

    def add_releases(self) -> None:
        pairs = list(zip(self.ids, self.revision_ids, strict=True))
        table = cast(Table, Entry.__table__)
        # The status is given here and not at birth: that it changes is what `core/changes.py` sees.
        released = {"released_id": bindparam("revision"), "status": RELEASED}
        self.session.connection().execute(
            update(table).where(table.c.id == bindparam("entry")).values(released),
            [{"entry": entry_id, "revision": revision_id} for entry_id, revision_id in pairs],
        )
        by = self.actor.person_id
        rows = [
            {"entry_id": entry_id, "revision_id": revision_id, "released_at": self.now, "released_by_id": by}
            for entry_id, revision_id in pairs
        ]
        self.session.execute(insert(Release), rows)

    def project(self) -> None:
        by_kind: dict[str, list[tuple[Prepared, Entry]]] = {}
        for item, entry in zip(self.items, self.made.entries, strict=True):
            by_kind.setdefault(item.kind.name, []).append((item, entry))
        for pairs in by_kind.values():
            self._project_kind(pairs[0][0].kind, pairs)
        self.session.flush()

    def _project_kind(self, kind: Kind, pairs: list[tuple[Prepared, Entry]]) -> None:
        if kind.project_new is not None:
            item_of = {entry.id: item for item, entry in pairs}
            found = kind.project_new(self.session, [(entry, item.content) for item, entry in pairs])
            self.made.clashes += [Clash(item_of[entry.id], problem) for entry, problem in found]
            return
        for item, entry in pairs:
            try:
                kind.project(self.session, entry, item.content)
            except Invalid as error:
                self.made.clashes += [Clash(item, problem) for problem in error.problems]

    def add_links(self) -> None:
        wanted = {(link.kind, link.slug) for item in self.items for link in item.links}
        ids = find_all_entry_ids(self.session, wired(self.session, Kinds), wanted)
        rows = [
            {
                "source_id": entry_id,
                "role": link.role,
                "target_kind": link.kind[:40],
                "target_slug": link.slug[:100],
                "target_id": ids.get((link.kind, link.slug)),
                "step_key": link.step_key,
            }
            for item, entry_id in zip(self.items, self.ids, strict=True)
            for link in item.links
        ]
        if rows:
            self.session.execute(insert(EntryLink), rows)

    def tell(self) -> None:
        audit_rows, watches = [], []
        for item, entry_id in zip(self.items, self.ids, strict=True):
            audit_rows.append(self._act(entry_id, "created", {"kind": item.kind.name, "slug": item.slug}))
            if self.released:
                audit_rows.append(self._act(entry_id, "released", {"revision": 1}))
            if self.actor.person_id is not None and self.actor.may(Permission.ENTRY_WATCH):
                watches.append(
                    {"person_id": self.actor.person_id, "entry_id": entry_id, "reason": "author", "since": self.now}
                )
        self.session.execute(insert(AuditRow), audit_rows)
        if watches:
            self.session.execute(insert(Watch), watches)
        self._record_events()

    def _act(self, entry_id: int, verb: str, detail: dict[str, Any]) -> dict[str, Any]:
        return {
            "at": self.now,
            "actor": self.actor.pseudonym,
            "action": f"wiki:entry:{verb}",
            "subject": f"entry:{entry_id}",
            "detail": detail,
        }

    def _record_events(self) -> None:
        name = "entry.released" if self.released else "entry.saved"
        by = self.actor.person_id
        data: dict[str, Any] = {"revision": 1, "minor": False, "note": ""}
        data |= {**_UNTOLD, "author_ids": [by] if by else []} if self.released else {"proposal": False}
        rows = [
            {"name": name, "occurred_at": self.now, "actor_id": by, "entry_id": entry_id, "data": data}
            for entry_id in self.ids
        ]
        added = insert(Event).returning(Event.id, sort_by_parameter_order=True)
        events = list(self.session.scalars(added, rows))
        deliveries = [
            {"event_id": event_id, "consumer": consumer, "due_at": self.now}
            for event_id in events
            for consumer in wired(self.session, Subscriptions).consumers_of(name)
        ]
        if deliveries:
            self.session.execute(insert(Delivery), deliveries)
