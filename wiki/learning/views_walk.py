"""A path one follows as a whole: how far one is, resting, leaving, who accompanies. Mentors see it, too."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Invalid, NotFound
from wiki.learning import enrolling, taking
from wiki.learning.blueprint import blueprint
from wiki.learning.changed import news_of
from wiki.learning.mine import going_on, next_offer
from wiki.learning.models import Enrolment
from wiki.learning.walk import Walk, done_of, walk_of
from wiki.learning.walk_forms import EditsForm, MentorForm
from wiki.learning.wording import REASONS, SORTS
from wiki.people.queries import person_choices
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

PAGE = "/<int:enrolment_id>"


@blueprint.get(PAGE)
@rule(SIGNED_IN)
def walk(enrolment_id: int) -> ResponseReturnValue:
    """The path's stations with what is done, for the learner and whoever accompanies them."""
    return _show(enrolment_id)


def _show(enrolment_id: int, mentor_form: MentorForm | None = None) -> str:
    session, actor, language = db(), current_actor(), reader_language()
    enrolment = _readable(enrolment_id)
    shown = walk_of(session, actor, enrolment, language)
    is_own = enrolment.person_id == actor.person_id
    over = bool(enrolment.completed_at) and is_own
    return render_template(
        "learning/walk.html", walk=shown, enrolment=enrolment, is_own=is_own, today=company_day(session),
        news=news_of(session, shown, language) if is_own else None, reasons=REASONS, sorts=SORTS,
        certificate_url=certificate_url(enrolment) if over else "",
        done=done_of(session, [enrolment.id]).get(enrolment.id, []),
        going=going_on(session, actor) if over else None,
        offer=next_offer(session, actor, language, company_day(session)) if over else None,
        mentor_form=_mentor_form(enrolment, mentor_form) if is_own and enrolment.is_open else None,
    )  # fmt: skip


def _readable(enrolment_id: int) -> Enrolment:
    """Those of the reader, and those on which the reader accompanies somebody, as long as that lasts."""
    found = db().get(Enrolment, enrolment_id)
    reader = current_actor().person_id
    if found is None or reader is None:
        raise NotFound
    if reader != found.person_id and not (found.is_open and reader == found.mentor_id):
        raise NotFound
    return found


def certificate_url(enrolment: Enrolment) -> str:
    """The address of the certificate of a finished path; empty where there is none to be had."""
    try:
        return url_for("learning.certificate", enrolment_id=enrolment.id)
    except BuildError:
        return ""


def _mentor_form(enrolment: Enrolment, sent: MentorForm | None) -> MentorForm:
    form = sent or MentorForm(formdata=None, mentor=enrolment.mentor_id or 0)
    people = [each for each in person_choices(db()) if each[0] != enrolment.person_id]
    form.offer(people, _("Nobody"))
    form.edits.data = str(enrolment.edits)
    return form


@blueprint.post(PAGE + "/pause")
@rule(SIGNED_IN)
def pause(enrolment_id: int) -> ResponseReturnValue:
    """Let it rest."""
    try:
        enrolling.pause(writing(), current_actor(), enrolment_id, EditsForm().seen)
        flash(_("The path rests. Nobody reminds you until you go on."), "success")
    except Conflict as error:
        _say(error)
    return _back(enrolment_id)


@blueprint.post(PAGE + "/resume")
@rule(SIGNED_IN)
def resume(enrolment_id: int) -> ResponseReturnValue:
    """Go on after a rest."""
    try:
        enrolling.resume(writing(), current_actor(), enrolment_id, EditsForm().seen)
        flash(_("You go on. The days by which stations are due have moved along."), "success")
    except Conflict as error:
        _say(error)
    return _back(enrolment_id)


@blueprint.get(PAGE + "/leave")
@rule(SIGNED_IN)
def ask_leave(enrolment_id: int) -> str:
    """Asks before a path is left."""
    enrolment = _readable(enrolment_id)
    if enrolment.person_id != current_actor().person_id or not enrolment.is_open:
        raise NotFound
    shown = walk_of(db(), current_actor(), enrolment, reader_language())
    return render_template("learning/leave.html", walk=shown, enrolment=enrolment)


@blueprint.post(PAGE + "/leave")
@rule(SIGNED_IN)
def leave(enrolment_id: int) -> ResponseReturnValue:
    """Stop following the path."""
    try:
        enrolling.leave(writing(), current_actor(), enrolment_id, EditsForm().seen)
    except Conflict as error:
        _say(error)
        return _back(enrolment_id)
    flash(_("You have left the path. Your answers are deleted."), "success")
    return redirect(url_for("learning.mine"), 303)


@blueprint.post(PAGE + "/mentor")
@rule(SIGNED_IN)
def mentor(enrolment_id: int) -> ResponseReturnValue:
    """Say who accompanies."""
    form = MentorForm()
    try:
        enrolling.choose_mentor(writing(), current_actor(), enrolment_id, form.chosen, form.seen)
    except Invalid as error:
        roll_back()
        form.add_problems(error.problems)
        return _show(enrolment_id, form), 422
    except Conflict as error:
        _say(error)
        return _back(enrolment_id)
    flash(_("Saved."), "success")
    return _back(enrolment_id)


@blueprint.post(PAGE + "/step-back")
@rule(SIGNED_IN)
def step_back(enrolment_id: int) -> ResponseReturnValue:
    """The mentor does not accompany any more."""
    enrolling.step_back(writing(), current_actor(), enrolment_id)
    flash(_("You do not accompany this path any more."), "success")
    return redirect(url_for("learning.mine"), 303)


@blueprint.post(PAGE + "/close")
@rule(SIGNED_IN)
def close(enrolment_id: int) -> ResponseReturnValue:
    """Finish a path of which nothing is open any more."""
    try:
        taking.close(writing(), current_actor(), enrolment_id, reader_language())
    except Conflict as error:
        _say(error)
    return _back(enrolment_id)


def finished_or(shown: Walk, url: str) -> Response:
    """On to `url`, or to the whole path once it is finished."""
    if shown.enrolment.completed_at is not None:
        url = url_for("learning.walk", enrolment_id=shown.enrolment.id, _anchor="finished")
    return redirect(url, 303)


def _say(error: Conflict) -> None:
    roll_back()
    flash(str(error.message), "warning")


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("learning.walk", enrolment_id=enrolment_id), 303)
