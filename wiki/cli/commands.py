"""Every command of `cxwiki`."""

import click

from wiki.cli.checks import audit, routes
from wiki.cli.people import user
from wiki.cli.schema import migrate
from wiki.cli.serving import serve, work

COMMANDS: tuple[click.Command, ...] = (serve, work, migrate, user, audit, routes)
