"""Progress on stderr for what takes longer than two seconds."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 2.0
"""Seconds before anything is shown."""
WIDTH = 30


class Progress:
    """Called with (done, total); draws a line on a terminal and writes one now and then elsewhere."""

    def __init__(self, label: str, out: TextIO | None = None) -> None:
        self._label = label
        self._out = out or sys.stderr
        self._started = time.monotonic()
        self._shown = 0.0
        self._open = False

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` is done."""
        now = time.monotonic()
        terminal = self._out.isatty()
        if now - self._started < PATIENCE or now - self._shown < (0.1 if terminal else 10):
            return
        self._shown = now
        percent = 100 * done // total if total else 0
        if terminal:
            bar = "█" * (WIDTH * percent // 100)
            self._out.write(f"\r{self._label} {bar:·<{WIDTH}} {percent:3d} % {done}/{total} {what[:30]:<30}")
            self._open = True
        else:
            self._out.write(f"{self._label}: {done} of {total} ({percent} %)\n")
        self._out.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open:
            self._out.write("\n")
