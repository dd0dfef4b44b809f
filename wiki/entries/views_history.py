"""The history of an entry and what changed between two versions of it."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.text import LANGUAGES, whole_number
from wiki.entries.as_of import NoSuchDay, as_of, read_day
from wiki.entries.binding import load, load_revision
from wiki.entries.compare import Change, compare, in_language
from wiki.entries.fields import Payload
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry, Revision
from wiki.entries.names import names_in
from wiki.entries.release import content_of
from wiki.entries.timeline import timeline
from wiki.web.i18n import day, reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db

VIEWS = ("auto", "sides", "inline")
"""How texts are compared: as the window's width suggests, beside each other, or in one run."""


def history(kind: Kind, slug: str) -> ResponseReturnValue:
    """All versions: who, when, why, what changed, released or not."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    shown = timeline(session, actor, kind, entry, whole_number(request.args.get("page", "1")) or 1)
    return render_template(
        "entries/history.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "history"),
        timeline=shown,
        version_page=lambda number: url_for(f"{kind.name}.history", slug=entry.slug, page=number),
        today=clock.today(settings().timezone).isoformat(),
    )


def choose(kind: Kind, slug: str) -> ResponseReturnValue:
    """Where the choice of two versions, or of a day to begin with, leads."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    if "since" in request.args:
        return _since(session, kind, entry, request.args["since"])
    first, second = (whole_number(request.args.get(name, "")) or 0 for name in ("from", "to"))
    if not second:
        flash(_("Please choose two versions to compare."), "info")
        return redirect(url_for(f"{kind.name}.history", slug=entry.slug), 303)
    first, second = sorted((first, second))
    for number in filter(None, (first, second)):
        load_revision(session, actor, entry, number)
    return redirect(_comparison(kind, entry, first, second), 303)


def _since(session: Session, kind: Kind, entry: Entry, typed: str) -> ResponseReturnValue:
    try:
        wanted = read_day(typed, settings())
    except NoSuchDay as problem:
        flash(str(problem), "warning")
        return redirect(url_for(f"{kind.name}.history", slug=entry.slug), 303)
    found = as_of(session, entry, wanted, settings())
    if entry.released is None:
        flash(_("Nothing of this entry is released yet."), "info")
        return redirect(url_for(f"{kind.name}.history", slug=entry.slug), 303)
    if found.revision is None:
        flash(_("On %(day)s nothing of this entry was released yet: everything is new.", day=day(wanted)), "info")
    return redirect(
        _comparison(kind, entry, found.revision.number if found.revision else 0, entry.released.number), 303
    )


def _comparison(kind: Kind, entry: Entry, first: int, second: int) -> str:
    return url_for(f"{kind.name}.compare", slug=entry.slug, first=first, second=second)


def compared(
    session: Session, actor: Actor, kind: Kind, before: Revision | None, after: Revision | None
) -> list[Change]:
    """What changed between two versions, references by their names."""
    contents: tuple[Payload, Payload] = (content_of(kind, before), content_of(kind, after))
    return compare(kind, *contents, names_in(session, actor, kind, reader_language(), contents))


def show_comparison(kind: Kind, slug: str, first: int, second: int) -> ResponseReturnValue:
    """What changed between two versions, field by field."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    before = load_revision(session, actor, entry, first) if first else None
    after = load_revision(session, actor, entry, second)
    changes = compared(session, actor, kind, before, after)
    language = _one_of("in", ("", *LANGUAGES))
    return render_template(
        "entries/compare.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "history"),
        before=before,
        after=after,
        changes=in_language(changes, language) if language else changes,
        total=len(changes),
        view=_one_of("view", VIEWS),
        language=language,
        here=_here(kind, entry, first, second),
    )


def _one_of(name: str, allowed: tuple[str, ...]) -> str:
    chosen = request.args.get(name, "")
    return chosen if chosen in allowed else allowed[0]


def _here(kind: Kind, entry: Entry, first: int, second: int) -> Callable[..., str]:
    """Makes the address of this comparison with another view or language."""

    def address(*, view: str = "", language: str | None = None) -> str:
        arguments: dict[str, Any] = {"slug": entry.slug, "first": first, "second": second}
        arguments["view"] = (view or _one_of("view", VIEWS)) if (view or _one_of("view", VIEWS)) != VIEWS[0] else None
        arguments["in"] = (_one_of("in", ("", *LANGUAGES)) if language is None else language) or None
        return url_for(f"{kind.name}.compare", **arguments)

    return address
