"""Answering, sending, taking back: what is done to a package on its page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, Problem
from wiki.entries.telling_form import TellForm
from wiki.ownership import planning
from wiki.ownership import requests as service
from wiki.ownership.blueprint import blueprint
from wiki.ownership.models import CLOSED, COLLECTING, RequestPackage
from wiki.ownership.packages import AS_HEAD, answer_by, may_withdraw
from wiki.ownership.request_forms import PASS_ON, SendForm, Typed, answers_in
from wiki.ownership.request_pages import Shown
from wiki.ownership.request_queries import FROM_ME, PLANNED
from wiki.ownership.request_telling import tell_about, touched_by
from wiki.ownership.request_words import LETTER_MEANINGS, LETTER_WORDS
from wiki.ownership.requests import DECLINE
from wiki.ownership.staff import Staff
from wiki.ownership.views_requests import desk_of, list_page
from wiki.web.i18n import day
from wiki.web.transaction import db, writing


@blueprint.get("/requests/<int:package_id>")
@rule(SIGNED_IN)
def request_page(package_id: int) -> ResponseReturnValue:
    """One package: which duties, how much work, until when, and what to do with it."""
    session = db()
    return _page(session, desk_of(session, current_actor(), package_id))


@blueprint.post("/requests/<int:package_id>/answer")
@rule(SIGNED_IN)
def answer_request(package_id: int) -> ResponseReturnValue:
    """Take what was said to each duty: what is ticked is accepted, the rest declined with a reason each."""
    session, actor = writing(), current_actor()
    shown = desk_of(session, actor, package_id)
    typed = Typed.read(shown)
    try:
        if request.form.get("act") == PASS_ON:
            return _passed_on(session, shown, typed)
        answers = answers_in(shown, typed)
        service.answer(session, actor, package_id, answers)
    except Invalid as error:
        session.rollback()
        return _page(session, desk_of(session, actor, package_id), typed=typed.wrong(error.problems)), 422
    accepted = sum(each.verdict != DECLINE for each in answers.values())
    flash(_told(accepted, len(answers) - accepted), "success")
    return redirect(url_for("ownership.request_page", package_id=package_id), 303)


def _passed_on(session: Session, shown: Shown, typed: Typed) -> ResponseReturnValue:
    if not typed.ticked:
        raise Invalid([Problem("ticked", _("Please choose at least one duty."))])
    if not (typed.person.isascii() and typed.person.isdigit()):
        raise Invalid([Problem("person", _("Please choose a person."))])
    service.pass_on(session, current_actor(), shown.package.id, sorted(typed.ticked), int(typed.person[:9]))
    flash(_("Somebody else is asked now."), "success")
    return redirect(url_for("ownership.request_page", package_id=shown.package.id), 303)


def _told(accepted: int, declined: int) -> str:
    if not declined:
        return str(_("Thank you. What you accepted is in force."))
    if not accepted:
        return str(_("Thank you for your answer. Who asked is told your reason."))
    return str(_("Thank you. What you accepted is in force; who asked is told your reasons for the rest."))


@blueprint.post("/requests/<int:package_id>/withdraw")
@rule(SIGNED_IN)
def withdraw_request(package_id: int) -> ResponseReturnValue:
    """Take back what is not answered yet."""
    session, actor = writing(), current_actor()
    desk_of(session, actor, package_id)
    service.withdraw(session, actor, package_id)
    flash(_("The request is taken back."), "success")
    return redirect(url_for("ownership.request_page", package_id=package_id), 303)


@blueprint.post("/requests/<int:package_id>/send")
@rule(SIGNED_IN)
def send_request(package_id: int) -> ResponseReturnValue:
    """Send a package of one's own."""
    form, actor = SendForm(), current_actor()
    session = writing()
    shown = desk_of(session, actor, package_id)
    tell = tell_about(session, actor, [shown.package])
    # Both are asked, so that everything that is wrong is said at once.
    if all([form.validate(), tell.validate()]):
        try:
            package = planning.send(
                session, actor, package_id, form.note.data or "", form.effort.data or "", form.due.data, tell.telling
            )
        except Invalid as error:
            session.rollback()
            form.add_problems(error.problems)
            typed = Typed().wrong(error.problems)
            return _page(session, desk_of(session, actor, package_id), typed=typed, form=form, tell=tell), 422
        flash(_sent(package), "success")
        return redirect(url_for("ownership.request_page", package_id=package_id), 303)
    return _page(session, desk_of(session, actor, package_id), form=form, tell=tell), 422


