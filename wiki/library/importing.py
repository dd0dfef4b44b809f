"""`content/` form → database: read and checked first, then all or nothing in one transaction."""

from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from wiki.access.permissions import Actor
from wiki.core.db import begin_write, wired
from wiki.core.errors import Conflict
from wiki.core.resources import resource_folder
from wiki.entries.asking_again import AskAgain
from wiki.entries.attachments import Stored
from wiki.entries.attachments_check import check
from wiki.entries.attachments_store import Store
from wiki.entries.kinds import Kinds
from wiki.library.applying import Import
from wiki.library.report import Report
from wiki.library.staging import Progress, Staged, stage
from wiki.web.runtime import Runtime

_AS_USUAL = AskAgain()


def starter_folder() -> Path:
    """The library that travels with the program."""
    return resource_folder("content")


def import_path(
    runtime: Runtime,
    actor: Actor,
    path: Path,
    *,
    release: bool,
    dry_run: bool = False,
    ask_again: AskAgain = _AS_USUAL,
    progress: Progress | None = None,
) -> Report:
    """Import a folder in `content/` form or one file. Readers see it at once with `release`, else it waits as drafts;
    `ask_again` says who confirms again what is binding and comes out changed.

    With a problem in any file nothing is changed. A dry run does everything and takes it back.
    """
    report = Report(release, dry_run, ask_again)
    staging = stage(runtime.wiring.get(Kinds), path, runtime.settings.upload_limit, progress)
    report.problems += staging.problems
    if report.problems:
        return report
    files = _store(runtime, staging.items, dry_run)
    with runtime.sessions() as session:
        begin_write(session)
        try:
            Import(session, wired(session, Kinds), actor, report, files).apply(staging.items)
        except IntegrityError as error:
            raise Conflict(_("Somebody saved at the same moment. Nothing was imported; please try again.")) from error
        if report.ok and not dry_run:
            session.commit()
        else:
            session.rollback()
    if not report.ok:
        report.lines.clear()
    return report


def _store(runtime: Runtime, items: list[Staged], dry_run: bool) -> dict[str, list[Stored]]:
    """The attachments of every file, their bytes stored before any row names them."""
    store = Store(runtime.settings.data)
    found: dict[str, list[Stored]] = {}
    for item in items:
        for file in item.attachments:
            checked = check(file.name, file.read_bytes(), rewrite=False)
            sha256 = store.sha256(checked.data) if dry_run else store.put(checked.data)
            found.setdefault(item.file, []).append(Stored.of(checked, sha256))
    return found
