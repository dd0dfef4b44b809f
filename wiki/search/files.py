"""The index folder: generations side by side, one in use, and locks between processes."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wiki.core import clock
from wiki.search.engine import EngineBusy, EngineUnusable

_WAIT = 10.0
_PAUSE = 0.05


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold `file` against other threads and processes; raises EngineBusy when somebody else keeps it too long. The
    system frees it when the process ends, however it ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        deadline = time.monotonic() + _WAIT
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise EngineBusy(f"{file.name} is held by another process") from error
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def sync_folder(folder: Path, before: set[str]) -> None:
    """Put the files made since `before` on the disk: an event is only settled when a power cut cannot undo it."""
    for name in set(os.listdir(folder)) - before:
        sync(folder / name)
    sync(folder)


def sync(path: Path) -> None:
    """Put a file or folder on the disk; one that is gone needs none."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Generations:
    """The folders of an index and the file `current` that says which one is in use."""

    def __init__(self, root: Path, version: str) -> None:
        self.root = root
        self._version = version
        self._pointer = root / "current"
        self._damaged = root / "damaged"

    def current(self) -> str:
        """The name of the generation in use; EngineUnusable when there is none of this version."""
        try:
            said = json.loads(self._pointer.read_text("utf-8"))
            name, version = str(said["generation"]), str(said["version"])
        except FileNotFoundError as error:
            raise EngineUnusable("there is no index") from error
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise EngineUnusable(f"the index's file “current” cannot be read: {error!r}") from error
        if version != self._version:
            raise EngineUnusable(f"the index was written as {version}, this program reads {self._version}")
        return name

    def folder(self, name: str) -> Path:
        """The folder of the generation `name`."""
        return self.root / name

    def make(self) -> tuple[str, Path]:
        """A new empty generation."""
        name = f"generation-{time.time_ns():x}-{clock.token(4)}"
        folder = self.root / name
        folder.mkdir(parents=True)
        return name, folder

    def use(self, name: str) -> None:
        """Make `name` the generation in use and remove all others."""
        temporary = self.root / f"current.{clock.token(4)}"
        temporary.write_text(json.dumps({"generation": name, "version": self._version}) + "\n", "utf-8")
        sync(temporary)
        temporary.replace(self._pointer)
        sync(self.root)
        self._damaged.unlink(missing_ok=True)
        for folder in self.root.glob("generation-*"):
            if folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)

    def forget(self) -> None:
        """Use none of the generations."""
        self._pointer.unlink(missing_ok=True)

    def mark_damaged(self, reason: str) -> None:
        """Leave word for the worker that the generation in use cannot be read."""
        if self._pointer.exists():
            try:
                self._damaged.write_text(reason[:500], "utf-8")
            except OSError:
                return

    def problem(self) -> str:
        """Why there must be a new generation, as far as the files tell; empty when nothing speaks for it."""
        try:
            self.current()
        except EngineUnusable as error:
            return str(error)
        return "a reader found it damaged" if self._damaged.exists() else ""
