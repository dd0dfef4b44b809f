"""The editors' inbox of missing terms; also as a file for spreadsheets."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core.errors import Invalid
from wiki.missing_terms import deciding
from wiki.missing_terms.blueprint import blueprint
from wiki.missing_terms.forms import MergeForm
from wiki.missing_terms.known import perhaps_meant
from wiki.missing_terms.links import number_of_links
from wiki.missing_terms.listing import A_PAGE, SHOWS, Narrowed, Row, Wanted, loaded, numbers, ranked
from wiki.missing_terms.models import OPEN
from wiki.missing_terms.noticing import counts
from wiki.missing_terms.wording import LABEL_STATUSES, ORDERS, SOURCES, STATE_TONES, STATES
from wiki.missing_terms.wording import SHOWS as SHOW_LABELS
from wiki.web.csv_file import csv_file
from wiki.web.i18n import day, reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import same_view
from wiki.web.transaction import db, roll_back, writing

DECIDER = needs(Permission.ENTRY_WRITE)


@blueprint.get("/")
@rule(DECIDER)
def index() -> ResponseReturnValue:
    """What is missing, the most wanted first; `format=csv` for a spreadsheet."""
    session, narrowed = db(), _narrowed()
    found = ranked(session, narrowed)
    if request.args.get("format") == "csv":
        return csv_file("missing-terms", _table(_rows(session, found)))
    page = page_of_rows(found, A_PAGE)
    rows = _rows(session, page.rows, offered=narrowed.show == OPEN)
    return render_template(
        "missing_terms/index.html",
        page=page,
        rows=rows,
        narrowed=narrowed,
        chips=_chips(narrowed, numbers(session)),
        tabs=tabs(session),
        choices={"source": list(SOURCES.items()), "order": list(ORDERS.items())},
        is_narrowed=bool(narrowed.words or narrowed.source),
        everything=url_for("missing_terms.index", show=narrowed.show),
        counts_searches=counts(session),
        csv_url=same_view(format="csv", page=None),
        **words(),
    )


@blueprint.post("/together")
@rule(DECIDER)
def together() -> ResponseReturnValue:
    """Put together what was ticked in the list: the first of them, the most wanted, stands for all."""
    chosen = MergeForm().chosen()
    try:
        made = deciding.merge(writing(), current_actor(), chosen[0] if chosen else 0, chosen[1:])
    except Invalid:
        roll_back()
        flash(_("Please tick at least two that mean the same."), "warning")
        return redirect(url_for("missing_terms.index"), 303)
    flash(_("Put together. Whoever asked for one of them is told what becomes of all."), "success")
    return redirect(url_for("missing_terms.page", number=made.id), 303)


def words() -> dict[str, Any]:
    """The words and colours that every page about missing terms needs."""
    return {
        "states": STATES, "state_tones": STATE_TONES, "label_statuses": LABEL_STATUSES, "same_view": same_view,
    }  # fmt: skip


def tabs(session: Session) -> list[tuple[Any, str, bool, int | None]]:
    """The views for those who decide."""
    here = request.endpoint
    return [
        (_("Inbox"), url_for("missing_terms.index"), here == "missing_terms.index", None),
        (_("Links that lead nowhere"), url_for("missing_terms.links"), here == "missing_terms.links",
         number_of_links(session)),
        (_("My requests"), url_for("missing_terms.mine"), here == "missing_terms.mine", None),
    ]  # fmt: skip


def _narrowed() -> Narrowed:
    asked = request.args
    return Narrowed(
        asked.get("show", "") if asked.get("show") in SHOWS else OPEN,
        asked.get("source", "") if asked.get("source") in SOURCES else "",
        asked.get("order", "") if asked.get("order") in ORDERS else next(iter(ORDERS)),
        " ".join(asked.get("words", "").split())[:80],
    )


def _chips(narrowed: Narrowed, counted: Mapping[str, int]) -> list[tuple[Any, str, bool, int]]:
    return [
        (SHOW_LABELS[show], same_view(show=show, page=None), show == narrowed.show, counted[show]) for show in SHOWS
    ]


def _rows(session: Session, found: Sequence[tuple[int, Wanted]], offered: bool = False) -> list[Row]:
    wanted = dict(found)
    terms = loaded(session, [term_id for term_id, _wanted in found])
    texts = [each.word for each in terms] if offered else []
    meant = perhaps_meant(session, texts, reader_language(), certain=True)
    return [Row(each, wanted[each.id], next(iter(meant.get(each.word, ())), None)) for each in terms]


def _table(rows: Sequence[Row]) -> Iterator[Sequence[Any]]:
    yield [
        _("Number"), _("Word"), _("Language"), _("Other words"), _("State"), _("Asked for"), _("Last asked"),
        _("Days searched for in vain"), _("Searches in vain"), _("Links"), _("Reason given"),
    ]  # fmt: skip
    for row in rows:
        term, wanted = row.term, row.wanted
        others = ", ".join(word.text for word in term.words if word.text != term.word)
        yield [
            term.id, term.word, term.language, others, STATES[term.state], wanted.asked,
            day(wanted.asked_at) if wanted.asked_at else "", wanted.days, wanted.times, wanted.links, term.reason,
        ]  # fmt: skip
