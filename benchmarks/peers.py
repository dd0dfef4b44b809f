"""Beside other wikis: this wiki with the corpus all of them were given, and their figures in docs/performance.md.

python -m benchmarks.peers serve CORPUS 8205 --home FOLDER    (until it is told to end)
python -m benchmarks.peers write RESULTS.json --about "versions and settings"
"""

import json
import re
import signal
import statistics
import tempfile
import time
from pathlib import Path

import click

from benchmarks.library import add_people, cxwiki
from benchmarks.processes import answers, environment, start, stop, until
from benchmarks.report import REPORT, load_average
from wiki.app import create_runtime
from wiki.config import Settings
from wiki.entries.kinds import Kinds
from wiki.library.codec import write as write_entry

BEGIN, END = "<!-- peers -->", "<!-- /peers -->"
ROWS = {
    "read req/s : flask": "page ÷ bare Flask view, requests a second, 8 connections",
    "read p50 ms": "page, p50 ms, one connection",
    "read p95 ms": "page, p95 ms",
    "search p50 ms": "search, p50 ms, one connection",
    "search p95 ms": "search, p95 ms",
    "save p50 ms": "save, p50 ms, one client",
    "save p95 ms": "save, p95 ms",
    "edits/s c8": "edits (form and save) a second, 8 clients",
    "not shown after save": "saves not shown by the next page",
    "load s": "1,000 pages loaded, s",
    "start s": "start to first page, s",
    "PSS MiB": "memory (PSS), MiB",
}


@click.group()
def main() -> None:
    """Measure beside other wikis."""


@main.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("port", type=int)
@click.option("--home", type=click.Path(path_type=Path), help="Folder of the peers: `run/our` gets pid and seconds.")
def serve(corpus: Path, port: int, home: Path | None) -> None:
    """Import the pages of CORPUS as terms and serve them on PORT."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="cxwiki-peers-") as name:
        folder = Path(name)
        env = environment(folder / "data", CXWIKI_PORT=str(port), CXWIKI_LOG_LEVEL="WARNING")
        settings = Settings(data=folder / "data")
        cxwiki("init", env=env)
        add_people(settings, 1)
        first = _write_terms(settings, corpus, folder / "content")
        began = time.perf_counter()
        cxwiki("import", str(folder / "content"), "--release", env=env)
        cxwiki("reindex", env=env)
        loaded = time.perf_counter() - began
        began = time.perf_counter()
        process = start("serve", env=env, log=folder / "serve.log")
        try:
            until(lambda: answers(port, f"/glossary/{first}"), "the first page")
            _tell(home, process.pid, loaded, time.perf_counter() - began)
            process.wait()
        except KeyboardInterrupt:
            click.echo("ending")
        finally:
            stop(process)


def _write_terms(settings: Settings, corpus: Path, folder: Path) -> str:
    kind = create_runtime(settings).wiring.get(Kinds).get("term")
    place = folder / kind.folder
    place.mkdir(parents=True)
    files = sorted(corpus.glob("*.md"))
    for file in files:
        title, _line, text = file.read_text("utf-8").partition("\n")
        body = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r"[[\2|\1]]", text).strip()
        first = body.split("\n\n")[0].partition(". ")[0]
        content = {
            "labels": [{"language": "de", "text": title.lstrip("# ").strip(), "status": "preferred"}],
            "definition": {"de": first},
            "body": {"de": body},
        }
        (place / file.name).write_text(write_entry(kind, content), "utf-8")
    return files[0].stem


def _tell(home: Path | None, pid: int, loaded: float, started: float) -> None:
    if home is not None:
        run = home / "run" / "our"
        run.mkdir(parents=True, exist_ok=True)
        (run / "app.pid").write_text(str(pid))
        (run / "load.seconds").write_text(f"{loaded:.2f}")
        (run / "start.seconds").write_text(f"{started:.2f}")
    click.echo(f"serving; loaded in {loaded:.1f} s, started in {started:.2f} s")


@main.command()
@click.argument("results", type=click.Path(exists=True, path_type=Path))
@click.option("--about", required=True, help="Versions and settings of the peers.")
def write(results: Path, about: str) -> None:
    """Put the peers' results into docs/performance.md."""
    found = json.loads(results.read_text("utf-8"))
    names = sorted(found, key=lambda each: each != "our")
    lines = [
        f"Measured on {time.strftime('%Y-%m-%d')}, load average {load_average()} afterwards. {about}",
        "",
        f"| | {' | '.join('this wiki' if each == 'our' else each for each in names)} |",
        f"| --- |{' ---: |' * len(names)}",
    ]
    for key, label in ROWS.items():
        lines.append(f"| {label} | {' | '.join(_cell(found[each].get(key), key) for each in names)} |")
    before, _old, after = REPORT.read_text("utf-8").replace(END, BEGIN).split(BEGIN)
    REPORT.write_text("\n".join([f"{before}{BEGIN}", *lines, f"{END}{after}"]), "utf-8")
    click.echo("\n".join(lines))


def _cell(values: list[float] | None, key: str) -> str:
    if not values:
        return "–"
    number = sum(values) if key.startswith("not shown") else statistics.median(values)
    return f"{number:,.0f}" if number >= 100 or key.startswith("not shown") else f"{number:.3g}"


if __name__ == "__main__":
    main()
