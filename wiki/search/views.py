"""The results page."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import READER, rule
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.rights import may_propose, may_write
from wiki.search.hits import hits
from wiki.search.params import PAGE, lenient
from wiki.search.service import Filters, Found, search
from wiki.web.i18n import reader_language
from wiki.web.runtime import runtime
from wiki.web.transaction import db

blueprint = Blueprint("search", __name__)
ENDPOINT = "search.results"


@blueprint.get("/search")
@rule(READER)
def results() -> str:
    """Everything that matches, narrowed and in pages."""
    kinds, actor, session = runtime().wiring.get(Kinds), current_actor(), db()
    text, filters, page = lenient(request.args, kinds)
    found = search(session, actor, text, filters)
    pages = max(1, -(-found.total // PAGE))
    page = min(page, pages)
    shown = hits(session, found.query, found.matches[(page - 1) * PAGE : page * PAGE], reader_language())
    return render_template(
        "search/results.html",
        text=text[:200],
        filters=filters,
        found=found,
        hits=shown,
        page=page,
        pages=pages,
        kinds=list(kinds),
        chips_of=_chips(text, filters, found, list(kinds)),
        page_url=lambda number: _url(text, filters, number),
        instead_url=_url(found.suggestion, filters) if found.suggestion else "",
        propose_url=_propose_url(text, kinds) if may_write(actor) or may_propose(actor) else "",
    )


def _url(text: str, filters: Filters, page: int = 1) -> str:
    named: dict[str, Any] = {"q": text, "kind": filters.kind, "status": filters.status, "lang": filters.language}
    if page > 1:
        named["page"] = page
    return url_for(ENDPOINT, **{name: value for name, value in named.items() if value})


def _chips(text: str, filters: Filters, found: Found, kinds: list[Kind]) -> list[tuple[str, str, bool, int]]:
    """(name, address, whether chosen, how many) for all kinds together and each that has matches."""
    everything = Filters("", filters.status, filters.language)
    chips = [(_("All"), _url(text, everything), not filters.kind, sum(found.counts.values()))]
    for kind in kinds:
        count = found.counts.get(kind.name, 0)
        if count or kind.name == filters.kind:
            narrowed = Filters(kind.name, filters.status, filters.language)
            chips.append((str(kind.plural), _url(text, narrowed), kind.name == filters.kind, count))
    return chips


def _propose_url(text: str, kinds: Kinds) -> str:
    return url_for("term.new", title=text[:150]) if "term" in kinds else ""
