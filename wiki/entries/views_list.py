"""The list of a kind: filters and order in the address, pages, a file for spreadsheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.entries.kinds import Kind
from wiki.entries.list_asked import TITLE, Asked, Sort, asked_of, conditions, order_by, sort_text, sorts_of
from wiki.entries.list_csv import as_csv, drafts_of
from wiki.entries.list_filters import Filter, filters_of
from wiki.entries.list_page import address, chips_of, shown_at
from wiki.entries.models import Entry
from wiki.entries.rights import may_propose, may_write, readable
from wiki.entries.shown import title_of
from wiki.entries.views_watching import kind_button
from wiki.web.front import front
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.runtime import settings
from wiki.web.transaction import db

PER_PAGE = 100


def index(kind: Kind) -> ResponseReturnValue:
    """The list of a kind; `format=csv` for a spreadsheet."""
    session, actor, language = db(), current_actor(), reader_language()
    number = front.newest_number()
    today = clock.today(settings().timezone)
    filters = filters_of(session, actor, kind, language, today, drafts=actor.signed_in)
    sorts = sorts_of(kind, language)
    asked = asked_of(request.args, filters, sorts)
    query = _entries(actor, kind, asked, filters, sorts)
    if request.args.get("format") == "csv":
        return as_csv(session, actor, kind, query, language)
    page = page_of(session, query, PER_PAGE)
    endpoint = f"{kind.name}.index"
    answer = front.render(
        front.begin_list(number),
        "entries/index.html",
        kind=kind,
        page=page,
        drafts=drafts_of(session, actor, page.rows),
        asked=asked,
        today=today,
        title_of=title_of,
        filters_of_kind=filters,
        sorting=_sorting(kind, asked, sorts),
        chips=chips_of(endpoint, asked, filters),
        watching=kind_button(session, actor, kind),
        may_create=may_write(actor) or may_propose(actor),
        page_url=lambda number: address(endpoint, asked.address(page=number if number > 1 else "")),
        csv_url=address(endpoint, asked.address(format="csv")),
    )
    return shown_at(answer, endpoint, asked)


def _entries(
    actor: Actor, kind: Kind, asked: Asked, filters: list[Filter], sorts: Mapping[str, Sort]
) -> Select[tuple[Entry]]:
    loads = [selectinload(getattr(kind.model, name)) for name in kind.loads]
    wanted = conditions(kind, asked, filters)
    query = select(kind.model).where(Entry.kind == kind.name, readable(actor), *wanted)
    return query.options(*loads).order_by(*order_by(asked, sorts))


@dataclass(frozen=True)
class ShownSort:
    """An order on offer. `url` leads to it; `sorted` says how the list stands now: ascending, descending or not."""

    name: str
    label: Any
    url: str
    sorted: str = ""
    value: str = ""


def _sorting(kind: Kind, asked: Asked, sorts: Mapping[str, Sort]) -> dict[str, ShownSort]:
    labels = {TITLE: _("Title"), "released": _("Released"), "review": _("Next review")}
    labels |= {column.name: column.label for column in kind.columns}
    found = {}
    for name, sort in sorts.items():
        now = ("descending" if asked.falling else "ascending") if name == asked.sort else ""
        falling = not asked.falling if now else sort.falling
        url = address(f"{kind.name}.index", asked.address(sort=sort_text(name, falling)))
        value = sort_text(name, asked.falling if now else sort.falling)
        found[name] = ShownSort(name, labels[name], url, now, value)
    return found
