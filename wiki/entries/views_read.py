"""Reading entries: the page, as it is, as one version has it, as it stood on a day; its use."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import NotFound, NotSignedIn
from wiki.entries import queries
from wiki.entries.as_of import AsOf, NoSuchDay, as_of, read_day
from wiki.entries.binding import load, load_revision
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Entry
from wiki.entries.page import EntryPage
from wiki.entries.rights import PUBLISHED
from wiki.people.front import seen_as
from wiki.web.front import front
from wiki.web.i18n import day, reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db

AS_OF = "as_of"
"""The part of a page's address that names a day of the past."""


def page(kind: Kind, slug: str) -> ResponseReturnValue:
    """An entry as readers see it; a draft that was never released, as its writers see it."""
    session, actor = db(), current_actor()
    number = front.newest_number()
    entry = load(session, kind, slug)
    if AS_OF in request.args:
        return _page_as_of(session, actor, kind, entry, request.args[AS_OF])
    revision = entry.released or queries.start_for(session, actor, entry)
    if revision is None:
        raise NotFound
    view = EntryPage(session, actor, wired(session, Kinds), entry, revision, reader_language())
    frame = Frame(session, actor, kind, entry, "page")
    keeping = front.begin(entry.id, number, seen_as()) if entry.status in PUBLISHED else None
    return front.render(keeping, kind.template, page=view, frame=frame, kind=kind)


def _page_as_of(session: Session, actor: Actor, kind: Kind, entry: Entry, typed: str) -> ResponseReturnValue:
    """The entry as it stood on a day; what cannot be shown is said, with the day there to be corrected."""
    if not actor.signed_in:
        raise NotSignedIn(_("Please sign in to see how this entry stood on a day of the past."))
    frame = Frame(session, actor, kind, entry, "page")
    try:
        found = as_of(session, entry, read_day(typed, settings()), settings())
    except NoSuchDay as problem:
        return _no_such_day(frame, typed[:40], str(problem)), 422
    if found.revision is None:
        return _no_such_day(frame, typed, _nothing_yet(found)), 404
    view = EntryPage(session, actor, wired(session, Kinds), entry, found.revision, reader_language())
    view.as_of = found
    return render_template(kind.template, page=view, frame=frame, kind=kind)


def _no_such_day(frame: Frame, typed: str, problem: str) -> str:
    today = clock.today(settings().timezone).isoformat()
    return render_template(
        "entries/as_of.html", frame=frame, kind=frame.kind, entry=frame.entry, typed=typed, problem=problem, today=today
    )


def _nothing_yet(found: AsOf) -> str:
    if found.first_released is None:
        return str(_("Nothing of this entry was ever released."))
    first = day(found.first_released)
    return str(_("On %(day)s nothing of this entry was released yet; the first time was on %(first)s.",
                 day=day(found.day), first=first))  # fmt: skip


def revision(kind: Kind, slug: str, number: int) -> ResponseReturnValue:
    """An entry as it was, or as it is proposed, in one revision."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    found = load_revision(session, actor, entry, number)
    view = EntryPage(session, actor, wired(session, Kinds), entry, found, reader_language())
    frame = Frame(session, actor, kind, entry, "history")
    return render_template(kind.template, page=view, frame=frame, kind=kind)
