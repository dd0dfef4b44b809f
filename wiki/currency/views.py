"""The lists of reviews, and the button that says an entry is still true."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.currency.blueprint import blueprint
from wiki.currency.reviews import ALL, AREA, MINE, SOON, Review, may_confirm_review, of_scope, scopes
from wiki.currency.service import still_true as confirm
from wiki.currency.service import still_true_for_several as confirm_several
from wiki.entries.binding import url_of
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import demand_readable, may_read
from wiki.people.queries import departments_by_slug
from wiki.web.csv_file import csv_file
from wiki.web.hostile import LARGEST_KEY
from wiki.web.i18n import day as in_words
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import other_view, same_view
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing

A_PAGE = 50
OVERDUE, DUE, LATER = "overdue", "", "later"
"""Which reviews: past their day · those and what comes up soon · all."""


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    today: date
    scope: str
    scopes: Sequence[str]
    state: str
    kind: str
    department: str


def _wanted() -> Wanted:
    allowed = scopes(current_actor())
    scope = request.args.get("scope", MINE)
    state = request.args.get("state", DUE)
    return Wanted(
        clock.today(settings().timezone),
        scope if scope in allowed else MINE,
        allowed,
        state if state in (OVERDUE, DUE, LATER) else DUE,
        request.args.get("kind", "")[:40],
        request.args.get("department", "")[:100],
    )


def _found(wanted: Wanted) -> list[Review]:
    until = None if wanted.state == LATER else wanted.today + SOON
    return of_scope(db(), current_actor(), wanted.today, wanted.scope, until)


def _narrowed(wanted: Wanted, found: Sequence[Review]) -> list[Review]:
    return [
        each
        for each in found
        if (wanted.state != OVERDUE or each.is_overdue)
        and wanted.kind in ("", each.kind)
        and wanted.department in ("", each.department)
    ]


@blueprint.get("/")
@rule(SIGNED_IN)
def reviews() -> str:
    """What is to be looked at again: one's own, the area's, all; the longest overdue first."""
    wanted = _wanted()
    found = _found(wanted)
    page = page_of_rows(_narrowed(wanted, found), A_PAGE)
    actor = current_actor()
    return render_template(
        "currency/reviews.html",
        wanted=wanted,
        page=page,
        tabs=[(_scope_word(each), _address(each), each == wanted.scope, None) for each in wanted.scopes],
        chips=_chips(wanted, found),
        options=_options(found),
        kinds=wired(db(), Kinds),
        confirmable={each.entry_id for each in page.rows if may_confirm_review(actor, each)},
        actor=actor,
        csv_url=other_view("currency.reviews_csv"),
    )


def _scope_word(scope: str) -> str:
    return str({MINE: _("Mine"), AREA: _("My area"), ALL: _("All")}[scope])


def _address(scope: str) -> str:
    return url_for("currency.reviews", scope=None if scope == MINE else scope)


def _chips(wanted: Wanted, found: Sequence[Review]) -> list[tuple[str, str, bool, int | None]]:
    overdue = Counter(each.is_overdue for each in found)[True]
    words = ((DUE, _("Due"), None), (OVERDUE, _("Overdue"), overdue), (LATER, _("All of them"), None))
    return [
        (word, same_view(state=state or None, page=None), state == wanted.state, number)
        for state, word, number in words
    ]


def _options(found: Sequence[Review]) -> dict[str, list[tuple[str, str]]]:
    names, kinds = _department_names(found), {each.kind for each in found}
    known = [(each.name, str(each.plural)) for each in wired(db(), Kinds) if each.name in kinds]
    return {
        "kind": [("", _("All kinds")), *known],
        "department": [("", _("All departments")), *sorted(names.items(), key=lambda each: each[1])],
    }


def _department_names(found: Sequence[Review]) -> dict[str, str]:
    slugs = {each.department for each in found if each.department}
    known = departments_by_slug(db(), slugs) if slugs else {}
    return {slug: known[slug].name(reader_language()) if slug in known else slug for slug in slugs}


@blueprint.get("/reviews.csv")
@rule(SIGNED_IN)
def reviews_csv() -> ResponseReturnValue:
    """The same list as a file for spreadsheets."""
    wanted, language, kinds = _wanted(), reader_language(), wired(db(), Kinds)
    found = _narrowed(wanted, _found(wanted))
    names = _department_names(found)
    head = [_("Title"), _("Kind"), _("Department"), _("Next review"), _("Overdue"), _("Who is asked")]
    rows = [
        [
            each.title(language), kinds.get(each.kind).label, names.get(each.department, ""),
            in_words(each.next_review), _("yes") if each.is_overdue else _("no"),
            each.asked.person.name if each.asked.person else _("The editors"),
        ]
        for each in found
    ]  # fmt: skip
    return csv_file(_("reviews"), [head, *rows])


@blueprint.post("/<int:entry_id>/still-true")
@rule(SIGNED_IN)
def still_true(entry_id: int) -> ResponseReturnValue:
    """One click: I looked through it, and it still holds."""
    session, actor = writing(), current_actor()
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise NotFound
    demand_readable(may_read(actor, entry))
    done = confirm(session, actor, entry_id)
    when = in_words(done.record.next_review)
    if done.is_new:
        flash(_("Confirmed. It is to be looked at again by %(day)s.", day=when), "success")
    else:
        flash(_("This was confirmed today already. It is to be looked at again by %(day)s.", day=when), "info")
    return redirect(url_of(session, entry), 303)


@blueprint.post("/still-true")
@rule(SIGNED_IN)
def still_true_for_several() -> ResponseReturnValue:
    """The same for everything ticked in the list."""
    ticked = [int(each) for each in request.form.getlist("entry")[: A_PAGE * 2] if each.isdecimal() and len(each) < 12]
    ids = [each for each in ticked if each <= LARGEST_KEY]
    back = redirect(url_for("currency.reviews", scope=request.form.get("scope") or None), 303)
    if not ids:
        flash(_("Please choose at least one entry."), "warning")
        return back
    done = confirm_several(writing(), current_actor(), ids)
    if done.confirmed:
        flash(ngettext("%(num)s entry confirmed as still true.", "%(num)s entries confirmed as still true.",
                       done.confirmed), "success")  # fmt: skip
    if done.already:
        flash(ngettext("%(num)s was confirmed today already.", "%(num)s were confirmed today already.",
                       done.already), "info")  # fmt: skip
    if done.refused:
        flash(
            ngettext("%(num)s is not yours to confirm.", "%(num)s are not yours to confirm.", done.refused), "warning"
        )
    return back
