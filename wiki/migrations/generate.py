"""For developers: write a migration from what the models say (`make migration MESSAGE="…"`).

`--initial` writes the first one anew; that is only right while nobody has installed the program. The file names
no model, so that it goes on working when models change.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
from alembic import command
from alembic.operations import ops
from alembic.script import ScriptDirectory
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.types import TypeEngine

import wiki.app  # noqa: F401 - every model is known once the application is
from wiki.core.db import Base, Instant, JSONDocument, make_engine
from wiki.core.resources import package_folder
from wiki.ops import schema


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """The program's own column types, written as SQLAlchemy's."""
    if kind != "type":
        return False
    if isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, TypeEngine) and item is JSONDocument:
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def later_foreign_keys() -> list[ForeignKeyConstraint]:
    """Foreign keys of tables that refer to each other: PostgreSQL gets them when both are there, SQLite at once."""
    keys = []
    for table in Base.metadata.sorted_tables:
        found = [each for each in table.constraints if isinstance(each, ForeignKeyConstraint) and each.use_alter]
        keys += sorted(found, key=lambda each: str(each.name))
    return keys


def _options(key: ForeignKeyConstraint) -> str:
    return f", ondelete={key.ondelete!r}" if key.ondelete else ""


def _later(keys: list[ForeignKeyConstraint]) -> tuple[str, str]:
    made = [
        f"        op.create_foreign_key({key.name!r}, {key.table.name!r}, {key.referred_table.name!r}, "
        f"{list(key.column_keys)!r}, {[each.column.name for each in key.elements]!r}{_options(key)})\n"
        for key in keys
    ]
    gone = [f"        op.drop_constraint({key.name!r}, {key.table.name!r}, type_='foreignkey')\n" for key in keys]
    condition = '    if op.get_bind().dialect.name != "sqlite":\n'
    return condition + "".join(made), condition + "".join(gone)


def with_later_keys(text: str) -> str:
    """The first migration's text with the foreign keys that PostgreSQL gets at the end."""
    up, down = _later(later_foreign_keys())
    text = text.replace("\n\n\ndef downgrade() -> None:\n", f"\n{up}\n\ndef downgrade() -> None:\n{down}")
    return re.sub(r"    # ### .*\n", "", text)


def _write(message: str, initial: bool) -> Path:
    versions = package_folder("migrations") / "versions"
    if initial:
        for old in versions.glob("*.py"):
            old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/empty.sqlite")
        if not initial:
            schema.upgrade(engine)
        number = f"{len(list(versions.glob('*.py'))) + 1:04d}"
        with engine.begin() as connection:
            settings = schema.configuration(connection)
            settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            settings.attributes.update(metadata=Base.metadata, render_item=render_item, directives=_skip_nothing)
            made = command.revision(settings, message, autogenerate=True, rev_id=number)
        engine.dispose()
    assert made is not None
    assert not isinstance(made, list)
    return Path(made.path)


def _skip_nothing(_context: Any, _revision: Any, directives: list[Any]) -> None:
    script: ops.MigrationScript = directives[0]
    if script.upgrade_ops is not None and script.upgrade_ops.is_empty():
        click.echo("The models and the migrations agree already: nothing to write.", err=True)
        directives[:] = []
        sys.exit(1)


@click.command()
@click.argument("message", default="")
@click.option("--initial", is_flag=True, help="Write the first migration anew.")
def main(message: str, initial: bool) -> None:
    """Write a migration named MESSAGE; look it over before committing it."""
    file = _write(message or ("the first tables" if initial else "changes"), initial)
    if initial:
        file.write_text(with_later_keys(file.read_text("utf-8")), "utf-8")
    for action in (("check", "--fix", "--select", "F401,I"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *action, "-q", "--no-cache", str(file)], check=False)  # noqa: S603 - our own file
    click.echo(str(file))
    assert ScriptDirectory.from_config(schema.configuration()).get_current_head()


if __name__ == "__main__":
    main()
