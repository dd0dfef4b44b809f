"""One archive of everything, taken while the wiki runs.

Database rows are read in one snapshot; uploaded files never change and are kept for a day after the last row that
names them is gone, so that those of the snapshot are there when their turn comes. The archive is written aside and
renamed when it is complete and on the disk.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, select

from wiki import __version__
from wiki.core import audit, clock
from wiki.core.db import Base, begin_write
from wiki.core.keys import FILE as KEY_FILE
from wiki.core.outbox import Delivery
from wiki.entries.attachments_store import Store
from wiki.entries.models import Attachment
from wiki.ops import schema
from wiki.ops.portable import lines_of
from wiki.web.runtime import Runtime

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
COMPRESSION = 3
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Member:
    """One file of the archive."""

    name: str
    size: int
    sha256: str


@dataclass
class Manifest:
    """What the archive holds; it stands at its head."""

    format: int
    program: str
    schema: str
    made_at: str
    database: str
    rows: dict[str, int] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Uploads that rows name and that are not there."""

    def as_json(self) -> bytes:
        """The manifest as written."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """The manifest out of an archive."""
        found = json.loads(text)
        members = [Member(**each) for each in found.pop("members")]
        return cls(**found, members=members)


def make_backup(runtime: Runtime, target: Path, progress: Progress | None = None) -> Manifest:
    """Write the archive `target`; it holds the installation's keys, so only its owner may read it."""
    schema.require_head(runtime.engine)
    target = target.absolute()
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            manifest = _Backup(runtime, Path(folder), aside, progress).make()
        os.replace(aside, target)
        _sync_folder(target.parent)
    finally:
        aside.unlink(missing_ok=True)
    return manifest


def note_backup(runtime: Runtime, target: Path, manifest: Manifest) -> None:
    """Record that there is a backup, so that the administration sees how old the last one is."""
    with runtime.sessions() as session:
        begin_write(session)
        rows, size = sum(manifest.rows.values()), target.stat().st_size
        audit.append(session, None, "system:backup:made", "backup", rows=rows, bytes=size)
        session.commit()


class _Backup:
    def __init__(self, runtime: Runtime, folder: Path, aside: Path, progress: Progress | None) -> None:
        self._runtime = runtime
        self._folder = folder
        self._aside = aside
        self._progress = progress or (lambda _done, _total: None)
        self._store = Store(runtime.settings.data)
        self._files: dict[str, Path] = {}
        self._manifest = Manifest(
            FORMAT, __version__, schema.head(), clock.now().isoformat(), runtime.engine.dialect.name
        )

    def make(self) -> Manifest:
        with snapshot(self._runtime) as connection:
            self._write_tables(connection)
            hashes = list(connection.scalars(select(Attachment.sha256).distinct().order_by(Attachment.sha256)))
        self._add("keys/" + KEY_FILE, self._runtime.settings.data / KEY_FILE)
        for number, sha256 in enumerate(hashes):
            self._add_upload(sha256)
            self._progress(number, 2 * len(hashes))
        self._pack(len(hashes))
        return self._manifest

    def _write_tables(self, connection: Connection) -> None:
        tables = [each for each in Base.metadata.tables.values() if not each.info.get("derived")]
        for number, table in enumerate(tables):
            file = self._folder / table.name
            with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as out:
                rows = -1
                for line in lines_of(connection, table):
                    out.write(line + "\n")
                    rows += 1
            self._manifest.rows[table.name] = rows
            self._add(f"tables/{table.name}.jsonl.gz", file)
            self._progress(number, 2 * len(tables))

    def _add_upload(self, sha256: str) -> None:
        path = self._store.path(sha256)
        with suppress(FileNotFoundError):
            self._add(f"uploads/{sha256[:2]}/{sha256}", path)
            if self._manifest.members[-1].sha256 == sha256:
                return
            self._manifest.members.pop()
        self._manifest.lost.append(sha256)

    def _add(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            digest, size = digest_of(source)
        self._manifest.members.append(Member(name, size, digest))
        self._files[name] = path

    def _pack(self, uploads: int) -> None:
        descriptor = os.open(self._aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=COMPRESSION, filename="") as packed:
                self._write_archive(packed, uploads)
            raw.flush()
            os.fsync(raw.fileno())

    def _write_archive(self, packed: Any, uploads: int) -> None:
        with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            text = self._manifest.as_json()
            archive.addfile(_info(MANIFEST, len(text)), io.BytesIO(text))
            for number, member in enumerate(self._manifest.members):
                with self._files[member.name].open("rb") as source:
                    archive.addfile(_info(member.name, member.size), source)
                self._progress(uploads + number, uploads + len(self._manifest.members))


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(clock.now().timestamp())
    return info


def digest_of(source: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 and the length of what `source` yields."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


@contextmanager
def snapshot(runtime: Runtime) -> Iterator[Connection]:
    """A connection that sees the database as it is at this moment, whoever writes meanwhile, and hinders nobody."""
    options: dict[str, Any] = {}
    if runtime.engine.dialect.name != "sqlite":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with runtime.engine.connect().execution_options(**options) as connection:
        connection.execute(select(Delivery.id).limit(1))  # SQLite's snapshot begins with the first read
        yield connection


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
