"""The evidence of a process or a touchpoint: read by everybody signed in, written by who may."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, NotFound
from wiki.core.text import whole_number
from wiki.entries.binding import load
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kind
from wiki.entries.models import Entry
from wiki.entries.rights import demand
from wiki.evidence import service
from wiki.evidence.forms import EvidenceForm
from wiki.evidence.models import SORTS, Evidence
from wiki.evidence.reading import ALONE, COMPLETE, NOTHING, old_before, shown_of
from wiki.evidence.rights import may_add
from wiki.evidence.wording import FROM, STRENGTHS, STRENGTHS_EXPLAINED
from wiki.evidence.wording import SORTS as SORT_LABELS
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

KINDS = ("process", "touchpoint")
ENDPOINT = "evidence"


def anchor_of(step_key: str) -> str:
    """Where a step, or with an empty key the whole, stands on the page."""
    return f"rests-{step_key}" if step_key else "rests"


def evidence(kind: Kind, slug: str) -> ResponseReturnValue:
    """What the entry and each of its steps rest on."""
    session, actor = db(), current_actor()
    entry = load(session, kind, slug)
    shown = shown_of(session, entry.id, reader_language())
    return render_template(
        "evidence/entry.html",
        kind=kind, entry=entry, frame=Frame(session, actor, kind, entry, ENDPOINT), shown=shown, sorts=SORTS,
        sort_labels=SORT_LABELS, sources=FROM, strengths=STRENGTHS, strengths_explained=STRENGTHS_EXPLAINED,
        may_add=may_add(session, actor, entry), old_before=old_before(company_day(session)), anchor_of=anchor_of,
        counts={"alone": shown.count(ALONE), "nothing": shown.count(NOTHING), "complete": shown.count(COMPLETE)},
    )  # fmt: skip


def new(kind: Kind, slug: str) -> ResponseReturnValue:
    """The empty form; the address may say which step and sort."""
    entry = load(db(), kind, slug)
    _demand(db(), entry)
    form = EvidenceForm(formdata=None, step=request.args.get("step", ""))
    if request.args.get("sort") in SORTS:
        form.sort.data = request.args["sort"]
    return _form_page(kind, entry, form)


def add(kind: Kind, slug: str) -> ResponseReturnValue:
    """Write down a piece of evidence."""
    form = EvidenceForm()
    entry = load(db(), kind, slug)
    try:
        row = service.add(writing(), current_actor(), entry.id, form.typed(reader_language()))
    except Invalid as error:
        return _again(kind, slug, form, error)
    flash(_("Saved."), "success")
    return _back(kind, slug, row.step_key)


def edit(kind: Kind, slug: str, evidence_id: int) -> ResponseReturnValue:
    """The form of a piece of evidence."""
    entry = load(db(), kind, slug)
    _demand(db(), entry)
    row = _row(db(), entry, evidence_id)
    return _form_page(kind, entry, EvidenceForm.about(row), row)


def change(kind: Kind, slug: str, evidence_id: int) -> ResponseReturnValue:
    """Change a piece of evidence."""
    form = EvidenceForm()
    entry = load(db(), kind, slug)
    _row(db(), entry, evidence_id)
    try:
        row = service.change(writing(), current_actor(), evidence_id, form.typed(reader_language()))
    except Invalid as error:
        return _again(kind, slug, form, error, evidence_id)
    flash(_("Saved."), "success")
    return _back(kind, slug, row.step_key)


def remove(kind: Kind, slug: str, evidence_id: int) -> ResponseReturnValue:
    """Take a piece of evidence away."""
    entry = load(db(), kind, slug)
    _row(db(), entry, evidence_id)
    edits = whole_number(request.form.get("edits", ""))
    row = service.remove(writing(), current_actor(), evidence_id, edits)
    flash(_("Removed. The audit log keeps its source."), "success")
    return _back(kind, slug, row.step_key)


def _demand(session: Session, entry: Entry) -> None:
    allowed = may_add(session, current_actor(), entry)
    demand(allowed, _("Evidence is written down by those who may write this entry and those who answer for it."))


def _row(session: Session, entry: Entry, evidence_id: int) -> Evidence:
    row = service.find(session, evidence_id)
    if row.entry_id != entry.id:
        raise NotFound
    return row


def _again(
    kind: Kind, slug: str, form: EvidenceForm, error: Invalid, evidence_id: int | None = None
) -> ResponseReturnValue:
    """The form with what is wrong; after somebody else's change it goes on from theirs."""
    roll_back()
    form.add_problems(error.problems)
    entry = load(db(), kind, slug)
    row = _row(db(), entry, evidence_id) if evidence_id is not None else None
    overtaken = row if row is not None and str(row.edits) != form.edits.data else None
    if row is not None:
        form.edits.data = str(row.edits)
    return _form_page(kind, entry, form, row, overtaken), 422


def _form_page(
    kind: Kind, entry: Entry, form: EvidenceForm, row: Evidence | None = None, overtaken: Evidence | None = None
) -> str:
    session, language = db(), reader_language()
    form.offer(shown_of(session, entry.id, language))
    return render_template(
        "evidence/form.html",
        kind=kind, entry=entry, form=form, row=row, overtaken=overtaken, today=company_day(session),
        title=Frame(session, current_actor(), kind, entry, ENDPOINT).title(language), sort_labels=SORT_LABELS,
        strengths=STRENGTHS, back_url=url_for(f"{kind.name}.{ENDPOINT}", slug=entry.slug),
    )  # fmt: skip


def _back(kind: Kind, slug: str, step_key: str) -> ResponseReturnValue:
    return redirect(url_for(f"{kind.name}.{ENDPOINT}", slug=slug, _anchor=anchor_of(step_key)), 303)
