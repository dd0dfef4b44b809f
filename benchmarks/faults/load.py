"""People who save without pause and note what the server acknowledged."""

import http.client
import threading
from dataclasses import dataclass, field

from benchmarks.client import Browser
from benchmarks.library import PASSWORD


@dataclass
class Acknowledged:
    """What the server said it had saved: address of the entry → markers, in order."""

    saves: dict[str, list[str]] = field(default_factory=dict)
    interrupted: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, path: str, marker: str, status: int) -> None:
        """Note an answer."""
        with self._lock:
            if status == 303:
                self.saves.setdefault(path, []).append(marker)
            else:
                self.refused[status] = self.refused.get(status, 0) + 1

    def note_interruption(self) -> None:
        """Note that a connection broke: whether the save happened is unknown, which is allowed."""
        with self._lock:
            self.interrupted += 1

    @property
    def total(self) -> int:
        """How many saves were acknowledged."""
        return sum(len(each) for each in self.saves.values())


class Writer(threading.Thread):
    """One person who edits some entries in turn until told to stop."""

    def __init__(self, number: int, port: int, email: str, paths: list[str], told: Acknowledged) -> None:
        super().__init__(daemon=True, name=f"writer {number}")
        self._number, self._port, self._email, self._paths, self._told = number, port, email, paths, told
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask it to end after the save at hand."""
        self._stopping.set()

    def run(self) -> None:
        """Save and save."""
        browser = Browser(self._port)
        signed_in, count = False, 0
        while not self._stopping.is_set():
            path = self._paths[count % len(self._paths)]
            marker = f"marke{self._number}x{count}"
            try:
                if not signed_in:
                    browser.sign_in(self._email, PASSWORD)
                    signed_in = True
                count += 1
                changes = {"definition": f"Stand {marker}", "summary": marker, "intent": "release"}
                self._told.note(path, marker, browser.edit(path, **changes).status)
            except (OSError, http.client.HTTPException):
                self._told.note_interruption()
                self._stopping.wait(0.05)
        browser.close()
