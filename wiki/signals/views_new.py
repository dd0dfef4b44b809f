"""Reporting a signal: from anywhere, or from the page, step or seam that the address names."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.signals.asked import asked_entry, entry_of_place
from wiki.signals.blueprint import blueprint
from wiki.signals.forms import ReportForm
from wiki.signals.frequency import figures_of
from wiki.signals.models import OPEN, SORTS, Signal
from wiki.signals.place import existing_place, spot_at, steps_of
from wiki.signals.service import Place, report
from wiki.signals.words_in_templates import words
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db, roll_back, writing

REPORTER = needs(Permission.SIGNAL_REPORT, Permission.SIGNAL_TRIAGE)
OFFERED = ("touchpoint", "process", "journey")
"""Kinds among which one chooses where nothing is named; any other can be named by the address."""
MOST_KNOWN = 5


@blueprint.get("/new")
@rule(REPORTER)
def new() -> ResponseReturnValue:
    """The form; `kind`, `entry`, `step`, `to`, `sort` and `title` fill it in."""
    session, actor = db(), current_actor()
    entry = asked_entry(session, actor, request.args.get("kind", ""), request.args.get("entry", ""))
    form = ReportForm(formdata=None)
    sort = request.args.get("sort", "")
    form.sort.data = sort if sort in SORTS else SORTS[0]
    form.title.data = clean_line(request.args.get("title", ""))[:200]
    if entry is not None:
        form.place.data = f"{entry.kind}:{entry.slug}"
        keys = request.args.get("step", ""), request.args.get("to", "")
        form.step.data, form.to.data = existing_place(session, entry, *keys)
    return _show(session, form, entry)


@blueprint.post("/new")
@rule(REPORTER)
def create() -> ResponseReturnValue:
    """Report it, or show the form again with what is wrong; `steps` only asks for the steps of the place chosen."""
    session, actor, form = db(), current_actor(), ReportForm()
    entry = entry_of_place(session, actor, form.place.data or "")
    if "steps" in request.form:
        return _show(session, form, entry)
    is_fine = form.validate()
    if form.place.data and entry is None:
        form.add_problems([Problem("place", _("This entry is not there any more. Please choose another."))])
        is_fine = False
    if not is_fine:
        return _show(session, form, entry), 422
    keys = existing_place(session, entry, form.step.data or "", form.to.data or "") if entry is not None else ("", "")
    place = Place(entry.id if entry is not None else None, *keys)
    try:
        made = report(
            writing(), current_actor(), form.data_for(reader_language()), place, nameless=bool(form.nameless.data)
        )
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _show(db(), form, entry_of_place(db(), current_actor(), form.place.data or "")), 422
    flash(_("Thank you. You will be told what becomes of it."), "success")
    return redirect(url_for("signals.page", number=made.id), 303)


def _show(session: Session, form: ReportForm, entry: Entry | None) -> str:
    language = reader_language()
    form.place.choices = _places(session, language, entry)
    steps = steps_of(session, entry, language) if entry is not None else []
    form.step.choices = [("", _("the whole of it")), *steps]
    today = clock.today(settings().timezone)
    known = _known(session, entry, form.step.data or "")
    seam = bool(entry is not None and form.step.data and form.to.data)
    return render_template(
        "signals/new.html",
        form=form,
        steps=steps,
        no_steps="steps" in request.form and not steps,
        spot=spot_at(session, entry, form.step.data or "", form.to.data or "", language) if entry and seam else None,
        known=known,
        figures=figures_of(session, [each.id for each in known], today),
        today=today.isoformat(),
        **words(),
    )


def _places(session: Session, language: str, entry: Entry | None) -> Any:
    """By kind: what one can choose, and what the address named."""
    kinds = wired(session, Kinds)
    order = Entry.sort_de if language == "de" else Entry.sort_en
    columns = select(Entry.kind, Entry.slug, Entry.title_de, Entry.title_en)
    rows = session.execute(columns.where(Entry.kind.in_(OFFERED), readable(current_actor())).order_by(order)).all()
    found: dict[str, list[tuple[str, str]]] = {str(kinds.get(kind).plural): [] for kind in OFFERED}
    for row in rows:
        pair = (row.title_de, row.title_en) if language == "de" else (row.title_en, row.title_de)
        found[str(kinds.get(row.kind).plural)].append((f"{row.kind}:{row.slug}", pair[0] or pair[1] or row.slug))
    if entry is not None and entry.kind not in OFFERED:
        found[str(kinds.get(entry.kind).plural)] = [(f"{entry.kind}:{entry.slug}", entry.title(language))]
    nowhere = [("", _("nowhere in particular, or not in the wiki yet"))]
    return {_("No place"): nowhere, **{name: rows for name, rows in found.items() if rows}}


def _known(session: Session, entry: Entry | None, step_key: str) -> list[Signal]:
    """Open signals of the same place, so that nobody reports what is known."""
    if entry is None:
        return []
    query = select(Signal).where(Signal.entry_id == entry.id, Signal.state.in_(OPEN))
    if step_key:
        query = query.where(Signal.step_key.in_((step_key, "")))
    return list(session.scalars(query.order_by(Signal.reported_at.desc()).limit(MOST_KNOWN)))
