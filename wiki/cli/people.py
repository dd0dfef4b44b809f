"""`cxwiki user`."""

import sys

import click

from wiki.access.permissions import SYSTEM
from wiki.access.roles import Roles
from wiki.cli.program import Commands, Program, Stopped
from wiki.core.db import begin_write
from wiki.core.errors import Invalid
from wiki.core.text import LANGUAGES
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