def _sent(package: RequestPackage) -> str:
    if package.state == CLOSED:
        return str(_("This is in force; who is concerned is told."))
    return str(_("%(name)s is asked. You hear of the answer.", name=package.asked.name))


@blueprint.post("/requests/send")
@rule(SIGNED_IN)
def send_requests() -> ResponseReturnValue:
    """Send everything that is put together, with the same words. What cannot be sent stays, and says why."""
    form, actor, kept = SendForm(), current_actor(), 0
    session = writing()
    packages = planning.planned(session, actor)
    tell = tell_about(session, actor, packages)
    if not all([form.validate(), tell.validate()]):
        return list_page(PLANNED, form, tell), 422
    note, effort = form.note.data or "", form.effort.data or ""
    for package in packages:
        try:
            with session.begin_nested():
                planning.send(session, actor, package.id, note, effort, form.due.data, tell.telling)
        except Invalid:
            kept += 1
    if kept:
        stays = ngettext("%(num)s package stays: open it, it says why.",
                         "%(num)s packages stay: open them, they say why.", kept)  # fmt: skip
        flash(stays, "warning")
    else:
        flash(_("Everything is sent. You hear of the answers."), "success")
    return redirect(url_for("ownership.requests", show=PLANNED if kept else FROM_ME), 303)


@blueprint.post("/requests/planned/<int:request_id>/remove")
@rule(SIGNED_IN)
def unplan_request(request_id: int) -> ResponseReturnValue:
    """Take one change out of what is put together."""
    planning.unplan(writing(), current_actor(), request_id)
    flash(_("Taken out."), "success")
    return redirect(url_for("ownership.requests", show=PLANNED), 303)


def _steps(package: RequestPackage) -> list[dict[str, object]]:
    """What has become of the package so far."""
    found: list[dict[str, object]] = []
    if package.sent_on:
        found.append({"title": _("Sent"), "when": day(package.sent_on), "state": "done"})
    if package.reminded_on:
        found.append({"title": _("Reminded"), "when": day(package.reminded_on), "state": "done"})
    if package.escalated_on:
        head = package.escalated_to.name if package.escalated_to and package.due else _("the CX managers")
        title = _("No answer, gone to %(name)s", name=head)
        found.append({"title": title, "when": day(package.escalated_on), "state": "bad"})
    if package.closed_at:
        found.append({"title": _("Settled"), "when": day(package.closed_at), "state": "done"})
    return found


def _page(
    session: Session, shown: Shown, *, typed: Typed | None = None, form: SendForm | None = None,
    tell: TellForm | None = None,
) -> str:  # fmt: skip
    actor, package = current_actor(), shown.package
    today, collecting = company_day(session), shown.package.state == COLLECTING
    if collecting:
        form = form or SendForm(formdata=None, due=answer_by(session, today))
        tell = tell or tell_about(session, actor, [package], formdata=None)
    people = Staff(session, today).people.values() if shown.why == AS_HEAD and shown.open else ()
    return render_template(
        "ownership/request.html",
        shown=shown,
        package=package,
        form=form,
        tell=tell,
        impact=touched_by(session, actor, [package]) if collecting else [],
        typed=typed or Typed.fresh(shown),
        letter_words=LETTER_WORDS,
        letter_meanings=LETTER_MEANINGS,
        people=[each for each in people if each.here and each.id not in (package.asked_id, actor.person_id)],
        may_withdraw=bool(shown.open) and may_withdraw(actor, package),
        steps=_steps(package),
    )
