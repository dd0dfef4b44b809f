"""`cxwiki init`."""

import click
from sqlalchemy import select

from wiki.cli.library import build_index, import_with_progress
from wiki.cli.program import Program, Stopped
from wiki.entries.models import Entry
from wiki.library.importing import starter_folder
from wiki.library.report import Outcome
from wiki.ops import schema
from wiki.search.wiring import Search
from wiki.web.runtime import Runtime


@click.command()
@click.option("--starter", is_flag=True, help="Load the starter library too, where the library is still empty.")
@click.pass_obj
def init(program: Program, starter: bool) -> None:
    """Make an empty library: data folder, keys, tables, search index.

    Safe to repeat: what is there stays as it is.
    """
    engine = program.bare.engine
    if schema.current(engine) is None:
        schema.upgrade(engine)
    schema.require_head(engine)
    with program.context() as runtime:
        if starter and not _has_entries(runtime):
            _load_starter(runtime)
        if runtime.wiring.get(Search).engine.problem():
            build_index(runtime)
        click.echo(f"The library in {runtime.settings.data.absolute()} is ready.")


def _has_entries(runtime: Runtime) -> bool:
    with runtime.sessions() as session:
        return session.scalar(select(Entry.id).limit(1)) is not None


def _load_starter(runtime: Runtime) -> None:
    click.echo("Loading the starter library …")
    report = import_with_progress(runtime, starter_folder(), release=True, label="Loading the starter library")
    if not report.ok:
        raise Stopped(f"the starter library cannot be loaded:\n{report.as_text()}")
    click.echo(f"{report.count(Outcome.NEW)} entries are loaded.")
