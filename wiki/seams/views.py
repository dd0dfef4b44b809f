"""The page of a seam, what is said there, and its agreement."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.db import wired
from wiki.core.errors import Invalid, NotFound
from wiki.core.text import whole_number
from wiki.entries.binding import load
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import PUBLISHED, demand_readable
from wiki.seams import agreeing, saying
from wiki.seams.blueprint import blueprint
from wiki.seams.forms import AnswerForm, SayingForm, TermsForm
from wiki.seams.models import FROM, SIDES, Seam
from wiki.seams.saying import At
from wiki.seams.seam_page import SeamPage
from wiki.seams.wording import CAUSE_LABELS, CONTEXT_LABELS, SEVERITIES, STATE_TONES, STATES, parties, said, titles
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

PLACE = "/<slug>/<from_key>..<to_key>"


def _process(session: Session, slug: str) -> Entry:
    entry = load(session, wired(session, Kinds).get("process"), slug)
    demand_readable(entry.status in PUBLISHED)
    return entry


@blueprint.get(PLACE)
@rule(SIGNED_IN)
def seam(slug: str, from_key: str, to_key: str) -> ResponseReturnValue:
    """A seam: both steps, what changes, what goes wrong, what is agreed and how that came about."""
    return _show(At(_process(db(), slug).id, from_key, to_key), slug)


def _show(
    at: At, slug: str, saying_form: SayingForm | None = None, terms_form: TermsForm | None = None,
    answer_form: AnswerForm | None = None,
) -> str:  # fmt: skip
    session, language = db(), reader_language()
    page = SeamPage(session, current_actor(), _process(session, slug), at, language)
    if not page.exists:
        raise NotFound(_("Nothing changes hands between these steps."))
    return render_template(
        "seams/seam.html",
        page=page,
        parties=parties(page.crossing, language) if page.crossing else _former_titles(page.row, language),
        titles=_titles(page, language),
        labels=_labels(),
        said=said,
        causes=CAUSE_LABELS,
        contexts=CONTEXT_LABELS,
        states=STATES,
        tones=STATE_TONES,
        severities=SEVERITIES,
        saying_form=saying_form or _saying_form(page.row),
        terms_form=terms_form or _terms_form(page),
        answer_form=answer_form or AnswerForm(formdata=None),
        sides=SIDES,
        is_answering=answer_form is not None,
        is_proposing=terms_form is not None,
    )


def _labels() -> dict[str, str]:
    return {
        "function": _("Function"), "department": _("Department"), "channel": _("Channel"),
        "touchpoint": _("Touchpoint"),
    }  # fmt: skip


def _titles(page: SeamPage, language: str) -> tuple[str, str]:
    if page.crossing is None:
        return _former_titles(page.row, language)
    return page.crossing.before.title.of(language), page.crossing.after.title.of(language)


def _former_titles(row: Seam | None, language: str) -> tuple[str, str]:
    assert row is not None
    first, second = (titles(row.called.get(side), language) for side in SIDES)
    return first or row.from_key, second or row.to_key


def _saying_form(row: Seam | None) -> SayingForm:
    if row is None:
        return SayingForm(formdata=None)
    return SayingForm(
        formdata=None, causes=row.causes, context=row.context, notes=row.notes, edits=str(row.edits)
    )  # fmt: skip


def _terms_form(page: SeamPage) -> TermsForm:
    """Begins with the newest version: it is changed, or after a refusal made better."""
    known = page.agreements[0] if page.agreements else None
    if known is None:
        return TermsForm(formdata=None)
    return TermsForm(
        formdata=None, what=known.what, form=known.form, by_when=known.by_when,
        hours=str(known.hours) if known.hours else "", newest=str(known.number),
    )  # fmt: skip


@blueprint.post(PLACE + "/say")
@rule(SIGNED_IN)
def say(slug: str, from_key: str, to_key: str) -> ResponseReturnValue:
    """Write down what goes wrong."""
    form = SayingForm()
    at = At(_process(db(), slug).id, from_key, to_key)
    try:
        saying.say(writing(), current_actor(), at, form.saying())
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        row = saying.row_at(db(), at)
        form.edits.data = str(row.edits if row else 0)
        return _show(at, slug, saying_form=form), 422
    flash(_("Saved."), "success")
    return _back(slug, from_key, to_key)


@blueprint.post(PLACE + "/propose")
@rule(SIGNED_IN)
def propose(slug: str, from_key: str, to_key: str) -> ResponseReturnValue:
    """Propose an agreement or a change of it; both departments are asked."""
    form = TermsForm()
    at = At(_process(db(), slug).id, from_key, to_key)
    try:
        made = agreeing.propose(writing(), current_actor(), at, form.terms(reader_language()))
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        page = SeamPage(db(), current_actor(), _process(db(), slug), at, reader_language())
        form.newest.data = str(page.newest)
        return _show(at, slug, terms_form=form), 422
    if made.since is not None:
        flash(_("The agreement is in force: you answer for both sides."), "success")
    else:
        flash(_("Proposed. It is in force as soon as both departments have accepted it."), "success")
    return _back(slug, from_key, to_key)


@blueprint.post(PLACE + "/accept")
@rule(SIGNED_IN)
def accept(slug: str, from_key: str, to_key: str) -> ResponseReturnValue:
    """Accept the proposal for one's department."""
    form = AnswerForm()
    at = At(_process(db(), slug).id, from_key, to_key)
    number, side = whole_number(form.number.data or ""), form.side.data or ""
    made = agreeing.accept(writing(), current_actor(), at, number, side)
    if made.since is not None:
        flash(_("Both departments have accepted: the agreement is in force."), "success")
    else:
        flash(_("Accepted. The other department is still asked."), "success")
    return _back(slug, from_key, to_key)


@blueprint.post(PLACE + "/decline")
@rule(SIGNED_IN)
def decline(slug: str, from_key: str, to_key: str) -> ResponseReturnValue:
    """Refuse the proposal for one's department, with a reason."""
    form = AnswerForm()
    at = At(_process(db(), slug).id, from_key, to_key)
    number, side = whole_number(form.number.data or ""), form.side.data or FROM
    try:
        agreeing.decline(writing(), current_actor(), at, number, side, form.reason.data or "")
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _show(at, slug, answer_form=form), 422
    flash(_("Declined. Who proposed it is told why."), "success")
    return _back(slug, from_key, to_key)


def _back(slug: str, from_key: str, to_key: str) -> ResponseReturnValue:
    return redirect(url_for("seams.seam", slug=slug, from_key=from_key, to_key=to_key), 303)
