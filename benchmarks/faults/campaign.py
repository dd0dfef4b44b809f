"""One campaign: a library, writers, a killer, and the verdict."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults.load import Acknowledged, Writer
from benchmarks.faults.verdict import faults, open_deliveries
from benchmarks.library import add_people, cxwiki, write_terms
from benchmarks.processes import answers, children, environment, free_port, is_gone, start, stop, until
from wiki.app import create_runtime
from wiki.config import Settings

WRITERS, WATCHERS, TERMS = 4, 2, 12
WEB_PROCESS, WEB_SERVER, WORKER = "web process", "web server", "worker"
WEIGHTS = {WEB_PROCESS: 5, WEB_SERVER: 1, WORKER: 4}


@dataclass
class Result:
    """What a campaign did and what it found."""

    kills: Counter[str] = field(default_factory=Counter)
    saves: int = 0
    interrupted: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0
    found: list[str] = field(default_factory=list)


def campaign(
    folder: Path, database_url: str, kills: int, seed: int, tell: Callable[[str], None] = lambda _text: None
) -> Result:
    """Kill `kills` times while people save; what is found wrong afterwards is in the result."""
    chance = random.Random(seed)
    port = free_port()
    env = environment(folder / "data", database_url, CXWIKI_PORT=str(port), CXWIKI_LOG_LEVEL="WARNING")
    settings = Settings(data=folder / "data", database_url=database_url)
    cxwiki("init", env=env)
    cxwiki("import", str(write_terms(folder / "content", TERMS)), "--release", env=env)
    emails = add_people(settings, WRITERS, WATCHERS)
    server = start("serve", env=env, log=folder / "serve.log")
    result, began = Result(), time.monotonic()
    try:
        until(lambda: answers(port, "/glossary/begriff-1"), "the first page")
        told = _kill_under_load(server.pid, port, emails, kills, chance, result, tell)
        runtime = create_runtime(settings)
        until(lambda: open_deliveries(runtime) == 0, "all events to be delivered and sealed", 120)
    finally:
        stop(server)
    result.saves, result.interrupted, result.refused = told.total, told.interrupted, told.refused
    result.found = faults(runtime, told)
    result.seconds = time.monotonic() - began
    runtime.engine.dispose()
    return result


def _kill_under_load(
    server: int,
    port: int,
    emails: list[str],
    kills: int,
    chance: random.Random,
    result: Result,
    tell: Callable[[str], None],
) -> Acknowledged:
    told = Acknowledged()
    writers = []
    for number, email in enumerate(emails):
        paths = [f"/glossary/begriff-{each}" for each in range(TERMS) if each % len(emails) == number]
        writers.append(Writer(number, port, email, paths, told))
        writers[-1].start()
    until(lambda: told.total > len(writers), "the first saves")
    for number in range(kills):
        before = told.total
        _kill(server, chance, result)
        time.sleep(chance.uniform(0.02, 0.5))
        if number % 10 == 9:
            until(lambda before=before: told.total > before, "saving to go on")
            tell(f"{number + 1} of {kills} kills, {told.total} saves")
    before = told.total
    until(lambda: told.total > before, "saving to go on after the last kill")
    for writer in writers:
        writer.stop()
    for writer in writers:
        writer.join()
    return told


def _kill(server: int, chance: random.Random, result: Result) -> None:
    while True:
        wanted = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        victims = parts_of(server)[wanted]
        if victims:
            os.kill(chance.choice(victims), signal.SIGKILL)
            result.kills[wanted] += 1
            return
        time.sleep(0.05)


def parts_of(server: int) -> dict[str, list[int]]:
    """The living processes by part. The web server is the child that has children, or was started first."""
    parts = [each for each in children(server) if not is_gone(each)]
    webs = [each for each in parts if "web" in _name(each)]
    workers = [each for each in parts if each not in webs]
    processes = [child for each in webs for child in children(each) if not is_gone(child)]
    return {WEB_PROCESS: processes, WEB_SERVER: webs, WORKER: workers}


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text("ascii").strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""
