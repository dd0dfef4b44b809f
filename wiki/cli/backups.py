"""`cxwiki backup` and `cxwiki restore`."""

from pathlib import Path

import click

from wiki.cli.library import build_index
from wiki.cli.program import FOUND, Program
from wiki.cli.progress import Progress
from wiki.ops.backup import make_backup, note_backup
from wiki.ops.restore import restore as bring_back


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(program: Program, file: Path) -> None:
    """Write database, uploads and keys to FILE, one consistent archive, while the wiki runs.

    The archive holds the installation's keys: keep it as safe as the wiki itself. Settings are not in it.
    """
    with Progress("Backing up") as progress:
        manifest = make_backup(program.bare, file, progress)
    note_backup(program.bare, file, manifest)
    rows = sum(manifest.rows.values())
    click.echo(f"{file}: {rows} rows, {len(manifest.members) - len(manifest.rows) - 1} uploads.")
    for sha256 in manifest.lost:
        click.echo(f"lost or damaged: the upload {sha256}; run `cxwiki doctor`", err=True)
    if manifest.lost:
        raise click.exceptions.Exit(FOUND)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore(program: Program, file: Path) -> None:
    """Bring FILE back into an empty data folder and an empty database, SQLite or PostgreSQL whichever it came from.

    Everything is verified first; when anything is wrong, nothing is changed.
    """
    with Progress("Restoring") as progress:
        manifest = bring_back(program.settings, file, progress)
    with program.context() as runtime:
        entries = build_index(runtime)
    click.echo(
        f"The library of {manifest.made_at[:16]} is back in {program.settings.data.absolute()}: "
        f"{sum(manifest.rows.values())} rows, {entries} entries in the index."
    )
