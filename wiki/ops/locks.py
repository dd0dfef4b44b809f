"""One server and one worker a data folder: locks the kernel frees when their holder ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path

from wiki.core.errors import Unavailable

ORPHAN_SECONDS = 40.0
"""How long children of a killed server may take to end."""


class FolderLock:
    """A lock on a file of the data folder. Children made by fork share it: it is free when all of them are gone."""

    def __init__(self, file: Path, what: str) -> None:
        self._file = file
        self._what = what
        self._descriptor = -1

    def take(self, patience: float = 0.0) -> None:
        """Take the lock; `Unavailable` names the process that has it. Waits for `patience` seconds, and a little
        longer when who took it is dead already and only its children are still ending."""
        until = time.monotonic() + patience
        while not self._try():
            holder = self._holder()
            if time.monotonic() > until + (0 if _is_alive(holder) else ORPHAN_SECONDS):
                raise Unavailable(
                    f"{self._what} runs on the data folder {self._file.parent} already (process {holder}); stop it "
                    "first, or give this one its own folder with CXWIKI_DATA"
                )
            time.sleep(0.1)

    def _try(self) -> bool:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        self._descriptor = descriptor
        return True

    def _holder(self) -> int:
        text = self._file.read_text("ascii", "replace").strip()
        return int(text) if text.isdigit() else 0

    def release(self) -> None:
        """Free the lock."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _is_alive(process: int) -> bool:
    if process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_locked(file: Path) -> bool:
    """Whether some process holds the lock on `file`."""
    if not file.exists():
        return False
    descriptor = os.open(file, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def server_lock(data: Path) -> FolderLock:
    """The lock of `cxwiki serve`."""
    return FolderLock(data / "serve.lock", "a server")


def worker_lock(data: Path) -> FolderLock:
    """The lock of `cxwiki work`."""
    return FolderLock(data / "work.lock", "a worker")
