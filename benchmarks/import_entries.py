"""How long it takes to import 10,000 entries, and how long others wait for it: `python benchmarks/import_entries.py`.

The entries are the starter library many times over, each with labels and title of its own. `--database` takes the
address of an empty database; the default is a SQLite file in a temporary folder.
"""

import argparse
import tempfile
import time
from pathlib import Path

from wiki.access.permissions import SYSTEM
from wiki.app import create_app
from wiki.config import Settings
from wiki.core.db import Base
from wiki.entries.kinds import Kinds
from wiki.library import importing
from wiki.library.applying import Import
from wiki.library.codec import write
from wiki.library.export import export_library
from wiki.library.parsing import Document, read
from wiki.web.runtime import Runtime


def fill(kinds: Kinds, folder: Path, number: int) -> None:
    """Write `number` files."""
    documents = [
        (file.stem, found)
        for file in sorted(importing.starter_folder().glob("*/*.md"))
        if isinstance(found := read(kinds, file.read_bytes(), file.parent.name), Document)
    ]
    for index in range(number):
        slug, document = documents[index % len(documents)]
        again = index // len(documents)
        content = dict(document.content)
        if "labels" in content:
            content["labels"] = [{**label, "text": f"{label['text']} {again}"} for label in content["labels"]]
        else:
            content["title"] = {code: f"{text} {again}" for code, text in content["title"].items()}
        for name, value in content.items():
            if isinstance(value, dict) and name != "title":
                content[name] = {code: f"{text} {again}" for code, text in value.items()}
        file = folder / document.kind.folder / (f"{slug}-{again}.md" if again else f"{slug}.md")
        file.parent.mkdir(exist_ok=True)
        file.write_text(write(document.kind, content), "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--database", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(Settings(data=folder / "data", database_url=chosen.database))
        runtime: Runtime = app.extensions["cxwiki"]
        Base.metadata.create_all(runtime.engine)
        (folder / "in").mkdir()
        with app.app_context():
            fill(runtime.wiring.get(Kinds), folder / "in", chosen.entries)
            measure(runtime, folder)


def measure(runtime: Runtime, folder: Path) -> None:
    """Import, import again, export."""
    locked: list[tuple[float, float]] = []
    apply = Import.apply

    def timed(self: Import, items: list[object]) -> None:
        began, cpu = time.perf_counter(), time.process_time()
        apply(self, items)  # type: ignore[arg-type]
        locked.append((time.perf_counter() - began, time.process_time() - cpu))

    Import.apply = timed  # type: ignore[method-assign, assignment]
    for words in ("first import", "second import, nothing changed"):
        began, cpu = time.perf_counter(), time.process_time()
        report = importing.import_path(runtime, SYSTEM, folder / "in", release=True)
        took = f"{time.perf_counter() - began:.1f} s ({time.process_time() - cpu:.1f} s of processor)"
        assert report.ok, report.as_text()[:2000]
        lock = "{:.1f} s ({:.1f} s)".format(*locked[-1])
        print(f"{words}: {took}, of which with the write lock {lock}; {report.as_text().splitlines()[-1]}")
    began = time.perf_counter()
    export_library(runtime, folder / "out")
    print(f"export: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
