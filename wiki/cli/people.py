"""`cxwiki user` and `cxwiki people`."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from wiki.access.permissions import SYSTEM
from wiki.access.roles import Roles
from wiki.cli.program import FOUND, Commands, Program, Stopped, json_option, say_json
from wiki.cli.progress import Progress
from wiki.core.db import begin_write
from wiki.core.errors import Invalid
from wiki.core.text import LANGUAGES
from wiki.ops import schema
from wiki.people import importing
from wiki.people.importing import Import
from wiki.people.importing_draft import Outcome
from wiki.people.service import add_person


@click.group(cls=Commands)
def user() -> None:
    """Accounts."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", "roles", multiple=True, help="An access role (a file in roles/); may be given several times.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The person's language; the wiki's own by default.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
@click.pass_obj
def add(
    program: Program, email: str, name: str, roles: tuple[str, ...], language: str | None, password_stdin: bool
) -> None:
    """Add a person with the address EMAIL, without sending mail."""
    password = _password(password_stdin)
    with program.context() as runtime:
        known = runtime.wiring.get(Roles).by_slug
        for role in roles:
            if role not in known:
                raise click.BadParameter(f"there is no role {role!r}; known are {', '.join(sorted(known))}")
        with runtime.sessions() as session:
            begin_write(session)
            try:
                person = add_person(session, SYSTEM, name, email, list(roles), password, language=language or "")
            except Invalid as error:
                raise Stopped(" ".join(str(each.message) for each in error.problems)) from error
            session.commit()
            click.echo(f"{person.name} <{person.email}> is added.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("without a terminal the password comes with --password-stdin")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@click.group(cls=Commands)
def people() -> None:
    """People, departments and functions out of files."""


@people.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option("--invite", is_flag=True, help="Send an invitation to everybody new.")
@click.option(
    "--list-missing", is_flag=True, help="Name the active people of whom no file speaks. They stay as they are."
)
@json_option
@click.pass_obj
def import_people(
    program: Program, files: tuple[Path, ...], dry_run: bool, invite: bool, list_missing: bool, as_json: bool
) -> None:
    """Import people, departments and functions from FILES (CSV, XLSX): all of it, or nothing when anything is wrong."""
    with program.context() as runtime, runtime.sessions() as session:
        schema.require_head(runtime.engine)
        try:
            sheets = importing.read((each.name, each.read_bytes()) for each in files)
        except Invalid as error:
            raise Stopped(" ".join(str(each.message) for each in error.problems)) from error
        if dry_run:
            found = importing.plan(session, SYSTEM, sheets)
        else:
            begin_write(session)
            with Progress("Importing") as progress:
                found = importing.put_in_force(session, SYSTEM, sheets, progress, invite=invite)
            if found.ok:
                session.commit()
            else:
                session.rollback()
        missing = [f"{each.name} <{each.email}>" for each in found.draft.missing()] if list_missing and found.ok else []
    if as_json:
        say_json(_as_data(found, dry_run, missing))
    else:
        click.echo("\n".join(_as_lines(found, dry_run, missing)))
    if not found.ok:
        raise click.exceptions.Exit(FOUND)


def _as_lines(found: Import, dry_run: bool, missing: list[str]) -> list[str]:
    if not found.ok:
        told = [str(each) for each in found.draft.problems]
        return [*told, f"Nothing was imported: {len(told)} problem(s)."]
    changes = [
        f"{each.outcome:9} {each.record.file}:{each.record.line} {each.name}  {'; '.join(each.details)}".rstrip()
        for each in found.draft.changes
        if each.outcome is not Outcome.UNCHANGED
    ]
    counts = ", ".join(f"{found.count(each)} {each}" for each in Outcome)
    absent = [f"in no file: {each}" for each in missing]
    return [*changes, *absent, f"Dry run, nothing was changed: {counts}." if dry_run else f"{counts}."]


def _as_data(found: Import, dry_run: bool, missing: list[str]) -> dict[str, object]:
    return {
        "ok": found.ok,
        "dry_run": dry_run,
        "counts": {each.value: found.count(each) for each in Outcome},
        "changes": [
            {
                "file": each.record.file, "line": each.record.line, "kind": each.kind, "outcome": each.outcome.value,
                "name": each.name, "details": each.details,
            }
            for each in found.draft.changes
        ],
        "missing": missing,
        "problems": [asdict(each) for each in found.draft.problems],
    }  # fmt: skip
