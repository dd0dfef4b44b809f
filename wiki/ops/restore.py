"""A backup back into an empty data folder and an empty database, verified before anything is touched."""

import gzip
import io
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, Engine, inspect, text

from wiki.config import Settings
from wiki.core.db import make_engine
from wiki.core.errors import Conflict, Invalid, Problem, Unavailable
from wiki.core.keys import FILE as KEY_FILE
from wiki.ops import schema
from wiki.ops.backup import CHUNK, FORMAT, MANIFEST, Manifest, Member, digest_of
from wiki.ops.portable import load

Progress = Callable[[int, int], None]
_NAME = re.compile(rf"keys/{re.escape(KEY_FILE)}|tables/[a-z_]+\.jsonl\.gz|uploads/[0-9a-f]{{2}}/[0-9a-f]{{64}}")
OURS = (KEY_FILE, "uploads", "index", "wiki.sqlite")
"""What makes a data folder one that is not empty."""


def restore(settings: Settings, file: Path, progress: Progress | None = None) -> Manifest:
    """Bring the library back from `file`. Raises Invalid for a damaged archive, Conflict where something is in the way.

    Everything is checked first; the database is filled in one transaction. When anything fails, folder and database
    are as empty as before. The search index is left for the caller to build.
    """
    manifest = verify(file)
    data = settings.data.absolute()
    _demand_empty_folder(data)
    data.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database)
    try:
        if not schema.is_empty(engine):
            raise Conflict("the database is not empty; a backup is restored into an empty one only")
        _unpack(file, manifest, data, engine, progress or (lambda _done, _total: None))
    except BaseException:
        engine.dispose()
        for name in (*OURS, "wiki.sqlite-wal", "wiki.sqlite-shm"):
            _remove(data / name)
        raise
    engine.dispose()
    return manifest


def _demand_empty_folder(data: Path) -> None:
    found = [name for name in OURS if (data / name).exists()]
    if found:
        raise Conflict(
            f"the data folder {data} holds {', '.join(found)} already; restore into an empty one (set CXWIKI_DATA)"
        )


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def verify(file: Path) -> Manifest:
    """Read the whole archive and check every checksum; raises Invalid naming what is wrong."""
    try:
        with _opened(file) as (manifest, members):
            missing = {each.name for each in manifest.members}
            for member, source in members:
                digest, size = digest_of(source)
                if (digest, size) != (member.sha256, member.size):
                    raise _damaged(f"{member.name} was changed")
                missing.discard(member.name)
    except (
        tarfile.TarError,
        EOFError,
        zlib.error,
        gzip.BadGzipFile,
        OSError,
        ValueError,
        KeyError,
        TypeError,
    ) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise _damaged(str(error)) from error
    if missing:
        raise _damaged(f"{len(missing)} files are missing")
    return manifest


def _damaged(what: str) -> Invalid:
    return Invalid([Problem("file", what)], f"the backup is damaged ({what}); nothing was changed, use another one")


@contextmanager
def _opened(file: Path) -> Iterator[tuple[Manifest, Iterator[tuple[Member, Any]]]]:
    with gzip.open(file, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
        first = archive.next()
        source = archive.extractfile(first) if first is not None and first.name == MANIFEST else None
        if source is None:
            raise _damaged("this is no backup of this program")
        manifest = Manifest.read(source.read())
        if manifest.format != FORMAT or not schema.is_known(manifest.schema):
            raise Unavailable(
                f"the backup was made by a newer program ({manifest.program}); install that version first"
            )
        yield manifest, _members(archive, manifest)
        while packed.read(CHUNK):  # what follows the last member, so that gzip checks its sum over all of it
            pass


def _members(archive: tarfile.TarFile, manifest: Manifest) -> Iterator[tuple[Member, Any]]:
    known = {each.name: each for each in manifest.members}
    while (info := archive.next()) is not None:
        source = archive.extractfile(info) if info.isreg() else None
        if source is None or info.name not in known or not _NAME.fullmatch(info.name):
            raise _damaged(f"{info.name!r} does not belong here")
        yield known[info.name], source


def _unpack(file: Path, manifest: Manifest, data: Path, engine: Engine, progress: Progress) -> None:
    with schema.changing(engine) as connection, _opened(file) as (_again, members):
        command.upgrade(schema.configuration(connection), manifest.schema)
        with without_foreign_keys(connection):
            for number, (member, source) in enumerate(members):
                if member.name.startswith("tables/"):
                    _load_table(connection, manifest, member, source)
                else:
                    _write(data / member.name.removeprefix("keys/"), source)
                progress(number, len(manifest.members))
        reset_sequences(connection)
    schema.upgrade(engine)


def _load_table(connection: Connection, manifest: Manifest, member: Member, source: Any) -> None:
    name = member.name.removeprefix("tables/").removesuffix(".jsonl.gz")
    with gzip.open(io.BytesIO(source.read()), "rt", encoding="utf-8", newline="\n") as lines:
        number = load(connection, name, (line for line in lines))
    if number != manifest.rows[name]:
        raise _damaged(f"{name}: {number} rows instead of {manifest.rows[name]}")


def _write(path: Path, source: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        shutil.copyfileobj(source, out, CHUNK)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Tables refer to each other in circles: PostgreSQL gets its foreign keys back, and checks them, when all rows
    are there. On SQLite they are off during the whole change and checked at its end (`schema.changing`)."""
    if connection.dialect.name == "sqlite":
        yield
        return
    query = text(
        "SELECT conrelid::regclass::text AS owner, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint "
        "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname"
    )
    keys = connection.execute(query).all()
    for key in keys:
        connection.exec_driver_sql(f'ALTER TABLE {key.owner} DROP CONSTRAINT "{key.conname}"')
    yield
    for key in keys:
        connection.exec_driver_sql(f'ALTER TABLE {key.owner} ADD CONSTRAINT "{key.conname}" {key.definition}')


def reset_sequences(connection: Connection) -> None:
    """PostgreSQL: the next row made gets a number above those restored."""
    if connection.dialect.name == "sqlite":
        return
    for table in inspect(connection).get_table_names():
        for column in inspect(connection).get_columns(table):
            if not str(column.get("default") or "").startswith("nextval("):
                continue
            name = column["name"]
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{name}'), "  # noqa: S608 - names from the catalogue
                f'COALESCE((SELECT max("{name}") FROM "{table}"), 0) + 1, false)'
            )
