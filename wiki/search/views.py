"""The results page."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy.exc import DBAPIError

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.access.rules import READER, rule
from wiki.entries.kinds import Kinds
from wiki.entries.options import FIELD_OF_ACTION
from wiki.missing_terms.models import MOST_WORD
from wiki.missing_terms.noticing import counts, notice
from wiki.missing_terms.rights import may_ask, may_decide
from wiki.search.asking import about
from wiki.search.facets import Filters
from wiki.search.hits import hits
from wiki.search.narrowing import narrowing
from wiki.search.params import PAGE, lenient
from wiki.search.query import MOST_CHARACTERS, MOST_WORDS
from wiki.search.service import Found, search
from wiki.web.i18n import reader_language
from wiki.web.runtime import runtime
from wiki.web.transaction import db, roll_back, writing

blueprint = Blueprint("search", __name__)
ENDPOINT = "search.results"
MOST_WAIT = 0.05
"""So many seconds a search waits for whoever writes, to be counted."""


@blueprint.get("/search")
@rule(READER)
def results() -> str:
    """Everything that matches, narrowed and in pages."""
    kinds, actor, session, language = runtime().wiring.get(Kinds), current_actor(), db(), reader_language()
    text, filters, page = lenient(request.args, kinds)
    found = search(session, actor, text, filters, first=(page - 1) * PAGE, most=PAGE)
    pages = max(1, -(-found.total // PAGE))
    if page > pages:
        page = pages
        found = search(session, actor, text, filters, first=(page - 1) * PAGE, most=PAGE)
    offered = narrowing(session, kinds, found.facets, found.total, filters, language, lambda each: _url(text, each))
    shown = render_template(
        "search/results.html",
        text=text[:MOST_CHARACTERS],
        filters=filters,
        found=found,
        hits=hits(session, actor, found.query, found.matches, language),
        narrowing=offered,
        page=page,
        pages=pages,
        first=(page - 1) * PAGE + 1,
        kinds=list(kinds),
        fields={option.value: option.label for option in FIELD_OF_ACTION.options},
        limits={"words": MOST_WORDS, "characters": MOST_CHARACTERS},
        page_url=lambda number: _url(text, filters, number),
        reset_url=_url(text, Filters()),
        instead_url=_url(found.suggestion, filters) if found.suggestion else "",
        propose_url=_propose_url(text, kinds, actor),
        write_url=url_for("term.new", title=about(text)[:MOST_WORD]) if "term" in kinds and may_decide(actor) else "",
    )
    return _notice(shown, found, filters, text, language)


def _url(text: str, filters: Filters, page: int = 1) -> str:
    named: dict[str, Any] = {"q": text, **filters.chosen}
    named["lang"] = named.pop("language", "")
    if page > 1:
        named["page"] = page
    return url_for(ENDPOINT, **{name: value for name, value in named.items() if value})


def _propose_url(text: str, kinds: Kinds, actor: Actor) -> str:
    """Where the words can be asked for as a term; by way of signing in for who has not."""
    if "term" not in kinds:
        return ""
    form = url_for("missing_terms.new", word=about(text)[:MOST_WORD])
    if not actor.signed_in:
        return url_for("people.sign_in", next=form)
    return form if may_ask(actor) else ""


def _notice(page: str, found: Found, filters: Filters, text: str, language: str) -> str:
    """The page; a search in vain is counted before it goes out, where that is switched on. Counting that fails is no
    reason to withhold the page."""
    in_vain = found.query and found.complete and (not found.total or found.suggestion is not None)
    is_new = filters == Filters() and "page" not in request.args
    if in_vain and request.method == "GET" and is_new and counts(db()):
        try:
            notice(writing(MOST_WAIT), about(text), language)
        except DBAPIError:
            roll_back()
    return page
