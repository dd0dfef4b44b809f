"""Writing what was staged: new entries in bulk, changed ones one by one, unchanged ones not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core import changes
from wiki.core.db import wired
from wiki.core.errors import Invalid, WikiError
from wiki.entries import attachments, bulk, lifecycle, queries, service
from wiki.entries.asking_again import AskingAgain
from wiki.entries.attachments import Stored
from wiki.entries.kinds import Kinds
from wiki.entries.links_in_bulk import adopt_waiting_links
from wiki.entries.models import ARCHIVED, DELETED, RELEASED, Entry, EntrySlug, Revision
from wiki.entries.release import Manner, content_of, release
from wiki.entries.rights import PUBLISHED
from wiki.entries.service import Edit, Intent
from wiki.library.addresses import Addresses
from wiki.library.report import Line, Outcome, Report
from wiki.library.staging import Staged

_AT_ONCE = 500
ACTION = "import"


@dataclass(frozen=True)
class _Known:
    """A file whose entry is there: the entry and the draft somebody has beside what readers see."""

    item: Staged
    entry: Entry
    draft: Revision | None


class Import:
    """One import inside its transaction. What is wrong ends up in the report; the caller then takes everything back."""

    def __init__(
        self, session: Session, kinds: Kinds, actor: Actor, report: Report, files: dict[str, list[Stored]]
    ) -> None:
        self.session = session
        self.kinds = kinds
        self.actor = actor
        self.report = report
        self.files = files
        self.addresses = Addresses.load(session)
        self.outcomes: dict[str, Outcome] = {}
        self.manner = Manner(ask_again=report.ask_again)

    def apply(self, items: list[Staged]) -> None:
        """Write everything."""
        new, known = self._plan(items)
        self._create(new)
        if not self.report.ok:
            return
        entries = self._find(known)
        renewed = [each for each in entries if self._differs(each)]
        for each in renewed:
            with self._reporting(each.item):
                self._renew(each)
        if self.report.release:
            self.report.binding = len(
                list(wired(self.session, AskingAgain).binding(self.session, [each.entry for each in renewed]))
            )
        beside = [item for item in new if item.head.archived or item.file in self.files]
        self._after([*entries, *self._find(beside)])
        adopt_waiting_links(self.session)
        self.report.lines += [Line(i.file, i.kind.name, i.slug, self.outcomes[i.file]) for i in items]

    @contextmanager
    def _reporting(self, item: Staged) -> Iterator[None]:
        try:
            with self.session.begin_nested():
                yield
        except Invalid as error:
            self.report.problems += [item.problem(each.where, each.message) for each in error.problems]
        except WikiError as error:
            self.report.problems.append(item.problem("", error.message))

    def _plan(self, items: list[Staged]) -> tuple[list[Staged], list[Staged]]:
        new, known = [], []
        inside = {(item.kind.name, item.slug) for item in items}
        for item in items:
            owner = self._owner(item, inside)
            if owner is None:
                new.append(item)
                self.outcomes[item.file] = Outcome.NEW
            else:
                known.append(item)
                self.outcomes[item.file] = Outcome.UNCHANGED
            self._check_former(item, owner)
        return new, known

    def _owner(self, item: Staged, inside: set[tuple[str, str]]) -> int | None:
        """The entry the file is about; one that bears a former address of the file is renamed to its present one."""
        kind = item.kind.name
        owner = self.addresses.owner.get((kind, item.slug))
        if owner is not None:
            present = self.addresses.current.get(owner, item.slug)
            if present != item.slug and (kind, present) not in inside:
                return self._rename(item, owner, present)
            if present != item.slug:
                message = _("This address leads to “%(slug)s” now; rename the file.", slug=present)
                self.report.problems.append(item.problem("", message))
            return owner
        for former in item.prepared.former_slugs:
            bearer = self.addresses.owner.get((kind, former))
            if bearer is not None and self.addresses.current.get(bearer) == former:
                return self._rename(item, bearer, former)
        return None

    def _rename(self, item: Staged, entry_id: int, was: str) -> int | None:
        if was not in item.prepared.former_slugs:
            message = _("This address leads to “%(slug)s” now; rename the file.", slug=was)
            self.report.problems.append(item.problem("", message))
            return entry_id
        with self._reporting(item):
            lifecycle.rename(self.session, self.actor, self.session.get_one(Entry, entry_id), item.slug)
            self.addresses.owner[item.kind.name, item.slug] = entry_id
            self.addresses.current[entry_id] = item.slug
        return entry_id

    def _check_former(self, item: Staged, owner: int | None) -> None:
        for slug in item.prepared.former_slugs:
            bearer = self.addresses.owner.get((item.kind.name, slug))
            if bearer is not None and bearer != owner:
                message = _("The address “%(slug)s” belongs to another entry.", slug=slug)
                self.report.problems.append(item.problem("former_slugs", message))

    def _create(self, new: list[Staged]) -> None:
        if not self.report.ok:
            return
        by_slug = {(item.kind.name, item.slug): item for item in new}
        items = [item.prepared for item in new]
        made = bulk.create_all(self.session, self.actor, items, released=self.report.release, action=ACTION)
        for clash in made.clashes:
            item = by_slug[clash.item.kind.name, clash.item.slug]
            self.report.problems.append(item.problem(clash.problem.where, clash.problem.message))
        if new and self.report.ok:
            self.addresses = Addresses.load(self.session)

    def _find(self, items: list[Staged]) -> list[_Known]:
        """The entries of files, with what readers see and what somebody works on, in a few queries."""
        found: list[_Known] = []
        for start in range(0, len(items), _AT_ONCE):
            some = {self.addresses.owner[item.kind.name, item.slug]: item for item in items[start : start + _AT_ONCE]}
            query = select(Entry).where(Entry.id.in_(some)).options(joinedload(Entry.released))
            drafts = self._drafts(list(some))
            found += [_Known(some[e.id], e, drafts.get(e.id)) for e in self.session.scalars(query)]
        return sorted(found, key=lambda each: each.item.file)

    def _drafts(self, ids: list[int]) -> dict[int, Revision]:
        query = (
            select(Revision)
            .where(Revision.entry_id.in_(ids), Revision.state.in_(queries.OPEN_STATES), ~Revision.is_proposal)
            .order_by(Revision.number)
        )
        return {revision.entry_id: revision for revision in self.session.scalars(query)}

    def _differs(self, known: _Known) -> bool:
        if known.entry.status == DELETED:
            message = _("This entry is in the recycle bin; bring it back first.")
            self.report.problems.append(known.item.problem("", message))
            return False
        seen = known.entry.released if self.report.release or known.draft is None else known.draft
        return not self._same(known, seen)

    def _renew(self, known: _Known) -> None:
        """Bring a known entry to the content of its file."""
        item, entry, draft = known.item, known.entry, known.draft
        self.outcomes[item.file] = Outcome.CHANGED
        if self.report.release and draft is not None and entry.status in PUBLISHED:
            self._release_beside(known)
        elif self.report.release and draft is not None and self._same(known, draft):
            release(self.session, self.actor, draft, self.manner)
        else:
            self._save(known)

    def _same(self, known: _Known, revision: Revision | None) -> bool:
        if revision is None:
            return False
        kind = known.item.kind
        stored = self.addresses.canonical(kind, content_of(kind, revision))
        return stored == self.addresses.canonical(kind, known.item.document.content)

    def _save(self, known: _Known) -> None:
        base = known.entry.released or queries.head(self.session, known.entry.id)
        intent = Intent.RELEASE if self.report.release else Intent.DRAFT
        edit = Edit(
            known.item.document.content, base.number if base else 0, intent=intent, action=ACTION, manner=self.manner
        )  # fmt: skip
        service.save(self.session, self.actor, known.entry, edit)

    def _release_beside(self, known: _Known) -> None:
        """Release the file's content and carry the draft somebody works on along, never releasing it by the way."""
        if known.draft is not None and self._same(known, known.draft):
            release(self.session, self.actor, known.draft, self.manner)
            return
        base = known.entry.released.number if known.entry.released else 0
        edit = Edit(known.item.document.content, base, intent=Intent.REVIEW, as_proposal=True, action=ACTION)
        saved = service.save(self.session, self.actor, known.entry, edit)
        if saved.revision is not None:
            release(self.session, self.actor, saved.revision, self.manner)

    def _after(self, entries: list[_Known]) -> None:
        """What needs every entry to be there: former addresses, archive, files."""
        for known in entries:
            if known.entry.status != DELETED and self._has_more(known):
                self._do_more(known)

    def _has_more(self, known: _Known) -> bool:
        """Whether there is anything beside the content to look at; most files have nothing."""
        head = known.item.head
        return bool(
            head.archived or head.former_slugs or known.entry.status == ARCHIVED or known.item.file in self.files
        )

    def _do_more(self, known: _Known) -> None:
        file = known.item.file
        for step in (self._add_former, self._set_archived, self._add_files):
            with self._reporting(known.item):
                if step(known) and self.outcomes[file] is Outcome.UNCHANGED:
                    self.outcomes[file] = Outcome.CHANGED

    def _add_former(self, known: _Known) -> bool:
        kind = known.item.kind.name
        fresh = [slug for slug in known.item.prepared.former_slugs if (kind, slug) not in self.addresses.owner]
        for slug in fresh:
            self.session.add(EntrySlug(kind=kind, slug=slug, entry_id=known.entry.id, current=False))
            changes.mark(self.session, [known.entry.id])
        return bool(fresh)

    def _set_archived(self, known: _Known) -> bool:
        head, entry = known.item.head, known.entry
        if not self.report.release or entry.status not in PUBLISHED:
            return False
        successor = self._successor(known)
        if head.archived and entry.status == RELEASED:
            lifecycle.archive(self.session, self.actor, entry, successor)
            return True
        if head.archived and entry.successor_id != (successor.id if successor else None):
            lifecycle.unarchive(self.session, self.actor, entry)
            lifecycle.archive(self.session, self.actor, entry, successor)
            return True
        if not head.archived and entry.status == ARCHIVED:
            lifecycle.unarchive(self.session, self.actor, entry)
            return True
        return False

    def _successor(self, known: _Known) -> Entry | None:
        name = known.item.head.successor
        if not name:
            return None
        kind, _colon, slug = name.rpartition(":")
        owner = self.addresses.owner.get((kind or known.item.kind.name, slug))
        if owner is None:
            self.report.problems.append(known.item.problem("successor", _("There is no entry “%(name)s”.", name=name)))
            return None
        return self.session.get_one(Entry, owner)

    def _add_files(self, known: _Known) -> bool:
        changed = False
        for file in self.files.get(known.item.file, ()):
            attachments.demand_size(self.session, file.size)
            changed = attachments.put(self.session, self.actor, known.entry, file) or changed
        return changed
