"""`make bench`: every target of speed, in one run on one machine, with a table and JSON."""

import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask_babel import Babel

from benchmarks.answering import searching, suggesting
from benchmarks.autolink.speed import uncached
from benchmarks.building import Library, obtain
from benchmarks.change.timed import change
from benchmarks.changing import adding, saving
from benchmarks.databases import Databases, databases
from benchmarks.figures import ALONE, SAVING, Reading
from benchmarks.learning.timed import learning
from benchmarks.load import wrk
from benchmarks.ownership.timed import ownership
from benchmarks.reading import reading
from benchmarks.report import Report, load_average, machine
from benchmarks.running import Wiki
from benchmarks.writer import writing

CACHE = Path(tempfile.gettempdir()) / "cxwiki-benchmark"


@dataclass(frozen=True)
class Plan:
    """How much to measure."""

    seconds: int = 3
    rounds: int = 5
    searches: int = 200
    beginnings: int = 400
    saves: int = 80
    terms: int = 12
    starts: int = 5
    pages: int = 20
    """How often each page of ownership, of initiatives and of learning is asked for."""


QUICK = Plan(seconds=1, rounds=3, searches=80, beginnings=150, saves=25, terms=5, starts=3, pages=8)


def measure(wiki: Wiki, plan: Plan, report: Report, tell: Callable[[str], None]) -> None:
    """All figures of a running wiki, alone and while another client saves."""
    tell("start …")
    report.add(ALONE, [_starting(wiki, plan.starts)])
    for seed, occasion in enumerate((ALONE, SAVING)):
        if occasion == ALONE:
            _rounds(wiki, plan, report, occasion, seed, tell)
        else:
            with writing(wiki.port, wiki.other_writer, wiki.terms_to_edit(2)):
                _rounds(wiki, plan, report, occasion, seed, tell)
    report.add(ALONE, [Reading("memory", (wiki.memory(),), "supervisor and web server included")])


def _rounds(wiki: Wiki, plan: Plan, report: Report, occasion: str, seed: int, tell: Callable[[str], None]) -> None:
    tell(f"{occasion}: pages …")
    report.add(occasion, reading(wiki, plan.seconds, plan.rounds))
    tell(f"{occasion}: searches …")
    report.add(occasion, [searching(wiki, plan.searches, seed), suggesting(wiki, plan.beginnings, seed)])
    tell(f"{occasion}: saves …")
    report.add(occasion, [saving(wiki, plan.saves, seed), adding(wiki, plan.terms, seed)])


def _starting(wiki: Wiki, times: int) -> Reading:
    """From the command to the first page, with the program's files in the system's memory."""
    found = []
    for _each in range(times):
        wiki.stop()
        began = time.perf_counter()
        wiki.start()
        found.append(time.perf_counter() - began)
    return Reading("start", (statistics.median(found),), f"median of {times}, {min(found):.2f}–{max(found):.2f}")


def _linking() -> Reading:
    """The plain function; no wiki runs for it."""
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        times = uncached()
    detail = f"processor time, median of {len(times)}, {min(times):.1f}–{max(times):.1f}"
    return Reading("autolink", (statistics.median(times),), detail)


def _imported(library: Library) -> Reading:
    detail = f"imported and released after {library.imported:.0f} s; measured when built, {library.built_at} UTC"
    return Reading("import", (library.searchable,), detail)


def run(held: Databases, cache: Path, entries: int, choice: str, plan: Plan, tell: Callable[[str], None]) -> Report:
    """One whole run."""
    before = load_average()
    library = obtain(held, cache, entries, choice, tell)
    about = {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "database": held.name,
        "version": held.version,
        "entries": len(library.entries),
        "labels": library.labels,
        "load_before": before,
        "load_generator": "wrk, 1 thread, 8 kept connections",
        **machine(),
    }
    report = Report(about)
    with tempfile.TemporaryDirectory(prefix="cxwiki-bench-") as name, Wiki(library, Path(name), held) as wiki:
        measure(wiki, plan, report, tell)
    report.add(ALONE, ownership(held, plan.pages, tell))
    report.add(ALONE, change(held, plan.pages, tell))
    report.add(ALONE, learning(held, plan.pages, tell))
    report.add(ALONE, [_linking(), _imported(library)])
    report.about["load_after"] = load_average()
    return report


@click.command()
@click.option("--database", default="sqlite", type=click.Choice(["sqlite", "postgresql"]))
@click.option("--entries", default=10_000, help="Size of the library.")
@click.option("--quick", is_flag=True, help="Fewer and shorter rounds: two minutes, once the library is built.")
@click.option(
    "--library",
    "choice",
    default="same",
    type=click.Choice(["same", "any", "fresh"]),
    help="same: the kept library of these very sources, else a new one; any: the newest kept one, even of other "
    "sources; fresh: a new one, with the import measured anew.",
)
@click.option("--cache", default=CACHE, type=click.Path(path_type=Path), help="Where libraries are kept.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Put the readings there as JSON, too.")
@click.option("--write", is_flag=True, help="Put the table into docs/performance.md.")
def main(
    database: str, entries: int, quick: bool, choice: str, cache: Path, json_file: Path | None, write: bool
) -> None:
    """Measure the wiki on this machine."""
    logging.basicConfig(level=logging.WARNING)
    wrk()
    cache.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()

    def tell(text: str) -> None:
        click.echo(f"{time.monotonic() - began:5.0f} s  {text}", err=True)

    with databases(database, cache) as held:
        report = run(held, cache, entries, choice, QUICK if quick else Plan(), tell)
    tell("done")
    click.echo("\n".join(["", report.told(), "", *report.table()]))
    (json_file or cache / f"{database}.json").write_text(report.as_json(), "utf-8")
    if write:
        report.write()


if __name__ == "__main__":
    main()
