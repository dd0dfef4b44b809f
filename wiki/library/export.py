"""Database → `content/` form: the released state of every entry, the same bytes for the same state."""

import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from wiki.core.db import is_sqlite, wired
from wiki.core.errors import Conflict
from wiki.entries.attachments_store import Store
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import ARCHIVED, Attachment, Entry, EntrySlug
from wiki.entries.release import content_of
from wiki.entries.rights import PUBLISHED
from wiki.library.addresses import Addresses
from wiki.library.codec import Head, write
from wiki.library.report import ExportReport, FileProblem
from wiki.library.staging import FILES_SUFFIX, Progress
from wiki.web.runtime import Runtime

MARK = ".cxwiki-export"
"""The file that tells a folder of ours, so that the next export may take its place."""
_MARK_TEXT = "Written by `cxwiki export`; the next export replaces this folder.\n"
_AT_ONCE = 500


def export_library(
    runtime: Runtime,
    folder: Path,
    kinds: Collection[str] | None = None,
    progress: Progress | None = None,
    *,
    replace: bool = False,
) -> ExportReport:
    """Write the library, or some kinds of it, into `folder`, which afterwards holds nothing else.

    Everything is written beside and swapped in at the end. Raises Conflict for a folder that holds something else,
    unless `replace`, and NotFound for an unknown kind.
    """
    folder = folder.absolute()
    _demand_ours(folder, replace)
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    report = ExportReport(str(folder))
    try:
        aside.mkdir(parents=True)
        with runtime.sessions() as session:
            known = wired(session, Kinds)
            chosen = [kind for kind in known if kinds is None or kind.name in {known.get(each).name for each in kinds}]
            _Export(session, Store(runtime.settings.data), aside, report, progress).write(chosen)
        (aside / MARK).write_text(_MARK_TEXT, "utf-8")
        _swap(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return report


def _demand_ours(folder: Path, replace: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise Conflict(_("%(folder)s is no folder.", folder=folder))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file() and not replace:
        raise Conflict(_("%(folder)s holds something that is no export. Choose an empty folder.", folder=folder))


def _swap(aside: Path, folder: Path) -> None:
    old = aside.with_suffix(".old")
    os.sync()
    with suppress(FileNotFoundError):
        folder.rename(old)
    try:
        aside.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
    descriptor = os.open(folder.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Export:
    def __init__(
        self, session: Session, store: Store, folder: Path, report: ExportReport, progress: Progress | None
    ) -> None:
        if not is_sqlite(session):
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        self.session = session
        self.store = store
        self.folder = folder
        self.report = report
        self.progress = progress
        self.addresses = Addresses.load(session)
        self.done = 0

    def write(self, kinds: list[Kind]) -> None:
        names = [kind.name for kind in kinds]
        total = self.session.scalar(select(func.count()).where(Entry.kind.in_(names), Entry.status.in_(PUBLISHED))) or 0
        for kind in kinds:
            for entry in self._entries(kind):
                self._write_entry(kind, entry)
                self.report.counts[kind.name] = self.report.counts.get(kind.name, 0) + 1
                self.done += 1
                if self.progress:
                    self.progress(self.done, total)

    def _entries(self, kind: Kind) -> Iterator[Entry]:
        query = select(Entry.id).where(Entry.kind == kind.name, Entry.status.in_(PUBLISHED)).order_by(Entry.slug)
        ids = list(self.session.scalars(query))
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            self._load_beside(some)
            loaded = select(Entry).where(Entry.id.in_(some)).options(joinedload(Entry.released)).order_by(Entry.slug)
            yield from self.session.scalars(loaded)
            self.session.expunge_all()

    def _load_beside(self, ids: list[int]) -> None:
        self.former: dict[int, list[str]] = {}
        query = select(EntrySlug.entry_id, EntrySlug.slug).where(EntrySlug.entry_id.in_(ids), ~EntrySlug.current)
        for entry_id, slug in self.session.execute(query):
            self.former.setdefault(entry_id, []).append(slug)
        self.files: dict[int, list[Attachment]] = {}
        for attachment in self.session.scalars(select(Attachment).where(Attachment.entry_id.in_(ids))):
            self.files.setdefault(attachment.entry_id, []).append(attachment)

    def _write_entry(self, kind: Kind, entry: Entry) -> None:
        place = self.folder / kind.folder
        place.mkdir(exist_ok=True)
        content = self.addresses.canonical(kind, content_of(kind, entry.released))
        (place / f"{entry.slug}.md").write_bytes(write(kind, content, self._head(entry)).encode())
        for attachment in sorted(self.files.get(entry.id, []), key=lambda each: each.name):
            self._copy(attachment, place / f"{entry.slug}{FILES_SUFFIX}")

    def _head(self, entry: Entry) -> Head:
        archived = entry.status == ARCHIVED
        successor = entry.successor if archived else None
        name = ""
        if successor is not None:
            name = successor.slug if successor.kind == entry.kind else f"{successor.kind}:{successor.slug}"
        return Head(tuple(sorted(self.former.get(entry.id, ()))), archived, name)

    def _copy(self, attachment: Attachment, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        source = self.store.path(attachment.sha256)
        try:
            shutil.copyfile(source, folder / attachment.name)
            self.report.attachments += 1
        except FileNotFoundError:
            place = f"{folder.parent.name}/{folder.name}/{attachment.name}"
            self.report.problems.append(FileProblem(place, 1, _("The file is lost; a backup may have it.")))
