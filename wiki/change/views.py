"""The tab "Change" of an initiative: the plan, what is written into it, and the plan on one page."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.change import keeping
from wiki.change.adkar import PLACES, SIGNS
from wiki.change.forms import PartForm
from wiki.change.lists import lines_of
from wiki.change.offering import Offer
from wiki.change.parts import Part, Row, part_called
from wiki.change.reading import ChangePlan
from wiki.change.wording import AUDIENCE_LABELS, ELEMENT_LABELS, FORM_LABELS, STRATEGIES, WAYS
from wiki.core.errors import Invalid, NotFound
from wiki.entries.binding import load, url_of
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.web.csv_file import csv_file
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

ENDPOINT = "change"
WORDS = {
    "elements": ELEMENT_LABELS, "places": PLACES, "signs": SIGNS, "ways": WAYS, "audiences": AUDIENCE_LABELS,
    "forms": FORM_LABELS, "strategies": STRATEGIES,
}  # fmt: skip
"""What the templates call things."""


def change(kind: Kind, slug: str) -> ResponseReturnValue:
    """Groups concerned, where they stand, what they are told and taught, what speaks against it."""
    entry = load(db(), kind, slug)
    plan = ChangePlan(db(), current_actor(), entry.id)
    return render_template("change/page.html", kind=kind, frame=_frame(kind, entry), plan=plan, **WORDS)


def change_plan(kind: Kind, slug: str) -> ResponseReturnValue:
    """The change plan on one page, to print."""
    entry = load(db(), kind, slug)
    plan = ChangePlan(db(), current_actor(), entry.id)
    return render_template("change/plan.html", kind=kind, frame=_frame(kind, entry), entry=entry, plan=plan, **WORDS)


def change_csv(kind: Kind, slug: str, part: str) -> ResponseReturnValue:
    """One of the lists for spreadsheets."""
    entry = load(db(), kind, slug)
    part_called(part)
    plan = ChangePlan(db(), current_actor(), entry.id)
    return csv_file(f"{entry.slug}-{part}", lines_of(plan, part, reader_language()))


def change_new(kind: Kind, slug: str, part: str) -> ResponseReturnValue:
    """An empty form."""
    entry, chosen = _asked(kind, slug, part)
    return _form(kind, entry, part, chosen, chosen.made_form(None))


def change_create(kind: Kind, slug: str, part: str) -> ResponseReturnValue:
    """Write a row of a list."""
    return _save(kind, slug, part, None)


def change_edit(kind: Kind, slug: str, part: str, item_id: int) -> ResponseReturnValue:
    """The form of a row."""
    entry, chosen = _asked(kind, slug, part)
    row = chosen.row(db(), entry.id, item_id)
    return _form(kind, entry, part, chosen, chosen.made_form(row), row)


def change_save(kind: Kind, slug: str, part: str, item_id: int) -> ResponseReturnValue:
    """Change a row of a list."""
    return _save(kind, slug, part, item_id)


def change_done(kind: Kind, slug: str, part: str, item_id: int) -> ResponseReturnValue:
    """A line of a plan is done today."""
    entry, chosen = _asked(kind, slug, part)
    if not chosen.done:
        raise NotFound
    keeping.finish(writing(), current_actor(), entry.id, chosen.model, item_id)
    flash(chosen.done, "success")
    return _back(db(), entry, part)


def change_ask_remove(kind: Kind, slug: str, part: str, item_id: int) -> ResponseReturnValue:
    """Ask before a row is removed."""
    entry, chosen = _asked(kind, slug, part)
    row = chosen.row(db(), entry.id, item_id)
    return render_template(
        "change/remove.html", kind=kind, frame=_frame(kind, entry), list_name=part, chosen=chosen, row=row
    )


def change_remove(kind: Kind, slug: str, part: str, item_id: int) -> ResponseReturnValue:
    """Remove a row."""
    entry, chosen = _asked(kind, slug, part)
    keeping.remove(writing(), current_actor(), entry.id, chosen.model, item_id)
    flash(_("Removed."), "success")
    return _back(db(), entry, part)


def _asked(kind: Kind, slug: str, part: str) -> tuple[Entry, Part]:
    """The initiative and the list; who does not take part learns no more than that."""
    entry = load(db(), kind, slug)
    keeping.demand_part(db(), current_actor(), entry.id)
    return entry, part_called(part)


def _save(kind: Kind, slug: str, part: str, row_id: int | None) -> ResponseReturnValue:
    entry, chosen = _asked(kind, slug, part)
    form: PartForm = chosen.form()
    try:
        if not form.validate_on_submit():
            raise Invalid([])
        saved = chosen.save(writing(), current_actor(), entry.id, form.read(), row_id)
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        entry, chosen = _asked(kind, slug, part)
        row = chosen.row(db(), entry.id, row_id) if row_id else None
        if row is not None:
            form.edits.data = str(row.edits)
        return _form(kind, entry, part, chosen, form, row), 422
    flash(_("Saved."), "success")
    if part == "groups":
        return redirect(url_of(db(), entry, "change_group", item_id=saved), 303)
    return _back(db(), entry, part)


def _form(
    kind: Kind, entry: Entry, part: str, chosen: Part, form: PartForm, row: Row | None = None
) -> str:  # fmt: skip
    form.offer(Offer(db(), entry.id, reader_language()))
    return render_template(
        "change/form.html", kind=kind, frame=_frame(kind, entry), list_name=part, chosen=chosen, form=form, row=row
    )


def _frame(kind: Kind, entry: Entry) -> Frame:
    return Frame(db(), current_actor(), kind, entry, ENDPOINT)


def _back(session: Session, entry: Entry, part: str) -> ResponseReturnValue:
    return redirect(url_of(session, entry, ENDPOINT, _anchor=part), 303)
