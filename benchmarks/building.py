"""The library to measure on, built once by the real import, saves and releases, and kept for the next run.

It is kept under the checksum of everything it was made by, so that changed sources make a new one.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import object_session

from benchmarks.corpus import Invented, write_library
from benchmarks.databases import Databases
from benchmarks.library import add_people, cxwiki
from benchmarks.processes import environment, free_port, start, stop
from wiki.access.permissions import SYSTEM
from wiki.app import create_app, create_runtime
from wiki.config import Settings
from wiki.core import audit, clock
from wiki.core.db import begin_write
from wiki.core.outbox import Delivery
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry, Watch
from wiki.entries.release import content_of
from wiki.entries.service import Edit, Intent, save
from wiki.people.models import Person
from wiki.search.wiring import CONSUMER
from wiki.web.runtime import Runtime

ROOT = Path(__file__).parents[1]
SOURCES = ("wiki/**/*.py", "content/**/*.md", "benchmarks/words.py", "benchmarks/corpus.py", "benchmarks/building.py")
REVISIONS = 10
REVISED = 10
"""Every tenth entry has so many revisions."""
WATCHED = 30
PATIENCE = 1200.0
LOOK_SECONDS = 0.2
"""Looking more often would take time from the worker."""
WRITER, OTHER_WRITER, READER = "writer0@example.org", "writer1@example.org", "writer2@example.org"
DETAILS = "library.json"


@dataclass(frozen=True)
class Library:
    """A built library. `imported` and `searchable` are seconds from the start of the import."""

    folder: Path
    database: str
    entries: tuple[Invented, ...]
    imported: float
    searchable: float
    built_at: str
    of_other_sources: bool = False
    """Its index may be of another form, so it has to be made anew."""

    @property
    def data(self) -> Path:
        """The data folder, to be copied before it is used."""
        return self.folder / "data"

    @property
    def labels(self) -> int:
        """How many labels the invented terms have."""
        return sum(len(each.labels) for each in self.entries if each.kind == "term")


def obtain(databases: Databases, cache: Path, entries: int, choice: str, tell: Callable[[str], None]) -> Library:
    """The library of these sources: kept, or built now. `choice`: `fresh` builds in any case, `any` takes the newest
    one of this size even if sources changed since."""
    kept = sorted(cache.glob(f"{databases.name}-{entries}-*/{DETAILS}"), key=lambda each: each.stat().st_mtime)
    name = f"{databases.name}-{entries}-{_checksum()}"
    wanted = [each for each in kept if choice == "any" or each.parent.name == name]
    if wanted and choice != "fresh":
        return replace(_load(wanted[-1].parent), of_other_sources=wanted[-1].parent.name != name)
    for old in cache.glob(f"{databases.name}-{entries}-*"):
        databases.drop(old.name)
        shutil.rmtree(old)
    tell(f"building a library of {entries:,} entries (kept for the next run) …")
    return _Building(databases, cache / name, entries, tell).build()


def _checksum() -> str:
    found = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:12]


def _load(folder: Path) -> Library:
    details = json.loads((folder / DETAILS).read_text("utf-8"))
    invented = [
        Invented(each["kind"], each["slug"], tuple((code, text) for code, text in each["labels"]))
        for each in details.pop("entries")
    ]
    return Library(folder=folder, entries=tuple(invented), **details)


class _Building:
    def __init__(self, databases: Databases, folder: Path, entries: int, tell: Callable[[str], None]) -> None:
        self._folder, self._number, self._tell = folder, entries, tell
        folder.mkdir(parents=True)
        self._database = databases.name
        self._settings = Settings(data=folder / "data", database_url=databases.create(folder.name))
        port = str(free_port())
        address = self._settings.database_url
        self._env = environment(folder / "data", address, CXWIKI_PORT=port, CXWIKI_LOG_LEVEL="WARNING")

    def build(self) -> Library:
        """Everything, as people would do it."""
        cxwiki("init", "--starter", env=self._env)
        add_people(self._settings, 3)
        runtime = create_runtime(self._settings)
        entries = write_library(runtime.wiring.get(Kinds), self._folder / "content", self._number)
        imported, searchable = self._import(runtime)
        runtime.engine.dispose()
        self._tell(f"imported in {imported:.0f} s, searchable after {searchable:.0f} s; now {REVISIONS} revisions …")
        self._revise([each.slug for each in entries[::REVISED]])
        with self._serving():
            self._wait(runtime, indexed_only=False)
        runtime.engine.dispose()
        built_at = clock.now().strftime("%Y-%m-%d %H:%M")
        library = Library(self._folder, self._database, tuple(entries), imported, searchable, built_at)
        shutil.rmtree(self._folder / "content")
        details = {key: value for key, value in asdict(library).items() if key != "folder"}
        (self._folder / DETAILS).write_text(json.dumps(details, ensure_ascii=False), "utf-8")
        return library

    def _serving(self) -> "_Serving":
        return _Serving(self._env, self._folder / "serve.log")

    def _import(self, runtime: Runtime) -> tuple[float, float]:
        """Import while the wiki runs, as an administrator would; the worker indexes behind it."""
        with self._serving():
            self._wait(runtime, indexed_only=False)
            began = time.perf_counter()
            cxwiki("import", str(self._folder / "content"), "--release", env=self._env)
            imported = time.perf_counter() - began
            self._wait(runtime, indexed_only=True)
            searchable = time.perf_counter() - began
            self._wait(runtime, indexed_only=False)
        return imported, searchable

    def _wait(self, runtime: Runtime, *, indexed_only: bool) -> None:
        end = time.monotonic() + PATIENCE
        while _is_open(runtime, indexed_only=indexed_only):
            if time.monotonic() > end:
                raise RuntimeError("the worker does not get done")
            time.sleep(LOOK_SECONDS)

    def _revise(self, slugs: list[str]) -> None:
        """Nine more revisions of each, all released; one reader watches some, so that the inbox is not empty."""
        app = create_app(self._settings)
        runtime: Runtime = app.extensions["cxwiki"]
        with app.app_context(), runtime.sessions() as session:
            ids = list(session.scalars(select(Entry.id).where(Entry.slug.in_(slugs)).order_by(Entry.id)))
            for number in range(2, REVISIONS + 1):
                if number == REVISIONS:
                    self._watch(runtime, ids[:WATCHED])
                for start_at in range(0, len(ids), 50):
                    begin_write(session)
                    for entry_id in ids[start_at : start_at + 50]:
                        self._save(runtime, session.get_one(Entry, entry_id), number)
                    session.commit()
                    session.expunge_all()
        runtime.engine.dispose()

    def _save(self, runtime: Runtime, entry: Entry, number: int) -> None:
        session = object_session(entry)
        assert session is not None
        kind = runtime.wiring.get(Kinds).of(entry)
        head = queries.head(session, entry.id)
        assert head is not None
        content = dict(content_of(kind, head))
        field = "definition" if "definition" in content else "summary"
        content[field] = {code: f"{text.split(' (')[0]} ({number})" for code, text in content[field].items()}
        save(session, SYSTEM, entry, Edit(content, head.number, note=f"Stand {number}", intent=Intent.RELEASE))

    def _watch(self, runtime: Runtime, ids: list[int]) -> None:
        with runtime.sessions() as session:
            begin_write(session)
            reader = session.scalars(select(Person.id).where(Person.email == READER)).one()
            session.add_all(Watch(person_id=reader, entry_id=each, since=clock.now()) for each in ids)
            session.commit()


class _Serving:
    """The wiki while it is needed."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self._env, self._log = env, log

    def __enter__(self) -> None:
        self._process = start("serve", env=self._env, log=self._log)

    def __exit__(self, *_error: object) -> None:
        stop(self._process)


def _is_open(runtime: Runtime, *, indexed_only: bool) -> bool:
    """Whether events are still on their way."""
    query = select(Delivery.id).where(Delivery.state == "queued").limit(1)
    with runtime.sessions() as session:
        if indexed_only:
            return session.scalar(query.where(Delivery.consumer == CONSUMER)) is not None
        return session.scalar(query) is not None or audit.unsealed(session) > 0
