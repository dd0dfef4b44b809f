"""`make bench`: pages against a bare Flask view, saving, importing, starting; told as a table with ratios."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.client import Browser
from benchmarks.hammer import Measured, hammer
from benchmarks.library import PASSWORD, add_people, cxwiki, write_terms
from benchmarks.processes import answers, environment, free_port, start, stop, until
from wiki.config import Settings

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
PAGES = {
    "a term": "/glossary/begriff-7",
    "list of terms": "/glossary/",
    "search": "/search?q=begriff",
    "home": "/",
}


@dataclass(frozen=True)
class Plan:
    """How much to measure."""

    entries: int
    seconds: float
    saves: int
    rounds: int


class Bench:
    """One run in a folder of its own."""

    def __init__(self, folder: Path, plan: Plan, tell: bool = True) -> None:
        self._folder, self._plan = folder, plan
        self._port = free_port()
        self._settings = Settings(data=folder / "data")
        self._env = environment(folder / "data", CXWIKI_PORT=str(self._port), CXWIKI_LOG_LEVEL="WARNING")
        self.lines: list[str] = []
        self._tell = tell

    def _say(self, *cells: object) -> None:
        line = "| " + " | ".join(str(each) for each in cells) + " |"
        self.lines.append(line)
        if self._tell:
            click.echo(line)

    def run(self) -> None:
        """Measure everything."""
        self._say("what", "per second", "p50 ms", "p95 ms", "against a bare view")
        self._say("---", "---:", "---:", "---:", "---:")
        cxwiki("init", env=self._env)
        taken = self._import()
        add_people(self._settings, 1)
        first = self._first_page()
        server = start("serve", env=self._env, log=self._folder / "serve.log")
        try:
            until(lambda: answers(self._port, PAGES["a term"]), "the first page")
            self._pages()
            self._save()
        finally:
            stop(server)
        number = self._plan.entries
        self._say(f"import and release {number} entries", f"{number / taken:.0f}", f"{taken:.1f} s in all", "", "")
        self._say("start to first page", "", f"{first * 1000:.0f}", "", "")

    def _import(self) -> float:
        content = write_terms(self._folder / "content", self._plan.entries)
        began = time.perf_counter()
        cxwiki("import", str(content), "--release", env=self._env)
        taken = time.perf_counter() - began
        cxwiki("reindex", env=self._env)
        return taken

    def _first_page(self) -> float:
        times = []
        for _each in range(3):
            began = time.perf_counter()
            server = start("serve", env=self._env, log=self._folder / "serve.log")
            try:
                until(lambda: answers(self._port, PAGES["a term"]), "the first page")
                times.append(time.perf_counter() - began)
            finally:
                stop(server)
        return statistics.median(times)

    def _pages(self) -> None:
        """Each page and its yardstick in turns, so that a busy machine disturbs both alike; medians of the rounds."""
        for name, path in PAGES.items():
            body = self._folder / "body"
            body.write_bytes(Browser(self._port).get(path).text.encode())
            hammer(self._port, path, 1)
            pages, bares = [], []
            with _Bare(self._env, body, self._folder / "bare.log") as bare:
                for _each in range(self._plan.rounds):
                    pages.append(hammer(self._port, path, self._plan.seconds))
                    bares.append(hammer(bare, "/", self._plan.seconds))
            self._say_page(name, pages, bares)

    def _say_page(self, name: str, pages: list[Measured], bares: list[Measured]) -> None:
        rate = statistics.median(each.rate for each in pages)
        bare = statistics.median(each.rate for each in bares)
        p50, p95 = (statistics.median(getattr(each, part) for each in pages) for part in ("p50", "p95"))
        size = pages[0].size // 1024
        self._say(
            f"{name} ({size} KiB)", f"{rate:.0f}", f"{p50:.1f}", f"{p95:.1f}", f"{bare / rate:.1f} × ({bare:.0f}/s)"
        )

    def _save(self) -> None:
        browser = Browser(self._port)
        browser.sign_in("writer0@example.org", PASSWORD)
        times = []
        began = time.perf_counter()
        for number in range(self._plan.saves):
            page = browser.prepare(f"/glossary/begriff-{number % self._plan.entries}")
            once = time.perf_counter()
            status = browser.send(page, definition=f"Stand {number}", summary="measured", intent="release").status
            times.append(time.perf_counter() - once)
            if status != 303:
                raise RuntimeError(f"saving answered {status}")
        measured = Measured.of(times, time.perf_counter() - began)
        self._say("save and release", "", f"{measured.p50:.1f}", f"{measured.p95:.1f}", "")


class _Bare:
    """The yardstick's server while it is needed."""

    def __init__(self, env: dict[str, str], body: Path, log: Path) -> None:
        self._port = free_port()
        self._env = env | {"CXWIKI_PORT": str(self._port)}
        self._body, self._log = body, log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> int:
        with self._log.open("ab") as out:
            command = [sys.executable, "-m", "benchmarks.bare", str(self._body)]
            self._process = subprocess.Popen(command, env=self._env, stdout=out, stderr=out, cwd=ROOT)
        until(lambda: answers(self._port, "/"), "the bare view")
        return self._port

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            stop(self._process)


@click.command()
@click.option("--entries", default=1000, help="Terms in the library.")
@click.option("--seconds", default=3.0, help="How long to ask for each page, each round.")
@click.option("--rounds", default=3, help="Rounds of page and yardstick in turns.")
@click.option("--saves", default=100, help="How many saves.")
@click.option("--write", is_flag=True, help="Put the table into docs/performance.md.")
def main(entries: int, seconds: float, rounds: int, saves: int, write: bool) -> None:
    """Measure the wiki on this machine."""
    with tempfile.TemporaryDirectory(prefix="cxwiki-bench-") as name:
        bench = Bench(Path(name), Plan(entries, seconds, saves, rounds))
        bench.run()
    if write:
        machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, SQLite, {entries} entries"
        told = f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine}; 8 connections kept, 2 processes of 4 threads."
        before, _old, after = REPORT.read_text("utf-8").replace(END, BEGIN).split(BEGIN)
        table = "\n".join(bench.lines)
        REPORT.write_text(f"{before}{BEGIN}\n{told}\n\n{table}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
