"""The command `cxwiki`."""

import gc

# What is made while importing stays: looking for garbage in it costs a tenth of a second of each start.
gc.disable()

import logging
from typing import Any

import click

from wiki import __version__
from wiki.app import create_app, create_runtime
from wiki.cli.commands import COMMANDS
from wiki.cli.program import Commands, Program

gc.freeze()
gc.enable()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cxwiki")
@click.pass_context
def group(context: click.Context) -> None:
    """The CX wiki: glossary, processes and touchpoints for customer experience teams.

    Settings come from CXWIKI_… environment variables or from cxwiki.toml in this folder; docs/operation.md lists them.

    Exit codes: 0 done, 1 findings or errors in the input, 2 wrong use or unusable settings.
    """
    context.obj = program = Program(create_app, create_runtime)
    context.call_on_close(program.close)


for _command in COMMANDS:
    group.add_command(_command)


logging.getLogger("alembic").setLevel(logging.WARNING)


def main(args: list[str] | None = None) -> Any:
    """Run the command line and end the process."""
    return group.main(args=args, prog_name="cxwiki")


if __name__ == "__main__":
    main()
