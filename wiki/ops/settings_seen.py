"""The settings in force, where each comes from, and never a secret."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from sqlalchemy import Engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from wiki import __version__
from wiki.config import ENVIRONMENT, PREFIX, ConfigurationError, Given, Settings, given, load_settings
from wiki.core.db import wired
from wiki.entries.models import Attachment
from wiki.ops import schema
from wiki.ops.settings_words import GROUPS, SECRET, SIZES

INDEX_FOLDER = "index"


@dataclass(frozen=True)
class Seen:
    """One setting as the page shows it. `waits`: another value is set and comes into force with the next start."""

    name: str
    does: Any
    value: str
    default: str
    origin: str
    changed: bool
    waits: bool = False


@dataclass(frozen=True)
class Group:
    """Settings that belong together."""

    title: Any
    settings: list[Seen]


def seen(running: Settings, values: Mapping[str, Given] | None = None) -> list[Group]:
    """Every setting of the `running` wiki; `values` is what is set now (default: environment and file)."""
    if values is None:
        values = _given_now()
    usual = {each.name: each.default for each in fields(Settings)}
    return [
        Group(title, [_seen(name, does, running, usual[name], values.get(name)) for name, does in words.items()])
        for title, words in GROUPS
    ]


def _given_now() -> Mapping[str, Given]:
    try:
        return given()
    except ConfigurationError:
        return {}


def _seen(name: str, does: Any, running: Settings, usual: Any, found: Given | None) -> Seen:
    value, changed = getattr(running, name), getattr(running, name) != usual
    applies = found is not None and _parsed(name, found) == value
    if applies and found is not None:
        origin = _("environment") if found.origin == ENVIRONMENT else _("file %(name)s", name=found.origin)
    else:
        origin = _("command line or an earlier start") if changed else _("default")
    return Seen(
        name=f"{PREFIX}{name.upper()}",
        does=does,
        value=shown(name, value),
        default=shown(name, usual),
        origin=origin,
        changed=changed,
        waits=found is not None and not applies,
    )


def _parsed(name: str, found: Given) -> Any:
    try:
        alone = {f"{PREFIX}{name.upper()}": str(found.value)}
        return getattr(load_settings(alone, Path(os.devnull) / "none"), name)
    except ConfigurationError:
        return None


def shown(name: str, value: Any) -> str:
    """A value in words; of an address only what is no secret: kind, machine, port and name."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if name in SECRET:
        return without_secrets(value) if value else str(_("not set"))
    if value == "":
        return str(_("not set"))
    if name in SIZES and isinstance(value, int):
        return size(value)
    return _bare(value) if isinstance(value, str) and "://" in value else str(value)


def without_secrets(address: str) -> str:
    """`postgresql://db.example.org/wiki` for an address with user, password and options."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        return str(_("set"))
    port = f":{url.port}" if url.port else ""
    host = (url.host or "").rpartition("@")[2]  # a password may hold an @ that nobody wrote as %40
    return f"{_('set')}: {url.drivername}://{host}{port}/{url.database or ''}".rstrip("/")


def _bare(address: str) -> str:
    """A web address without user, password, query and fragment."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def size(number: int) -> str:
    """Bytes in words: `10 MB` (of 1024 × 1024 bytes)."""
    amount = float(number)
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            break
        amount /= 1024
    return f"{amount:.0f} {unit}" if amount >= 10 or amount == int(amount) else f"{amount:.1f} {unit}"


@dataclass(frozen=True)
class Installed:
    """What is installed, and how much room it takes; an empty size is not known."""

    version: str
    database: str
    schema: str
    database_size: str
    index_size: str
    files: int
    files_size: str


def installed(session: Session) -> Installed:
    """The installation at this moment."""
    settings, engine = wired(session, Settings), session.get_bind()
    assert isinstance(engine, Engine)
    each = select(Attachment.sha256, func.max(Attachment.size).label("size")).group_by(Attachment.sha256).subquery()
    number, total = session.execute(select(func.count(), func.coalesce(func.sum(each.c.size), 0))).one()
    folder = settings.data / INDEX_FOLDER
    index = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else None
    return Installed(
        version=__version__,
        database=_database(session, engine),
        schema=schema.current(engine) or _("not known"),
        database_size=_database_size(session, engine, settings),
        index_size=_("in the database") if index is None else size(index),
        files=number,
        files_size=size(int(total)),
    )


def _database(session: Session, engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return f"SQLite {session.scalar(text('SELECT sqlite_version()'))}"
    version = str(session.scalar(text("SHOW server_version"))).partition(" ")[0]
    return f"PostgreSQL {version}"


def _database_size(session: Session, engine: Engine, settings: Settings) -> str:
    try:
        if engine.dialect.name == "sqlite":
            file = Path(make_url(settings.database).database or "")
            return size(file.stat().st_size)
        return size(int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0))
    except (OSError, SQLAlchemyError):
        return ""
