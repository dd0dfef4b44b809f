"""`cxwiki import`, `export`, `reindex` and `search`."""

from pathlib import Path

import click

from wiki.access.permissions import ANYBODY, SYSTEM
from wiki.cli.program import FOUND, Program, Stopped, json_option, say_json
from wiki.cli.progress import Progress
from wiki.core.text import LANGUAGES
from wiki.entries.asking_again import EVERYBODY, NOBODY, AskAgain
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.library.export import export_library
from wiki.library.importing import import_path
from wiki.library.report import Report
from wiki.ops import schema
from wiki.search.engine import EngineBusy
from wiki.search.facets import Filters
from wiki.search.indexing import rebuild
from wiki.search.service import search
from wiki.web.runtime import Runtime

SHOWN = 20


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--release", is_flag=True, help="Serve what is imported at once; otherwise it waits as drafts.")
@click.option(
    "--confirm-again", type=click.Choice((EVERYBODY, NOBODY)), default=EVERYBODY, show_default=True,
    help="With --release: who confirms binding entries again that come out changed.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@json_option
@click.pass_obj
def import_(
    program: Program, paths: tuple[Path, ...], release: bool, confirm_again: str, dry_run: bool, as_json: bool
) -> None:
    """Import each PATH, a folder in the form of content/ or one file: all of it, or nothing when anything is wrong."""
    failed = False
    with program.context() as runtime:
        schema.require_head(runtime.engine)
        for path in paths:
            with Progress(f"Reading {path.name}") as progress:
                report = import_path(
                    runtime, SYSTEM, path, release=release, dry_run=dry_run, ask_again=AskAgain(confirm_again),
                    progress=progress,
                )  # fmt: skip
            click.echo(report.as_json() if as_json else report.as_text())
            failed = failed or not report.ok
    if failed:
        raise click.exceptions.Exit(FOUND)


def import_with_progress(runtime: Runtime, path: Path, *, release: bool, label: str) -> Report:
    """Import `path` as the system, showing progress."""
    with Progress(label) as progress:
        return import_path(runtime, SYSTEM, path, release=release, progress=progress)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--kind", "kinds", multiple=True, help="Only this kind of entry; may be given several times.")
@json_option
@click.pass_obj
def export(program: Program, folder: Path, kinds: tuple[str, ...], as_json: bool) -> None:
    """Write the released library into FOLDER in the form of content/. An earlier export there is replaced."""
    with program.context() as runtime:
        schema.require_head(runtime.engine)
        known = runtime.wiring.get(Kinds).names
        for kind in kinds:
            if kind not in known:
                raise click.BadParameter(f"there is no kind {kind!r}; known are {', '.join(known)}")
        with Progress("Exporting") as progress:
            report = export_library(runtime, folder, kinds or None, progress)
    click.echo(report.as_json() if as_json else report.as_text())
    if not report.ok:
        raise click.exceptions.Exit(FOUND)


@click.command()
@click.pass_obj
def reindex(program: Program) -> None:
    """Build the search index anew, beside the one in use."""
    with program.context() as runtime:
        schema.require_head(runtime.engine)
        click.echo(f"The index holds {build_index(runtime)} entries.")


def build_index(runtime: Runtime) -> int:
    """Build the search index with progress; returns how many entries it holds."""
    try:
        with Progress("Indexing") as progress:
            return rebuild(runtime, progress)
    except EngineBusy as error:
        raise Stopped("another program writes the index at the moment; try again when it is done") from error


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", default="", help="Only this kind of entry.")
@click.option("--language", type=click.Choice(LANGUAGES), default="de", help="Language of the titles shown.")
@json_option
@click.pass_obj
def search_(program: Program, words: tuple[str, ...], kind: str, language: str, as_json: bool) -> None:
    """Search the released entries, as somebody who is not signed in would. Exit code 1 when nothing matches."""
    with program.context() as runtime, runtime.sessions() as session:
        schema.require_head(runtime.engine)
        found = search(session, ANYBODY, " ".join(words), Filters(kind=kind))
        kinds = runtime.wiring.get(Kinds)
        hits = []
        for match in found.matches[:SHOWN]:
            entry = session.get_one(Entry, match.entry_id)
            address = f"/{kinds.of(entry).path}/{entry.slug}"
            hits.append({"kind": entry.kind, "slug": entry.slug, "title": entry.title(language), "url": address})
    if as_json:
        say_json({"total": found.total, "suggestion": found.suggestion, "results": hits})
    else:
        for hit in hits:
            click.echo(f"{hit['title']}  ({hit['kind']}, {hit['url']})")
        click.echo(f"{found.total} found." if found.total else "Nothing found.")
    if not found.total:
        raise click.exceptions.Exit(FOUND)
