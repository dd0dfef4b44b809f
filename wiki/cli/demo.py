"""`cxwiki demo`."""

import shutil
from pathlib import Path

import click

from wiki.cli.library import build_index
from wiki.cli.program import Program
from wiki.cli.progress import Progress
from wiki.cli.serving import run_server
from wiki.config import SAMPLE_MARK
from wiki.demo.company import build, settle_inboxes
from wiki.demo.folder import claim, default_folder, settings_of
from wiki.ops import schema
from wiki.ops.delivery import run_once
from wiki.ops.jobs import Sealer

BUILT = "built"
"""Beside the mark once everything is there: a build that was stopped begins anew."""


@click.command()
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Its data folder; by default the one "
              "of the wiki with -demo behind its name.")  # fmt: skip
@click.option("--fresh", is_flag=True, help="Build it anew; what was tried in it is lost.")
@click.option("--build-only", is_flag=True, help="Only build it, do not serve it.")
@click.option("--host", help="Listen here instead of CXWIKI_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen here instead of CXWIKI_PORT.")
@click.pass_obj
def demo(
    program: Program, folder: Path | None, fresh: bool, build_only: bool, host: str | None, port: int | None
) -> None:
    """Serve a sample company to try the wiki with: invented people, duties, requests, a year of history.

    Everybody who reaches the address may sign in as any of them, the administrator included. It has a data folder and
    a database of its own, whatever the settings say; your library is not touched.
    """
    folder = folder or default_folder(program.settings)
    claim(folder)
    if fresh or not (folder / BUILT).exists():
        _empty(folder)
    sample = program.with_settings(settings_of(folder, program.settings))
    if not (folder / BUILT).exists():
        _build(sample)
        (folder / BUILT).touch()
    if not build_only:
        run_server(sample, host, port, page="/demo/")
    sample.close()


def _empty(folder: Path) -> None:
    """Take everything out of a folder that bears the mark, the mark last."""
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif each.name != SAMPLE_MARK:
            each.unlink()


def _build(program: Program) -> None:
    schema.upgrade(program.bare.engine)
    with program.context() as runtime:
        with Progress("Building the sample company") as progress:
            build(runtime, progress)
        build_index(runtime)
        run_once(runtime)
        settle_inboxes(runtime)
        Sealer().run(runtime.sessions)
        click.echo(f"The sample company is ready in {runtime.settings.data.absolute()}.")
