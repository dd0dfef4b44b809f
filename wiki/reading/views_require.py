"""Marking entries as binding, how many have confirmed them, and the list of all that are."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Invalid, NotFound
from wiki.core.text import whole_number
from wiki.entries.binding import url_of
from wiki.entries.kinds import Kinds
from wiki.entries.models import RELEASED, Entry
from wiki.entries.rights import demand
from wiki.ownership.groups import FEWEST
from wiki.ownership.staff import Staff
from wiki.people.switches import is_on
from wiki.reading import requiring
from wiki.reading.blueprint import blueprint
from wiki.reading.confirming import doubtful
from wiki.reading.counting import counts, totals
from wiki.reading.forms import RequireForm, require_form
from wiki.reading.models import VERIFYING, RequiredReading
from wiki.reading.queries import binding_entries, led_ids
from wiki.reading.requiring import demand_on, may_require
from wiki.reading.views import tabs
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.transaction import db, writing

REQUIRER = needs(Permission.READING_REQUIRE)
A_PAGE = 50


@blueprint.get("/entries")
@rule(REQUIRER)
def entries() -> str:
    """Everything that is binding."""
    demand_on(db())
    actor, staff = current_actor(), Staff(db(), company_day(db()))
    page = page_of(db(), binding_entries(), A_PAGE)
    mine = {each.entry_id for each in page.rows if may_require(actor, each.entry)}
    return render_template(
        "reading/entries.html", page=page, tabs=tabs("entries"), kinds=wired(db(), Kinds),
        staff=staff, mine=mine, totals=totals(db(), staff, sorted(mine), led_ids(db(), actor)), fewest=FEWEST,
    )  # fmt: skip


def _entry(session: Session, entry_id: int) -> Entry:
    demand_on(session)
    entry = session.get(Entry, entry_id)
    if entry is None or entry.status != RELEASED:
        raise NotFound
    words = _("Only CX managers, and heads for their own area, mark entries as binding.")
    demand(may_require(current_actor(), entry), words)
    return entry


def _form(session: Session, required: RequiredReading | None) -> RequireForm:
    formdata = request.form if request.method == "POST" else None
    return require_form(
        session, reader_language(), required, verifying=is_on(session, VERIFYING), formdata=formdata
    )  # fmt: skip


def _page(session: Session, entry: Entry, form: RequireForm | None = None) -> str:
    required = session.get(RequiredReading, entry.id)
    is_binding = required is not None and required.ended_on is None
    staff = Staff(session, company_day(session))
    return render_template(
        "reading/require.html",
        entry=entry,
        kind=wired(session, Kinds).of(entry),
        required=required if is_binding else None,
        form=form or _form(session, required),
        counts=counts(session, staff, required, led_ids(session, current_actor()))
        if required is not None and is_binding
        else [],
        doubtful=doubtful(session, entry.id),
        url=url_of(session, entry),
    )


@blueprint.get("/require/<int:entry_id>")
@rule(REQUIRER)
def require(entry_id: int) -> str:
    """Whom the entry binds, and how many have confirmed it."""
    return _page(db(), _entry(db(), entry_id))


@blueprint.post("/require/<int:entry_id>")
@rule(REQUIRER)
def save(entry_id: int) -> ResponseReturnValue:
    """Mark it as binding, or change whom it binds."""
    form = _form(db(), db().get(RequiredReading, _entry(db(), entry_id).id))
    if not form.validate():
        return _page(db(), _entry(db(), entry_id), form), 422
    session = writing()
    try:
        requiring.require(session, current_actor(), entry_id, form.data_given)
    except Invalid as error:
        session.rollback()
        form.add_problems(error.problems)
        return _page(session, _entry(session, entry_id), form), 422
    flash(_("This entry is binding. Whoever it concerns has been asked to confirm it."), "success")
    return redirect(url_for("reading.require", entry_id=entry_id), 303)


@blueprint.post("/require/<int:entry_id>/end")
@rule(REQUIRER)
def relax(entry_id: int) -> ResponseReturnValue:
    """Nobody is asked any more."""
    session = writing()
    requiring.relax(session, current_actor(), entry_id, whole_number(request.form.get("edits", "")) or 0)
    flash(_("This entry is binding no more. What was confirmed stays on record."), "success")
    return redirect(url_of(session, _entry(session, entry_id)), 303)
