"""`cxwiki doctor`."""

from dataclasses import asdict

import click

from wiki.cli.program import FOUND, Program, json_option, say_json
from wiki.cli.progress import Progress
from wiki.ops.doctor import examine


@click.command()
@json_option
@click.pass_obj
def doctor(program: Program, as_json: bool) -> None:
    """Look for everything that could be wrong with this installation and say how to mend it. Changes nothing.

    Exit code 1 when something grave is found; advice alone leaves it at 0.
    """
    with program.context() as runtime, Progress("Examining") as progress:
        found = examine(runtime, progress)
    grave = [each for each in found if each.is_grave]
    if as_json:
        say_json({"well": not grave, "findings": [asdict(each) for each in found]})
    else:
        for each in found:
            click.echo(f"{'problem' if each.is_grave else 'advice '}  {each.part}: {each.what}\n         → {each.mend}")
        click.echo(f"{len(grave)} problem(s), {len(found) - len(grave)} piece(s) of advice.")
    if grave:
        raise click.exceptions.Exit(FOUND)
