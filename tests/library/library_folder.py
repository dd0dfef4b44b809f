"""A folder of entries and the wiki they go into; what an import told of them."""

from pathlib import Path
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import Base, begin_write
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.models import (
    Entry,
)
from wiki.library.codec import Head, write
from wiki.library.export import export_library
from wiki.library.importing import import_path
from wiki.library.report import Report
from wiki.web.runtime import Runtime


def term(word: str, definition: str = "Wer kauft", **more: Any) -> dict[str, Any]:
    labels = [{"language": "de", "text": word, "status": "preferred"}]
    return {"labels": labels, "definition": {"de": definition}, **more}


class Library:
    """A folder of entries and the wiki they go into."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self.runtime = runtime
        self.folder = folder
        self.kinds = runtime.wiring.get(Kinds)

    def put(self, slug: str, content: dict[str, Any], head: Head = Head(), kind: str = "term") -> Path:  # noqa: B008
        found = self.kinds.get(kind)
        file = self.folder / found.folder / f"{slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write(found, content, head), "utf-8")
        return file

    def load(self, path: Path | None = None, *, release: bool = True, dry_run: bool = False) -> Report:
        return import_path(self.runtime, SYSTEM, path or self.folder, release=release, dry_run=dry_run)

    def export(self, name: str) -> dict[str, bytes]:
        folder = self.folder.parent / name
        report = export_library(self.runtime, folder)
        assert report.ok, report.as_text()
        return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}

    def empty(self) -> None:
        with self.runtime.sessions() as session:
            begin_write(session)
            session.execute(update(Entry).values(released_id=None, successor_id=None))
            for table in reversed(Base.metadata.sorted_tables):
                if not table.name.startswith("person"):
                    session.execute(delete(table))
            session.commit()


def entry_of(session: Session, slug: str, kind: str = "term") -> Entry:
    session.rollback()
    found = queries.find_by_slug(session, kind, slug)
    assert found is not None
    return found


def entry_of_write(session: Session, slug: str) -> Entry:
    found = queries.find_by_slug(session, "term", slug)
    assert found is not None
    return found


def outcomes(report: Report) -> dict[str, str]:
    assert report.ok, report.as_text()
    return {line.slug: line.outcome.value for line in report.lines}


def told(report: Report) -> list[tuple[str, int]]:
    assert not report.ok
    assert not report.lines
    return sorted((problem.file, problem.line) for problem in report.problems)
