"""Reading entries: list, page, versions, comparison, use."""

import csv
import io
from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, cast, func, or_
from sqlalchemy.types import String

from wiki.access.guard import current_actor
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.core.text import fold
from wiki.entries import queries
from wiki.entries.binding import load, load_revision
from wiki.entries.compare import compare as compare_payloads
from wiki.entries.fields import Choice, Choices
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import ARCHIVED, DRAFT, RELEASED, Entry
from wiki.entries.page import EntryPage
from wiki.entries.release import content_of
from wiki.entries.rights import PUBLISHED, may_propose, may_write
from wiki.people.front import seen_as
from wiki.web.front import front
from wiki.web.i18n import day, reader_language
from wiki.web.transaction import db

PER_PAGE = 100
STATUSES = (RELEASED, DRAFT, ARCHIVED)


def index(kind: Kind) -> ResponseReturnValue:
    """The list of a kind, with filters in the address; `format=csv` for a spreadsheet."""
    session, actor, language = db(), current_actor(), reader_language()
    number = front.newest_number()
    chosen: dict[str, Any] = _filters(kind)
    query = queries.listing(actor, kind.name, language, *_conditions(kind, chosen), model=kind.model)
    if request.args.get("format") == "csv":
        return _as_csv(kind, list(session.scalars(query)), language)
    total = queries.count(session, query)
    pages = max(1, ceil(total / PER_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    found = list(session.scalars(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)))
    drafts = {r.entry_id: r for r in queries.heads(session, actor, [e.id for e in found if e.status == DRAFT])}
    return front.render(
        front.begin_list(number),
        "entries/index.html",
        kind=kind,
        entries=found,
        drafts=drafts,
        total=total,
        page=page,
        pages=pages,
        chosen=chosen,
        filters_of_kind=_shown_filters(kind),
        may_create=may_write(actor) or may_propose(actor),
        may_write=may_write(actor),
        page_url=lambda number: url_for(f"{kind.name}.index", **{**chosen, "page": number}),
        csv_url=url_for(f"{kind.name}.index", **{**chosen, "format": "csv"}),
    )


@dataclass(frozen=True)
class ShownFilter:
    """A filter of the list: its values with their labels."""

    name: str
    label: Any
    pairs: list[tuple[str, Any]]


def _shown_filters(kind: Kind) -> list[ShownFilter]:
    found = []
    for name in kind.filters:
        field = kind.field(name)
        if isinstance(field, Choice | Choices):
            pairs = [(option.value, option.label) for option in field.options]
            found.append(ShownFilter(name, field.label, pairs))
    return found


def _filters(kind: Kind) -> dict[str, str]:
    names = ("q", "status", *kind.filters)
    found = {name: request.args.get(name, "").strip()[:100] for name in names}
    return {name: value for name, value in found.items() if value}


def _conditions(kind: Kind, chosen: dict[str, str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name, value in chosen.items():
        if name == "q":
            needle = f"%{fold(value).replace('%', '').replace('_', ' ')}%"
            found.append(or_(func.lower(Entry.title_de).like(needle), func.lower(Entry.title_en).like(needle),
                             Entry.slug.like(needle.replace(" ", "-"))))  # fmt: skip
        elif name == "status":
            found.append(Entry.status == value)
        elif isinstance(kind.field(name), Choices):
            found.append(cast(getattr(kind.model, name), String).like(f'%"{value.replace("%", "")}"%'))
        else:
            found.append(getattr(kind.model, name) == value)
    return found


def _as_csv(kind: Kind, entries: list[Entry], language: str) -> Response:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    head = [_("Title"), _("Address"), _("Status"), _("Released"), _("Next review")]
    writer.writerow([*head, *(str(column.label) for column in kind.columns)])
    for entry in entries:
        own = [column.value(entry, language) for column in kind.columns]
        cells = [entry.title(language), entry.slug, entry.status, day(entry.released_at), day(entry.next_review), *own]
        writer.writerow([_harmless(str(cell)) for cell in cells])
    name = f"{kind.path}.csv"
    return Response(
        "\ufeff" + out.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _harmless(cell: str) -> str:
    """A spreadsheet must not take a cell for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


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
