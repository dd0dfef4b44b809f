"""Every command of `cxwiki`."""

import click

from wiki.cli.backups import backup, restore
from wiki.cli.checks import audit, routes
from wiki.cli.demo import demo
from wiki.cli.health import doctor
from wiki.cli.installing import init
from wiki.cli.library import export, import_, reindex, search_
from wiki.cli.people import people, user
from wiki.cli.schema import migrate
from wiki.cli.serving import serve, work

COMMANDS: tuple[click.Command, ...] = (
    serve,
    demo,
    work,
    init,
    migrate,
    import_,
    export,
    reindex,
    search_,
    user,
    people,
    audit,
    routes,
    backup,
    restore,
    doctor,
)
