"""A successor's part of a hand-over, and the protocol."""

from datetime import date

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Invalid, NotFound
from wiki.handover import moving, protocol, service, showing
from wiki.handover.blueprint import blueprint
from wiki.handover.forms import AnswerForm
from wiki.handover.models import OPEN, Handover
from wiki.handover.rights import is_successor, may_see
from wiki.handover.showing import STATES
from wiki.handover.sources import HandoverSources
from wiki.handover.views import find
from wiki.people.sessions import person_here
from wiki.web.i18n import day, reader_language
from wiki.web.runtime import runtime
from wiki.web.transaction import db, writing

YES, NO = "yes", "no"


@blueprint.get("/<int:handover_id>/mine")
@rule(SIGNED_IN)
def mine(handover_id: int) -> ResponseReturnValue:
    """What the reader is to take over, or has."""
    handover = find(handover_id)
    if not is_successor(db(), current_actor(), handover):
        return redirect(url_for("handover.page", handover_id=handover_id), 302)
    return _show(handover, AnswerForm(formdata=None))


@blueprint.post("/<int:handover_id>/mine")
@rule(SIGNED_IN)
def answer(handover_id: int) -> ResponseReturnValue:
    """Accept or decline, item by item or all at once."""
    form, handover = AnswerForm(), find(handover_id)
    if not form.validate_on_submit():
        return _show(handover, form, 422)
    answers = _answers(handover)
    if not answers:
        form.form_errors.append(_("Please accept or decline at least one."))
        return _show(handover, form, 422)
    try:
        session = writing()
        handover = service.lock(session, handover_id)
        service.answer(session, current_actor(), handover, answers, str(form.reason.data or ""))
        moving.move_accepted(session, handover)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(find(handover_id), form, 422)
    flash(_("Thank you. Your answer is kept; you can change it until the day."), "success")
    return redirect(url_for("handover.mine", handover_id=handover_id), 303)


def _answers(handover: Handover) -> dict[int, bool]:
    everything = request.form.get("act") == "accept_all"
    own = [each.id for each in handover.items if each.successor_id == current_actor().person_id]
    typed = {each: YES if everything else request.form.get(f"answer-{each}", "") for each in own}
    return {each: value == YES for each, value in typed.items() if value in (YES, NO)}


def _show(handover: Handover, form: AnswerForm, status: int = 200) -> Response:
    reader = person_here().id
    items = [each for each in showing.items_of(db(), handover) if reader in (each.successor_id, each.holder_id)]
    waiting = [each for each in items if each.is_waiting and each.successor_id == reader]
    html = render_template(
        "handover/mine.html",
        handover=handover,
        groups=showing.groups(db(), items, reader_language()),
        form=form,
        may_answer=handover.state == OPEN and bool(waiting),
        undecided=sum(each.state == "asked" for each in waiting),
        typed={each.id: request.form.get(f"answer-{each.id}", "") for each in items},
        may_see_all=may_see(db(), current_actor(), handover),
    )
    return make_response(html, status)


@blueprint.get("/<int:handover_id>/protocol", endpoint="protocol")
@rule(SIGNED_IN)
def protocol_page(handover_id: int) -> str:
    """What came of it: for those concerned, heads above, the administration and auditors; made to be printed."""
    handover = find(handover_id)
    found = protocol.protocol_of(db(), handover)
    if found is None:
        raise NotFound(_("There is no protocol yet: the hand-over is not finished."))
    sorts = runtime().wiring.get(HandoverSources).by_sort
    document = found.document
    return render_template(
        "handover/protocol.html",
        handover=handover,
        protocol=found,
        groups=[(sorts[sort], rows) for sort in sorts if (rows := _of(document, sort))],
        names=protocol.names_in(db(), found),
        states=STATES,
        unchanged=protocol.is_unchanged(found),
        as_day=_as_day,
    )


def _as_day(text: str) -> str:
    return day(date.fromisoformat(text[:10]))


def _of(document: dict[str, list[dict[str, str]]], sort: str) -> list[dict[str, str]]:
    return [each for each in document["items"] if each["sort"] == sort]
