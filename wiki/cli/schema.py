"""`cxwiki migrate`."""

import click

from wiki.cli.program import Commands, Program
from wiki.ops import schema


@click.group(cls=Commands)
def migrate() -> None:
    """Bring the database to another version of the program."""


@migrate.command()
@click.argument("revision", default="head")
@click.pass_obj
def upgrade(program: Program, revision: str) -> None:
    """Bring the tables up to REVISION (default: what this program wants). Make a backup first."""
    schema.upgrade(program.bare.engine, revision)
    click.echo(f"The database is at {schema.current(program.bare.engine)}.")


@migrate.command()
@click.argument("revision")
@click.pass_obj
def downgrade(program: Program, revision: str) -> None:
    """Bring the tables down to REVISION (`base`: none at all; this deletes everything). Make a backup first."""
    schema.downgrade(program.bare.engine, revision)
    click.echo(f"The database is at {schema.current(program.bare.engine) or 'base'}.")


@migrate.command()
@click.pass_obj
def status(program: Program) -> None:
    """Show what the database has and what this program wants."""
    found, wanted = schema.current(program.bare.engine), schema.head()
    click.echo(f"database: {found or 'empty'}\nprogram:  {wanted}")
    if found != wanted:
        raise click.exceptions.Exit(1)
