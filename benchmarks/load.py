"""Load from wrk: eight kept connections in one thread of C, so that the server is the bottleneck and not the client."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("requests.lua")


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, milliseconds a request, bytes an answer with its headers."""

    rate: float
    p50: float
    p95: float
    size: float
    broken: int


def wrk() -> str:
    """The program; RuntimeError tells how to get it."""
    found = shutil.which("wrk")
    if not found:
        raise RuntimeError("the load generator wrk is needed (Debian: apt install wrk; `make bench` tries that)")
    return found


def load(port: int, paths: Sequence[str], headers: Mapping[str, str], seconds: int) -> Load:
    """Ask for `paths` in turn, each optionally followed by a tab and an ETag; RuntimeError when any is refused."""
    with tempfile.NamedTemporaryFile("w", suffix=".requests", encoding="utf-8") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        command = [wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT), *given]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{port}"],
            env=os.environ | {"REQUESTS": file.name},
            capture_output=True,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if found["refused"]:
        raise RuntimeError(f"{found['refused']} of {found['requests']} requests were refused ({paths[0]} …)")
    answers = max(found["requests"], 1)
    return Load(
        rate=answers / (found["microseconds"] / 1e6),
        p50=found["p50"] / 1000,
        p95=found["p95"] / 1000,
        size=found["bytes"] / answers,
        broken=found["broken"],
    )
