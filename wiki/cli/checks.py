"""`cxwiki audit`, `cxwiki routes` and `cxwiki doctor`."""

from dataclasses import asdict

import click

from wiki.access.rules import rule_of
from wiki.cli.program import FOUND, Commands, Program, json_option, say_json
from wiki.cli.progress import Progress
from wiki.core import audit as chain
from wiki.core.keys import Keys


@click.group(cls=Commands)
def audit() -> None:
    """The record of who did what."""


@audit.command()
@json_option
@click.pass_obj
def verify(program: Program, as_json: bool) -> None:
    """Check that nothing in the sealed record was changed, removed or inserted."""
    with program.context() as runtime, runtime.sessions() as session:
        with Progress("Reading the record") as progress:
            broken = chain.verify(session, runtime.wiring.get(Keys).audit, progress)
        waiting = chain.unsealed(session)
    if as_json:
        say_json({"broken": [asdict(each) for each in broken], "unsealed": waiting})
    else:
        for each in broken:
            click.echo(f"row {each.row_id}: {each.reason}")
        verdict = f"The record is broken in {len(broken)} place(s)" if broken else "The record is unbroken"
        click.echo(f"{verdict}; {waiting} row(s) wait for their seal.")
    if broken:
        raise click.exceptions.Exit(FOUND)


@click.command()
@json_option
@click.pass_obj
def routes(program: Program, as_json: bool) -> None:
    """List every address with the access rule that guards it."""
    with program.context():
        found = [
            {
                "address": each.rule,
                "methods": sorted((each.methods or set()) - {"HEAD", "OPTIONS"}),
                "endpoint": each.endpoint,
                "rule": getattr(rule_of(program.app.view_functions[each.endpoint]), "name", "none: refused"),
            }
            for each in sorted(program.app.url_map.iter_rules(), key=lambda each: (each.rule, str(each.methods)))
        ]
    if as_json:
        say_json(found)
        return
    width = max(len(str(each["address"])) for each in found)
    for each in found:
        click.echo(f"{','.join(each['methods']):<9} {each['address']:<{width}}  {each['rule']}")
