"""The page over the change management of all initiatives, and its line of the navigation."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.change.adkar import PLACES
from wiki.change.blueprint import blueprint
from wiki.change.overview import ALL, LATE, LIVE_ONES, SCOPES, Shown, concerned, described
from wiki.change.views import WORDS
from wiki.change.wording import ELEMENT_LABELS
from wiki.core.clock import company_day
from wiki.web.csv_file import csv_file
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.shell import Item
from wiki.web.transaction import db

PER_PAGE = 50


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> ResponseReturnValue:
    """Initiatives that concern groups; `format=csv` for a spreadsheet."""
    session, actor, today, language = db(), current_actor(), company_day(db()), reader_language()
    asked = request.args.get("show", "")
    scope = asked if asked in SCOPES else LIVE_ONES
    query = concerned(actor, scope, today, language)
    if request.args.get("format") == "csv":
        return _csv(described(session, session.scalars(query).all(), today))
    page = page_of(session, query, PER_PAGE)
    words = {LIVE_ONES: _("Under way"), LATE: _("Behind the plan"), ALL: _("All")}
    chips = [(words[each], url_for("change.index", show=each), each == scope, None) for each in SCOPES]
    return render_template(
        "change/index.html", page=page, rows=described(session, page.rows, today), chips=chips, scope=scope,
        csv_url=url_for("change.index", show=scope, format="csv"), **WORDS,
    )  # fmt: skip


def _csv(rows: list[Shown]) -> Response:
    return csv_file("change", _lines(rows, reader_language()))


def _lines(rows: list[Shown], language: str) -> Iterator[list[Any]]:
    yield [_("Initiative"), _("Groups"), _("People"), *(f"{ELEMENT_LABELS[each]} (%)" for each in PLACES),
           _("Messages told"), _("Messages"), _("Late"), _("Next day")]  # fmt: skip
    for row in rows:
        shares = [row.standing.share(each) if row.standing else "" for each in PLACES]
        yield [row.initiative.title(language), row.groups, row.people, *shares, row.told, row.messages, row.late,
               row.next_day or ""]  # fmt: skip


def navigation() -> list[Item]:
    """The line of the navigation, for those signed in."""
    if not current_actor().signed_in:
        return []
    is_here = request.endpoint == "change.index"
    return [Item(_("Change plans"), url_for("change.index"), "person-walking", current=is_here, place=6)]
