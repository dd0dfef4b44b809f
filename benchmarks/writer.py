"""The other client: saves and releases every half second until it is told to end, in a process of its own."""

import itertools
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.client import PASSWORD, Browser

PAUSE = 0.5


@contextmanager
def writing(port: int, email: str, paths: Sequence[str]) -> Iterator[None]:
    """Have somebody edit `paths` in turn meanwhile; RuntimeError when a save was refused."""
    command = [sys.executable, "-m", "benchmarks.writer", str(port), email, *paths]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()  # the first save is done
    try:
        yield
    finally:
        refused = process.poll() is not None
        process.send_signal(signal.SIGTERM)
        process.wait()
        process.stdout.close()
    if refused:
        raise RuntimeError("the other client could not save")


def main(port: int, email: str, paths: Sequence[str]) -> None:
    """Save for ever."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    browser = Browser(port)
    browser.sign_in(email, PASSWORD)
    for number, path in enumerate(itertools.cycle(paths)):
        began = time.monotonic()
        answer = browser.edit(path, definition=f"Fassung {number} von nebenan", summary=str(number), intent="release")
        if answer.status != 303:
            raise SystemExit(f"{path}: {answer.status}")
        print(number, flush=True) if number == 0 else None
        time.sleep(max(0.0, began + PAUSE - time.monotonic()))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
