"""The list of a kind: filters in the address, paging, a file for spreadsheets."""

import csv
import io
from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, cast, func, or_
from sqlalchemy.types import String

from wiki.access.guard import current_actor
from wiki.core.text import fold
from wiki.entries import queries
from wiki.entries.fields import Choice, Choices
from wiki.entries.kinds import Kind
from wiki.entries.models import ARCHIVED, DRAFT, RELEASED, Entry
from wiki.entries.rights import may_propose, may_write
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
