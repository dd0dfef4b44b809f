"""Deputy, days away and last day of a person, on one page: for oneself, for heads, for the administration."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound
from wiki.core.text import whole_number
from wiki.people import absences, leaving, queries
from wiki.people.blueprint import blueprint
from wiki.people.forms_away import AbsenceForm, DeputyForm, LastDayForm
from wiki.people.models import Person
from wiki.people.sessions import person_here
from wiki.web.transaction import db, writing


@blueprint.get("/me/away")
@rule(SIGNED_IN)
def own_away() -> ResponseReturnValue:
    """The reader's own deputy and days away."""
    return redirect(url_for("people.away", person_id=person_here().id), 302)


@blueprint.get("/people/<int:person_id>/away")
@rule(SIGNED_IN)
def away(person_id: int) -> ResponseReturnValue:
    """Deputy, days away and, for heads, the last day."""
    return _show(_person(person_id))


@blueprint.post("/people/<int:person_id>/away")
@rule(SIGNED_IN)
def away_add(person_id: int) -> ResponseReturnValue:
    """Enter days away."""
    form, person = _absence_form(person_id), _person(person_id)
    if not form.validate_on_submit():
        return _show(person, 422, absence=form)
    data = absences.AbsenceData(form.first_day.data, form.last_day.data, form.deputy_id.data)
    try:
        session = writing()
        absences.add_absence(session, current_actor(), _person(person_id), data)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(_person(person_id), 422, absence=form)
    flash(_("The days away are entered."), "success")
    return _back(person_id)


@blueprint.post("/people/<int:person_id>/away/remove")
@rule(SIGNED_IN)
def away_remove(person_id: int) -> ResponseReturnValue:
    """Take days away back."""
    number = request.form.get("absence", "")
    session = writing()
    absences.remove_absence(session, current_actor(), _person(person_id), whole_number(number))
    flash(_("The days away are removed."), "success")
    return _back(person_id)


@blueprint.post("/people/<int:person_id>/away/deputy")
@rule(SIGNED_IN)
def away_deputy(person_id: int) -> ResponseReturnValue:
    """Name the standing deputy."""
    form, person = _deputy_form(person_id), _person(person_id)
    if not form.validate_on_submit():
        return _show(person, 422, deputy=form)
    try:
        absences.set_deputy(writing(), current_actor(), _person(person_id), form.deputy_id.data)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(_person(person_id), 422, deputy=form)
    flash(_("Saved."), "success")
    return _back(person_id)


@blueprint.post("/people/<int:person_id>/away/last-day")
@rule(SIGNED_IN)
def away_last_day(person_id: int) -> ResponseReturnValue:
    """Enter, move, announce or withdraw the last working day."""
    form, person = LastDayForm(), _person(person_id)
    if not form.validate_on_submit():
        return _show(person, 422, last_day=form)
    day, announced = form.last_day.data, bool(form.announced.data)
    try:
        leaving.set_last_day(writing(), current_actor(), _person(person_id), day, announced=announced)
    except Conflict as error:
        form.form_errors.append(error.message)
        return _show(_person(person_id), 422, last_day=form)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(_person(person_id), 422, last_day=form)
    flash(_("Saved.") if day else _("No last working day is entered any more."), "success")
    return _back(person_id)


def _person(person_id: int) -> Person:
    """The person, for those who may enter days away; nobody else learns whether there is one."""
    found = db().get(Person, person_id)
    if found is None or found.erased:
        raise NotFound(_("There is no such person, or not any more."))
    if not absences.may_enter(db(), current_actor(), found):
        raise Forbidden(_("Days away are entered by the person, a head above or the administration."))
    return found


def _others(person_id: int) -> list[tuple[int, str]]:
    return [each for each in queries.person_choices(db()) if each[0] != person_id]


def _absence_form(person_id: int, **given: Any) -> AbsenceForm:
    form = AbsenceForm(**given)
    form.deputy_id.offer(_others(person_id), _("The standing deputy"))
    return form


def _deputy_form(person_id: int, **given: Any) -> DeputyForm:
    form = DeputyForm(**given)
    form.deputy_id.offer(_others(person_id), _("Nobody"))
    return form


def _back(person_id: int) -> Response:
    return redirect(url_for("people.away", person_id=person_id), 303)


def _show(
    person: Person,
    status: int = 200,
    *,
    absence: AbsenceForm | None = None,
    deputy: DeputyForm | None = None,
    last_day: LastDayForm | None = None,
) -> Response:
    may_set = leaving.may_set(db(), current_actor(), person)
    if last_day is None:
        last_day = LastDayForm(formdata=None, last_day=person.last_day, announced=person.leaving_announced)
    page = render_template(
        "people/away.html",
        person=person,
        own=person.id == current_actor().person_id,
        coming=absences.coming(db(), person),
        absence=absence or _absence_form(person.id, formdata=None),
        deputy=deputy or _deputy_form(person.id, formdata=None, deputy_id=person.deputy_id),
        last_day=last_day,
        may_set=may_set,
        known_last_day=leaving.known_last_day(db(), current_actor(), person),
    )
    return make_response(page, status)
