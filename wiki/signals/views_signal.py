"""The page of a signal, and what is done there: seen again, decided, explained, made a task."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.core.errors import Invalid
from wiki.core.text import whole_number
from wiki.signals import sightings, triage
from wiki.signals import whys as asking
from wiki.signals.blueprint import blueprint
from wiki.signals.forms import AnswerForm, DuplicateForm, InitiativeForm, SeenForm, WhysForm, WordsForm
from wiki.signals.signal_page import SignalPage
from wiki.signals.tasks_of import make_task
from wiki.signals.tying import tie
from wiki.signals.views_new import REPORTER
from wiki.signals.words_in_templates import words
from wiki.web.forms import WikiForm
from wiki.web.i18n import reader_language
from wiki.web.runtime import settings
from wiki.web.transaction import db, roll_back, writing

PAGE = "/<int:number>"
FORMS: dict[str, type[WikiForm]] = {
    "seen": SeenForm, "words": WordsForm, "answer": AnswerForm, "duplicate": DuplicateForm,
    "initiative": InitiativeForm, "whys": WhysForm,
}  # fmt: skip


@blueprint.get(PAGE)
@rule(SIGNED_IN)
def page(number: int) -> ResponseReturnValue:
    """A signal: what, where, how often, why, and what becomes of it."""
    return _show(number)


def _show(number: int, **sent: WikiForm) -> str:
    today = clock.today(settings().timezone)
    shown = SignalPage(db(), current_actor(), number, reader_language(), today)
    forms: dict[str, Any] = {name: sent.get(name) or _begun(name, shown) for name in FORMS}
    for form in forms.values():
        if "edits" in form:
            form.edits.data = str(shown.signal.edits)
    nothing = ("", str(_("– please choose –")))
    forms["duplicate"].of.choices = [nothing, *((str(each.id), f"{each.title} (#{each.id})") for each in shown.alike)]
    forms["initiative"].initiative.choices = [nothing, *shown.initiatives]
    return render_template(
        "signals/signal.html", page=shown, signal=shown.signal, forms=forms, sent=tuple(sent), today=today.isoformat(),
        **words(),
    )  # fmt: skip


def _begun(name: str, shown: SignalPage) -> WikiForm:
    """The form as it is before anything is typed."""
    signal = shown.signal
    if name == "words":
        return WordsForm(formdata=None, obj=signal)
    if name == "whys":
        rows = [{"answer": each.answer, "evidence": each.evidence} for each in shown.whys]
        return WhysForm(formdata=None, data={"whys": rows, "root_cause": signal.root_cause})
    if name == "answer":
        return AnswerForm(formdata=None, answer=signal.answer)
    return FORMS[name](formdata=None)


def _refused(number: int, name: str, form: WikiForm, error: Invalid) -> ResponseReturnValue:
    roll_back()
    _place_problems(form, error)
    return _show(number, **{name: form}), 422


def _place_problems(form: WikiForm, error: Invalid) -> None:
    """Messages of rows at the control of the row, all others at the field."""
    for problem in error.problems:
        parts = problem.where.split("-")
        if len(parts) == 3 and isinstance(form, WhysForm):
            control = form.whys[int(parts[1])].form[parts[2]]
            control.errors = [*control.errors, problem.for_form]
        else:
            form.add_problems([problem])


def _back(number: int, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("signals.page", number=number, _anchor=anchor), 303)


@blueprint.post(PAGE + "/seen")
@rule(REPORTER)
def seen(number: int) -> ResponseReturnValue:
    """Say that it was seen again."""
    form = SeenForm()
    if not form.validate():
        return _show(number, seen=form), 422
    try:
        sightings.see_again(writing(), current_actor(), number, form.seen())
    except Invalid as error:
        return _refused(number, "seen", form, error)
    flash(_("Thank you, it is counted."), "success")
    return _back(number, "often")


@blueprint.post(PAGE + "/seen/<int:sighting_id>/remove")
@rule(REPORTER)
def unsee(number: int, sighting_id: int) -> ResponseReturnValue:
    """Take a sighting back that was a mistake."""
    sightings.take_back(writing(), current_actor(), number, sighting_id)
    flash(_("Taken back."), "success")
    return _back(number, "often")


@blueprint.post(PAGE + "/words")
@rule(SIGNED_IN)
def reword(number: int) -> ResponseReturnValue:
    """Put it in other words."""
    form = WordsForm()
    try:
        triage.reword(writing(), current_actor(), number, form.words())
    except Invalid as error:
        return _refused(number, "words", form, error)
    flash(_("Saved."), "success")
    return _back(number)


@blueprint.post(PAGE + "/examine")
@rule(SIGNED_IN)
def examine(number: int) -> ResponseReturnValue:
    """Look for its root cause; opens again what was decided."""
    form = AnswerForm()
    triage.examine(writing(), current_actor(), number, whole_number(form.edits.data or ""))
    flash(_("The root cause is wanted: ask why until you can change something."), "success")
    return _back(number, "whys")


@blueprint.post(PAGE + "/answer")
@rule(SIGNED_IN)
def answer(number: int) -> ResponseReturnValue:
    """Answer it: nothing is to be changed."""
    form = AnswerForm()
    try:
        edits = whole_number(form.edits.data or "")
        triage.answer(writing(), current_actor(), number, form.answer.data or "", edits)
    except Invalid as error:
        return _refused(number, "answer", form, error)
    flash(_("Answered. Whoever reported it is told."), "success")
    return _back(number)


@blueprint.post(PAGE + "/duplicate")
@rule(SIGNED_IN)
def duplicate(number: int) -> ResponseReturnValue:
    """It is the same as another."""
    form = DuplicateForm()
    try:
        edits = whole_number(form.edits.data or "")
        made = triage.mark_duplicate(writing(), current_actor(), number, form.of_id(), edits)
    except Invalid as error:
        return _refused(number, "duplicate", form, error)
    flash(_("Both count as one from now on."), "success")
    return _back(made.duplicate_of_id or number)


@blueprint.post(PAGE + "/whys")
@rule(SIGNED_IN)
def explain(number: int) -> ResponseReturnValue:
    """Write down why it happens."""
    form = WhysForm()
    try:
        asking.explain(writing(), current_actor(), number, form.analysis())
    except Invalid as error:
        return _refused(number, "whys", form, error)
    flash(_("Saved."), "success")
    return _back(number, "whys")


@blueprint.post(PAGE + "/initiative")
@rule(SIGNED_IN)
def to_initiative(number: int) -> ResponseReturnValue:
    """An initiative that is there already is about it."""
    form = InitiativeForm()
    try:
        chosen = whole_number(form.initiative.data or "")
        tie(writing(), current_actor(), number, chosen, whole_number(form.edits.data or ""))
    except Invalid as error:
        return _refused(number, "initiative", form, error)
    flash(_("The initiative is about it now. When it is closed with its effect, the signal is settled."), "success")
    return _back(number)


@blueprint.post(PAGE + "/task")
@rule(SIGNED_IN)
def task(number: int) -> ResponseReturnValue:
    """Make a task of it, for oneself, and go on to its form."""
    made = make_task(writing(), current_actor(), number)
    flash(_("The task is yours for now: say who does it and by when."), "success")
    return redirect(url_for("tasks.edit", task_id=made.id), 303)
