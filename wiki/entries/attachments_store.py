"""Uploaded files on disk, by content: `uploads/<ab>/<sha256>`, durable before the row that names them is committed."""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from flask_babel import lazy_gettext as _l

from wiki.core import clock
from wiki.core.errors import Unavailable

KEEP_UNUSED = timedelta(days=1)
"""How long a file lies that no row names: an upload whose row was not committed yet must not lose it."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Store:
    """The files of one installation."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "uploads"

    def path(self, sha256: str) -> Path:
        """Where the file with this content lies."""
        return self.folder / sha256[:2] / sha256

    @staticmethod
    def sha256(data: bytes) -> str:
        """The name of this content."""
        return hashlib.sha256(data).hexdigest()

    def put(self, data: bytes) -> str:
        """Keep `data` for good and return its SHA-256. Raises Unavailable when the disk does not take it."""
        sha256 = self.sha256(data)
        file = self.path(sha256)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with self._locked():
                if file.exists() and file.stat().st_size == len(data):
                    os.utime(file)
                else:
                    _write(file, data)
        except OSError as error:
            raise _unavailable(error) from error
        return sha256

    def all(self) -> Iterator[Path]:
        """Every file, and what an interrupted write left behind."""
        if self.folder.is_dir():
            for part in sorted(self.folder.iterdir()):
                if part.is_dir():
                    yield from sorted(part.iterdir())

    def remove_unused(self, used: set[str]) -> int:
        """Remove files that no row names and that have lain untouched for a day; returns how many."""
        removed = 0
        for file in self.all():
            if file.name in used:
                continue
            with self._locked(), suppress(FileNotFoundError):
                if file.stat().st_mtime < (clock.now() - KEEP_UNUSED).timestamp():
                    file.unlink()
                    removed += 1
        return removed

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Storing a file again and removing it as unused exclude each other."""
        with (self.folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _write(file: Path, data: bytes) -> None:
    temporary = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.rename(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    for folder in (file.parent, file.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unavailable(error: OSError) -> Unavailable:
    if error.errno in _FULL:
        return Unavailable(_l("The disk is full. The file was not saved; the administrator must free space."))
    return Unavailable(_l("The disk does not take the file. Nothing was saved; the administrator must look at it."))
