"""Some of the figures alone: `python -m benchmarks.ownership`, `.change`, `.learning`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.databases import Databases, databases
from benchmarks.figures import TARGETS, Reading

Measure = Callable[[Databases, int, Callable[[str], None]], list[Reading]]


def command(measure: Measure, words: str) -> click.Command:
    """A command that measures and tells each figure beside its target."""

    @click.command(help=f"Measure {words}.")
    @click.option("--database", default="sqlite", type=click.Choice(["sqlite", "postgresql"]))
    @click.option("--rounds", default=10, help="How often each page is asked for.")
    def main(database: str, rounds: int) -> None:
        names = {each.key: each for each in TARGETS}
        with tempfile.TemporaryDirectory(prefix="cxwiki-bench-") as folder, databases(database, Path(folder)) as held:
            for reading in measure(held, rounds, lambda said: click.echo(said, err=True)):
                target = names[reading.key]
                kept = "" if target.met_by(reading.values) else "  MISSED"
                values = "/".join(f"{each:.2f}" for each in reading.values)
                click.echo(f"{target.name}: {values} {target.unit} (target {target.told}){kept}\n    {reading.detail}")

    return main
