"""`python -m benchmarks.ownership`: the figures of ownership alone, in half a minute."""

import tempfile
from pathlib import Path

import click

from benchmarks.databases import databases
from benchmarks.figures import TARGETS
from benchmarks.ownership.timed import ownership


@click.command()
@click.option("--database", default="sqlite", type=click.Choice(["sqlite", "postgresql"]))
@click.option("--rounds", default=10, help="How often each page is asked for.")
def main(database: str, rounds: int) -> None:
    """Measure what concerns ownership."""
    names = {each.key: each for each in TARGETS}
    with tempfile.TemporaryDirectory(prefix="cxwiki-bench-") as folder, databases(database, Path(folder)) as held:
        for reading in ownership(held, rounds, lambda words: click.echo(words, err=True)):
            target = names[reading.key]
            kept = "" if target.met_by(reading.values) else "  MISSED"
            values = "/".join(f"{each:.2f}" for each in reading.values)
            click.echo(f"{target.name}: {values} {target.unit} (target {target.told}){kept}\n    {reading.detail}")


if __name__ == "__main__":
    main()
