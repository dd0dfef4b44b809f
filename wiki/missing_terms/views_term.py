"""The page of a missing term, and what editors do there."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Invalid
from wiki.core.text import whole_number
from wiki.missing_terms import deciding, naming
from wiki.missing_terms.blueprint import blueprint
from wiki.missing_terms.forms import DeclineForm, LabelForm, MergeForm
from wiki.missing_terms.links import missing_links
from wiki.missing_terms.models import MERGED, RELEASED
from wiki.missing_terms.term_page import TermPage
from wiki.missing_terms.views import DECIDER, tabs, words
from wiki.web.csv_file import csv_file
from wiki.web.forms import WikiForm
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.redirects import same_view
from wiki.web.transaction import db, roll_back, writing

PAGE = "/<int:number>"
FORMS: dict[str, type[WikiForm]] = {"decline": DeclineForm, "label": LabelForm, "merge": MergeForm}
A_PAGE = 50


@blueprint.get(PAGE)
@rule(SIGNED_IN)
def page(number: int) -> ResponseReturnValue:
    """A missing term: who asks for it and why, and what becomes of it. One that was put together leads on."""
    shown = TermPage(db(), current_actor(), number, reader_language())
    if shown.term is not None and shown.term.state == MERGED:
        return redirect(url_for("missing_terms.page", number=shown.term.merged_into_id), 303)
    return _show(shown)


def _show(shown: TermPage, **sent: WikiForm) -> str:
    forms: dict[str, Any] = {name: sent.get(name) or form(formdata=None) for name, form in FORMS.items()}
    if shown.term is not None:
        forms["decline"].edits.data = str(shown.term.edits)
    forms["merge"].tick.choices = [(str(each.id), each.word) for each in shown.alike] if shown.decides else []
    return render_template(
        "missing_terms/term.html", page=shown, term=shown.term, forms=forms, sent=tuple(sent), **words()
    )


def _refused(number: int, name: str, form: WikiForm, error: Invalid) -> ResponseReturnValue:
    roll_back()
    form.add_problems(error.problems)
    return _show(TermPage(db(), current_actor(), number, reader_language()), **{name: form}), 422


def _back(number: int) -> ResponseReturnValue:
    return redirect(url_for("missing_terms.page", number=number), 303)


@blueprint.post(PAGE + "/decline")
@rule(DECIDER)
def decline(number: int) -> ResponseReturnValue:
    """It will not be a term, and why."""
    form = DeclineForm()
    try:
        declined = deciding.decline(
            writing(), current_actor(), number, form.reason.data or "", whole_number(form.edits.data or "")
        )
    except Invalid as error:
        return _refused(number, "decline", form, error)
    flash(_("Declined. Whoever asked is told why.") if declined.requests else _("Declined."), "success")
    return _back(number)


@blueprint.post(PAGE + "/reopen")
@rule(DECIDER)
def reopen(number: int) -> ResponseReturnValue:
    """It waits for a decision again."""
    deciding.reopen(writing(), current_actor(), number)
    flash(_("It waits for a decision again."), "success")
    return _back(number)


@blueprint.post(PAGE + "/label")
@rule(DECIDER)
def label(number: int) -> ResponseReturnValue:
    """It is a synonym of a term that is there; from the list one goes on there."""
    form = LabelForm()
    try:
        made = naming.make_label(writing(), current_actor(), number, form.naming())
    except Invalid as error:
        return _refused(number, "label", form, error)
    title = made.entry.title(reader_language()) if made.entry is not None else ""
    if made.state == RELEASED:
        message = _("“%(word)s” leads to “%(title)s” now.", word=made.word, title=title)
        told = _("Whoever asked is told.")
    else:
        message = _("“%(word)s” is a label of the next version of “%(title)s”.", word=made.word, title=title)
        told = _("Whoever asked is told on release.")
    flash(f"{message} {told}" if made.requests else message, "success")
    return redirect(url_for("missing_terms.index"), 303) if "from_list" in request.form else _back(number)


@blueprint.post(PAGE + "/merge")
@rule(DECIDER)
def merge(number: int) -> ResponseReturnValue:
    """Others mean the same: they are put together with this one."""
    form = MergeForm()
    try:
        deciding.merge(writing(), current_actor(), number, form.chosen())
    except Invalid as error:
        return _refused(number, "merge", form, error)
    flash(_("Put together. Whoever asked for one of them is told what becomes of all."), "success")
    return _back(number)


@blueprint.post(PAGE + "/apart/<int:word_id>")
@rule(DECIDER)
def apart(number: int, word_id: int) -> ResponseReturnValue:
    """One of its words means something else after all."""
    other = deciding.take_apart(writing(), current_actor(), number, word_id)
    flash(_("“%(word)s” stands by itself again.", word=other.word), "success")
    return _back(number)


@blueprint.get("/links")
@rule(DECIDER)
def links() -> ResponseReturnValue:
    """Links in texts that lead to no term; `format=csv` for a spreadsheet."""
    session = db()
    found = missing_links(session, current_actor(), reader_language())
    if request.args.get("format") == "csv":
        heads = [_("Word"), _("Entries"), _("Linked from")]
        rows = ([each.word, len(each.sources), ", ".join(entry.title for entry in each.sources)] for each in found)
        return csv_file("missing-links", [heads, *rows])
    return render_template(
        "missing_terms/links.html", page=page_of_rows(found, A_PAGE), tabs=tabs(session),
        csv_url=same_view(format="csv", page=None), **words(),
    )  # fmt: skip
