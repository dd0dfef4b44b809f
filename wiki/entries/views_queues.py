"""Lists about entries beside those of the kinds: where one is used, what waits for review, the recycle bin."""

from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import defer

from wiki.access.guard import current_actor
from wiki.core.db import wired
from wiki.entries import queries
from wiki.entries.binding import load
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import DELETED, Entry, Revision
from wiki.entries.shown import summary_of, title_of
from wiki.entries.used_in import links_of, numbers_by_kind, using
from wiki.people.queries import people_by_id
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.runtime import settings
from wiki.web.transaction import db

PER_PAGE = 100
REVIEWS_PER_PAGE = 50


def used_in(kind: Kind, slug: str) -> ResponseReturnValue:
    """The entries that link here, by kind; `kind=` shows those of one kind."""
    session, actor, kinds = db(), current_actor(), wired(db(), Kinds)
    entry = load(session, kind, slug)
    numbers = numbers_by_kind(session, actor, kinds, entry.id)
    chosen = request.args.get("kind", "")
    only = chosen if chosen in numbers else ""
    page = page_of(session, using(actor, kinds, entry.id, reader_language(), only), PER_PAGE)
    frame = Frame(session, actor, kind, entry, "used_in")
    frame.used_in_count = sum(numbers.values())
    return render_template(
        "entries/used_in.html",
        kind=kind,
        entry=entry,
        frame=frame,
        page=page,
        numbers=numbers,
        only=only,
        links=links_of(session, kinds, entry.id, page.rows),
        kinds=kinds,
        title_of=title_of,
        summary_of=summary_of,
    )


def review_queue() -> ResponseReturnValue:
    """Everything in review, oldest first, to be released one by one or together."""
    session = db()
    query = queries.waiting_for_review().order_by(Revision.id)
    page = page_of(session, query.options(defer(Revision.payload), defer(Revision.touched)), REVIEWS_PER_PAGE)
    return render_template("entries/review.html", page=page, kinds=wired(session, Kinds), title_of=title_of)


def recycle_bin() -> ResponseReturnValue:
    """What was deleted, by whom, and until when it can be brought back."""
    session, actor = db(), current_actor()
    query = select(Entry).where(Entry.status == DELETED).order_by(Entry.deleted_at.desc(), Entry.id)
    page = page_of(session, query, PER_PAGE)
    untitled = [each.id for each in page.rows if not (each.title_de or each.title_en)]
    days = settings().retention_days
    return render_template(
        "entries/bin.html",
        page=page,
        kinds=wired(session, Kinds),
        never_released={each.entry_id: each for each in queries.heads(session, actor, untitled)},
        people=people_by_id(session, {each.deleted_by_id for each in page.rows if each.deleted_by_id}),
        retention_days=days,
        retention=timedelta(days=days),
        title_of=title_of,
    )
