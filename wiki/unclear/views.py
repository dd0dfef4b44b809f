"""What readers find unclear on one's pages, the pages themselves, and what became of what one asked."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.people.queries import departments_by_slug
from wiki.unclear import queries
from wiki.unclear.blueprint import blueprint
from wiki.unclear.queries import ALL, AREA, MINE, Question, Unclear
from wiki.web.csv_file import csv_file
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import other_view, same_view
from wiki.web.transaction import db

A_PAGE = 50
NEWCOMERS = "newcomers"


def _scope() -> str:
    """Which pages are asked for; the most the person may see where the address does not say."""
    allowed = queries.scopes(current_actor())
    asked = request.args.get("scope", "")
    return asked if asked in allowed else allowed[-1]


def _first_look() -> tuple[str, list[Question]]:
    """What is asked for; where the address does not say: one's own pages, or all one may see when none waits."""
    session, actor = db(), current_actor()
    chosen = _scope()
    scopes = [chosen] if "scope" in request.args else [MINE, chosen]
    for scope in scopes:
        found = queries.questions(session, actor, queries.entries_of(session, actor, scope, queries.unresolved()))
        if found:
            return scope, found
    return scopes[-1], []


def _tabs(current: str) -> list[tuple[str, str, bool, int | None]]:
    words = {MINE: _("My pages"), AREA: _("My area"), ALL: _("All pages")}
    found = [(words[each], url_for("unclear.index", scope=each), current == each, None)
             for each in queries.scopes(current_actor())]  # fmt: skip
    return [*found, (_("What I asked"), url_for("unclear.mine"), current == "asked", None)]


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> str:
    """The open questions: what somebody new asks and nobody has answered stands first."""
    scope, found = _first_look()
    only = request.args.get("from") == NEWCOMERS
    shown = [each for each in found if each.by_newcomer or not only]
    number = sum(each.by_newcomer for each in found)
    return render_template(
        "unclear/index.html",
        tabs=_tabs(scope),
        chips=[
            (_("From all readers"), same_view(**{"from": None, "page": None}), not only, len(found)),
            (_("From newcomers"), same_view(**{"from": NEWCOMERS, "page": None}), only, number),
        ],
        page=page_of_rows(shown, A_PAGE),
        kinds=wired(db(), Kinds),
        pages_url=url_for("unclear.pages", scope=scope),
    )


@blueprint.get("/pages")
@rule(SIGNED_IN)
def pages() -> str:
    """The pages by how often they were unclear to newcomers."""
    found = _pages()
    return render_template(
        "unclear/pages.html",
        scope=_scope(),
        tabs=_tabs(_scope()),
        page=page_of_rows(found, A_PAGE),
        kinds=wired(db(), Kinds),
        names=_department_names(found),
        csv_url=other_view("unclear.pages_csv"),
    )


def _pages() -> list[Unclear]:
    session, actor, now = db(), current_actor(), clock.now()
    entries = queries.entries_of(session, actor, _scope(), queries.of_the_year(now))
    return queries.pages(session, actor, entries, now)


def _department_names(found: list[Unclear]) -> dict[str, str]:
    slugs = {each.department for each in found if each.department}
    known = departments_by_slug(db(), slugs) if slugs else {}
    return {slug: known[slug].name(reader_language()) if slug in known else slug for slug in slugs}


@blueprint.get("/pages.csv")
@rule(SIGNED_IN)
def pages_csv() -> ResponseReturnValue:
    """The same as a file for spreadsheets."""
    found, language, kinds = _pages(), reader_language(), wired(db(), Kinds)
    names = _department_names(found)
    head = [_("Title"), _("Kind"), _("Department"), _("Unclear to newcomers"), _("Unclear to others"), _("still open")]
    rows = [
        [each.title(language), kinds.get(each.kind).label, names.get(each.department, ""), each.newcomers, each.others,
         each.open]
        for each in found
    ]  # fmt: skip
    return csv_file(_("unclear"), [head, *rows])


@blueprint.get("/mine")
@rule(SIGNED_IN)
def mine() -> str:
    """What the person asked, and what became of it."""
    return render_template(
        "unclear/mine.html",
        tabs=_tabs("asked"),
        page=page_of_rows(queries.own_questions(db(), current_actor()), A_PAGE),
        kinds=wired(db(), Kinds),
    )


def looks_after_pages(actor: Actor) -> bool:
    """Whether the person sees more than what concerns themselves."""
    return bool(actor.areas) or actor.may(Permission.ENTRY_RELEASE) or actor.may(Permission.OWNERSHIP_OVERSEE)
