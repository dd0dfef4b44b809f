"""Views of entries are written once and bound to each kind's blueprint."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.access.rules import Rule
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries import queries
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import DRAFT, Entry, Revision
from wiki.entries.rights import demand_readable, may_read, may_read_revision
from wiki.web.redirects import same_view

KindView = Callable[..., ResponseReturnValue]


def bind(
    blueprint: Blueprint | Flask, kind: Kind, path: str, endpoint: str, view: KindView, access: Rule, *methods: str
) -> None:
    """Register `view(kind, **arguments)` at `path` of the kind's blueprint, under `access`. An upper floor that adds a
    page to every kind registers it at the application, with the kind's address and name before it."""

    @wraps(view)
    def bound(**arguments: Any) -> ResponseReturnValue:
        g.current_kind = kind.name
        return view(kind, **arguments)

    bound.access_rule = access  # type: ignore[attr-defined]
    blueprint.add_url_rule(path, endpoint, bound, methods=list(methods or ("GET",)))


def load(session: Session, kind: Kind, slug: str) -> Entry:
    """The entry at this address, if the actor may read it; a former address is redirected to the present one."""
    entry = queries.find_by_slug(session, kind.name, slug)
    if entry is None:
        raise NotFound
    actor = current_actor()
    author = entry.status == DRAFT and queries.is_author(session, actor, entry.id)
    demand_readable(may_read(actor, entry, author))
    if entry.slug != slug:
        abort(redirect(same_view(slug=entry.slug), 308))
    return entry


def load_revision(session: Session, actor: Actor, entry: Entry, number: int) -> Revision:
    """A revision of `entry`, if the actor may see it."""
    found = queries.revision(session, entry.id, number)
    if found is None:
        raise NotFound
    demand_readable(may_read_revision(actor, entry, found))
    return found


def url_of(session: Session, entry: Entry, endpoint: str = "page", **arguments: Any) -> str:
    """The address of a page of `entry`."""
    return url_for(f"{wired(session, Kinds).of(entry).name}.{endpoint}", slug=entry.slug, **arguments)
