"""Running `cxwiki` as real processes, with patience instead of sleeps of a fixed length."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60.0


def until(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait until `condition` holds; fail saying `what` was waited for."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, f"waited too long for: {what}"
        time.sleep(0.02)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(data: Path, database_url: str = "", **settings: str) -> dict[str, str]:
    """The environment of a program run for a test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CXWIKI_")}
    given = {"CXWIKI_DATA": str(data), "CXWIKI_DATABASE_URL": database_url, **settings}
    return kept | given | {"PYTHONUNBUFFERED": "1"}


def start(*words: str, env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start `cxwiki …`, its output going to `log`."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "wiki.main", *words], env=env, stdout=out, stderr=out, cwd=Path(__file__).parents[1]
        )


def run(*words: str, env: dict[str, str], typed: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run `cxwiki …` to its end; `typed` is what it reads."""
    return subprocess.run(
        [sys.executable, "-m", "wiki.main", *words],
        env=env,
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=Path(__file__).parents[1],
        check=False,
    )


def answers(port: int, path: str = "/healthz") -> bool:
    """Whether the server on `port` answers with 200."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def children(pid: int) -> list[int]:
    """The child processes of `pid`, oldest first."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except FileNotFoundError:
        return []
    return [int(each) for each in found]


def memory_of(pid: int) -> float:
    """MB of a process and everything below it, memory they share counted once (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    own = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) / 1024
    return own + sum(memory_of(each) for each in children(pid))


def owner_of(server_port: int, client_port: int, candidates: list[int]) -> int | None:
    """Which of the processes has accepted the connection that comes from `client_port`."""
    ends = (f":{server_port:04X}", f":{client_port:04X}")
    lines = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    inode = next((each[9] for each in lines if each[1].endswith(ends[0]) and each[2].endswith(ends[1])), "")
    for pid in candidates:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                if os.readlink(descriptor) == f"socket:[{inode}]":
                    return pid
            except FileNotFoundError:
                continue
    return None


def is_gone(pid: int) -> bool:
    """Whether the process has ended (a zombie has)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def stop(process: subprocess.Popen[bytes]) -> int:
    """End a process kindly, else by force; returns its exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()
