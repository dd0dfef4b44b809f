"""Giving a path to people."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.learning import assigning, oversight
from wiki.learning.assigning import MOST_AT_ONCE, Given
from wiki.learning.blueprint import blueprint
from wiki.learning.giving_form import GivingForm, giving_form
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

MOST_DIGITS = 9


@blueprint.get("/people/give")
@rule(SIGNED_IN)
def give() -> str:
    """Choose a path, people, mentor and the first day; `person` and `path` begin with these."""
    chosen = _chosen(request.args.getlist("person"))
    form = _form(chosen, formdata=None)
    form.person.data = chosen
    form.path.data = next(iter(_chosen(request.args.getlist("path"))), None)
    return _show(form)


@blueprint.post("/people/give")
@rule(SIGNED_IN)
def give_submit() -> ResponseReturnValue:
    """Give it."""
    form = _form(_chosen(request.form.getlist("person")))
    if not form.validate_on_submit():
        return _show(form), 422
    session = writing()
    try:
        given = assigning.give(session, current_actor(), form.giving)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(form), 422
    except NotFound:
        form.add_problems([Problem("path", _("This path is no longer offered. Please choose another one."))])
        return _show(form), 422
    flash(_told(given), "success" if given.new or not given.told else "info")
    return redirect(url_for("learning.people"), 303)


def _form(chosen: list[int], **given: None) -> GivingForm:
    oversight.demand_giver(current_actor())
    return giving_form(db(), current_actor(), reader_language(), chosen, **given)


def _show(form: GivingForm) -> str:
    return render_template("learning/give.html", form=form, is_head=oversight.is_head(current_actor()))


def _chosen(texts: list[str]) -> list[int]:
    found = (int(each) for each in texts[:MOST_AT_ONCE] if each.isdecimal() and len(each) <= MOST_DIGITS)
    return list(dict.fromkeys(found))


def _told(given: Given) -> str:
    if not given.told:
        return str(_("Given. Everybody who neither follows it nor has finished it is told."))
    parts = [ngettext("Given to %(num)s person, who is told.", "Given to %(num)s people, who are told.", given.new)]
    if not given.new:
        parts = [_("Nobody has been added.")]
    if given.going:
        parts.append(ngettext("%(num)s follows it already.", "%(num)s follow it already.", given.going))
    if given.finished:
        parts.append(ngettext("%(num)s has finished it before.", "%(num)s have finished it before.", given.finished))
    return " ".join(parts)
