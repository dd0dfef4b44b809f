"""Reading entries: page, versions, comparison, use."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wiki.access.guard import current_actor
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries import queries
from wiki.entries.binding import load, load_revision
from wiki.entries.compare import compare as compare_payloads
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.page import EntryPage
from wiki.entries.release import content_of
from wiki.entries.rights import PUBLISHED
from wiki.people.front import seen_as
from wiki.web.front import front
from wiki.web.i18n import reader_language
from wiki.web.transaction import db


def page(kind: Kind, slug: str) -> ResponseReturnValue:
    """An entry as readers see it; a draft that was never released, as its writers see it."""
    session, actor = db(), current_actor()
    number = front.newest_number()
    entry = load(session, kind, slug)
    revision = entry.released or queries.start_for(session, actor, entry)
    if revision is None:
        raise NotFound
    view = EntryPage(session, actor, wired(session, Kinds), entry, revision, reader_language())
    frame = Frame(session, actor, kind, entry, "page")
    keeping = front.begin(entry.id, number, seen_as()) if entry.status in PUBLISHED else None
    return front.render(keeping, kind.template, page=view, frame=frame, kind=kind)


def revision(kind: Kind, slug: str, number: int) -> ResponseReturnValue:
    """An entry as it was, or as it is proposed, in one revision."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    found = load_revision(session, actor, entry, number)
    view = EntryPage(session, actor, wired(session, Kinds), entry, found, reader_language())
    frame = Frame(session, actor, kind, entry, "history")
    return render_template(kind.template, page=view, frame=frame, kind=kind)


def history(kind: Kind, slug: str) -> ResponseReturnValue:
    """All versions: who, when, why, released or not."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    frame = Frame(session, actor, kind, entry, "history")
    visible = {each.id for each in frame.waiting}
    revisions = [r for r in queries.history(session, entry.id) if queries.is_open_to(actor, entry, r, visible)]
    return render_template("entries/history.html", kind=kind, entry=entry, frame=frame, revisions=revisions)


def compare(kind: Kind, slug: str, first: int, second: int) -> ResponseReturnValue:
    """What changed between two revisions, field by field."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    before = load_revision(session, actor, entry, first) if first else None
    after = load_revision(session, actor, entry, second)
    changes = compare_payloads(kind, content_of(kind, before), content_of(kind, after))
    return render_template(
        "entries/compare.html",
        kind=kind,
        entry=entry,
        frame=Frame(session, actor, kind, entry, "history"),
        before=before,
        after=after,
        changes=changes,
    )


def used_in(kind: Kind, slug: str) -> ResponseReturnValue:
    """The entries that link here."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    entries = list(session.scalars(queries.used_in(actor, entry.id).limit(500)))
    frame = Frame(session, actor, kind, entry, "used_in")
    frame.used_in_count = len(entries)
    return render_template(
        "entries/used_in.html", kind=kind, entry=entry, frame=frame, entries=entries, kinds=wired(session, Kinds)
    )
