"""An answer to a question of a station. The questions stand on the station's page (`question_parts.html`)."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Conflict, Invalid
from wiki.learning.answering import give_answer
from wiki.learning.blueprint import blueprint
from wiki.learning.enrolling import own_held
from wiki.learning.station_page import station_page
from wiki.learning.views_station import show_station
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing


@blueprint.post("/<int:enrolment_id>/stations/<key>/answer")
@rule(SIGNED_IN)
def answer(enrolment_id: int, key: str) -> ResponseReturnValue:
    """Keep the answer; back to the station, which says how and why."""
    actor, asked = current_actor(), request.form.get("question", "")[:200]
    chosen = request.form.get("chosen", "")[:200]
    page = station_page(db(), actor, enrolment_id, key, reader_language())
    questions = page.sheet.questions
    session = writing()
    try:
        give_answer(session, own_held(session, actor, enrolment_id), key, questions, asked, chosen)
    except Conflict as error:
        roll_back()
        flash(str(error.message), "info")
    except Invalid as error:
        roll_back()
        return show_station(enrolment_id, key, problem=str(error.problems[0].message), chosen=chosen), 422
    return redirect(
        url_for("learning.station", enrolment_id=enrolment_id, key=key, answered=asked, _anchor="question"), 303
    )
