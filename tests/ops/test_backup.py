"""A backup taken while people write comes back complete, from either database into either."""

import gzip
import json
import os
import tarfile
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.migrations.filling import fill
from tests.ops.databases import at_head, empty_postgres
from wiki.access.permissions import SYSTEM
from wiki.config import Settings
from wiki.core.db import Base, begin_write, make_engine
from wiki.core.errors import Conflict, Invalid
from wiki.entries.attachments_store import Store
from wiki.entries.kinds import Kinds
from wiki.entries.models import Attachment, Entry, Revision
from wiki.entries.service import Edit, Intent, create, save
from wiki.ops.backup import Manifest, make_backup, snapshot
from wiki.ops.portable import lines_of
from wiki.ops.restore import restore, verify
from wiki.web.runtime import Runtime


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an empty installation on either database."""
    data = tmp_path / "elsewhere"
    if request.param == "sqlite":
        yield Settings(data=data)
        return
    with empty_postgres(request.getfixturevalue("postgres_address")) as address:
        yield Settings(data=data, database_url=address)


def content(connection) -> dict[str, list[object]]:
    return {
        name: [json.loads(line) for line in lines_of(connection, table)]
        for name, table in Base.metadata.tables.items()
        if not table.info.get("derived")
    }


def content_of(settings: Settings) -> dict[str, list[object]]:
    engine = make_engine(settings.database)
    with engine.connect() as connection:
        found = content(connection)
    engine.dispose()
    return found


def add_term(runtime: Runtime, number: int) -> int:
    labels = [{"language": "de", "text": f"Wort {number}", "status": "preferred"}]
    payload = {"labels": labels, "definition": {"de": f"Stand 0 ä € {number}"}}
    with runtime.sessions() as session:
        begin_write(session)
        kind = runtime.wiring.get(Kinds).get("term")
        entry = create(session, SYSTEM, kind, Edit(payload, intent=Intent.RELEASE)).entry
        session.commit()
        return entry.id


def change_term(runtime: Runtime, entry_id: int, number: int) -> None:
    with runtime.sessions() as session:
        begin_write(session)
        entry = session.get_one(Entry, entry_id)
        payload = {**entry.released.payload, "definition": {"de": f"Stand {number}"}}
        save(session, SYSTEM, entry, Edit(payload, entry.latest_number, intent=Intent.RELEASE))
        session.commit()


def attach(runtime: Runtime, entry_id: int, data: bytes) -> str:
    sha256 = Store(runtime.settings.data).put(data)
    with runtime.sessions() as session:
        begin_write(session)
        entry = session.get_one(Entry, entry_id)
        row = Attachment(entry_id=entry_id, name="a.txt", media_type="text/plain", size=len(data), sha256=sha256)
        row.added_at = entry.created_at
        session.add(row)
        session.commit()
    return sha256


def test_every_table_comes_back_from_either_database_into_either(
    runtime: Runtime, elsewhere: Settings, tmp_path: Path
) -> None:
    at_head(runtime)
    fill(runtime.engine, 3)
    manifest = make_backup(runtime, tmp_path / "b.tar.gz")
    assert all(number == 3 for number in manifest.rows.values())
    restore(elsewhere, tmp_path / "b.tar.gz")
    with snapshot(runtime) as connection:
        assert content_of(elsewhere) == content(connection)


def test_restored_library_goes_on_where_it_stopped(runtime: Runtime, elsewhere: Settings, tmp_path: Path) -> None:
    at_head(runtime)
    entry_id = add_term(runtime, 1)
    sha256 = attach(runtime, entry_id, b"what was uploaded")
    make_backup(runtime, tmp_path / "b.tar.gz")
    restore(elsewhere, tmp_path / "b.tar.gz")
    assert Store(elsewhere.data).path(sha256).read_bytes() == b"what was uploaded"
    secret = (runtime.settings.data / "secret.key").read_bytes()
    assert (elsewhere.data / "secret.key").read_bytes() == secret
    engine = make_engine(elsewhere.database)
    runtime.sessions.configure(bind=engine)
    change_term(runtime, entry_id, 2)
    assert add_term(runtime, 2) > entry_id
    engine.dispose()


def test_a_backup_taken_while_people_write_is_of_one_moment(
    runtime: Runtime, elsewhere: Settings, tmp_path: Path
) -> None:
    at_head(runtime)
    ids = [add_term(runtime, number) for number in range(5)]
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            change_term(runtime, ids[len(written) % 5], len(written) + 1)
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        before = len(written)
        make_backup(runtime, tmp_path / "b.tar.gz")
        after = len(written)
    finally:
        stop.set()
        writer.join()
    restore(elsewhere, tmp_path / "b.tar.gz")
    engine = make_engine(elsewhere.database)
    with engine.connect() as connection:
        entries = connection.execute(select(Entry.id, Entry.latest_number, Entry.released_id)).all()
        for entry in entries:
            newest = select(func.max(Revision.number)).where(Revision.entry_id == entry.id)
            assert connection.scalar(newest) == entry.latest_number
            released = select(Revision.number).where(Revision.id == entry.released_id)
            assert connection.scalar(released) == entry.latest_number
        saves = connection.scalar(select(func.count(Revision.id))) - 5
        assert before <= saves <= after + 1
    engine.dispose()


@pytest.fixture
def archive(runtime: Runtime, tmp_path: Path) -> Path:
    """A backup of a library with one entry and one upload."""
    at_head(runtime)
    attach(runtime, add_term(runtime, 1), b"what was uploaded" * 1000)
    make_backup(runtime, tmp_path / "b.tar.gz")
    return tmp_path / "b.tar.gz"


def test_only_its_owner_may_read_the_archive(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in archive.parent.glob(".*")] == []


def spoilt(whole: bytes, place: int) -> bytes:
    """The archive with one byte changed, so that it unpacks to something else or not at all.

    In a run of zeros a changed byte may still say the same (another distance to the same zeros): the next one, then.
    """
    for position in range(place, len(whole)):
        data = bytearray(whole)
        data[position] ^= 0x55
        try:
            if gzip.decompress(bytes(data)) != gzip.decompress(whole):
                return bytes(data)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            return bytes(data)
    raise AssertionError("nothing can be spoilt here")


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.97])
def test_a_damaged_archive_is_refused_and_nothing_is_changed(archive: Path, elsewhere: Settings, place: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(spoilt(data, int(len(data) * place)))
    with pytest.raises(Invalid, match="the backup is damaged"):
        restore(elsewhere, archive)
    assert not elsewhere.data.exists()


def test_no_byte_of_the_archive_changes_unseen(archive: Path) -> None:
    whole = archive.read_bytes()
    for place in range(10, len(whole), len(whole) // 97):  # the first ten bytes say when and where it was packed
        archive.write_bytes(spoilt(whole, place))
        with pytest.raises(Invalid, match="the backup is damaged"):
            verify(archive)


def test_a_cut_archive_is_refused(archive: Path, elsewhere: Settings) -> None:
    archive.write_bytes(archive.read_bytes()[:-2000])
    with pytest.raises(Invalid, match="the backup is damaged"):
        restore(elsewhere, archive)


def test_other_archives_are_refused(tmp_path: Path, elsewhere: Settings) -> None:
    file = tmp_path / "other.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        archive.add(__file__, "manifest.txt")
    with pytest.raises(Invalid, match="no backup of this program"):
        restore(elsewhere, file)
    file.write_text("not even an archive")
    with pytest.raises(Invalid, match="the backup is damaged"):
        verify(file)


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "uploads/../secret.key", "tables/../../x.jsonl.gz"])
def test_a_crafted_archive_writes_nothing_outside(
    tmp_path: Path, elsewhere: Settings, name: str, archive: Path
) -> None:
    manifest = verify(archive)
    crafted = tmp_path / "crafted.tar.gz"
    (tmp_path / "x").write_bytes(b"x")
    manifest.members.append(type(manifest.members[0])(name, 1, "0" * 64))
    (tmp_path / "manifest.json").write_bytes(manifest.as_json())
    with tarfile.open(crafted, "w:gz") as out:
        out.add(tmp_path / "manifest.json", "manifest.json")
        out.add(tmp_path / "x", name)
    with pytest.raises(Invalid, match="does not belong here"):
        restore(elsewhere, crafted)
    assert not elsewhere.data.exists()


def test_what_is_there_is_never_overwritten(archive: Path, elsewhere: Settings) -> None:
    restore(elsewhere, archive)
    before = content_of(elsewhere)
    with pytest.raises(Conflict, match="into an empty one"):
        restore(elsewhere, archive)
    assert content_of(elsewhere) == before


def test_a_lost_upload_is_told_and_the_rest_is_saved(runtime: Runtime, tmp_path: Path) -> None:
    at_head(runtime)
    sha256 = attach(runtime, add_term(runtime, 1), b"gone")
    Store(runtime.settings.data).path(sha256).unlink()
    assert make_backup(runtime, tmp_path / "b.tar.gz").lost == [sha256]
    assert isinstance(verify(tmp_path / "b.tar.gz"), Manifest)


def test_a_backup_that_fails_leaves_the_one_before(runtime: Runtime, archive: Path) -> None:
    before = archive.read_bytes()
    os.unlink(runtime.settings.data / "secret.key")
    with pytest.raises(FileNotFoundError):
        make_backup(runtime, archive)
    assert archive.read_bytes() == before
    assert [each.name for each in archive.parent.glob(".*")] == []
