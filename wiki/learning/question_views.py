"""An answer to a question of a station. The questions stand on the station's page (`question_parts.html`)."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Conflict, Invalid
from wiki.learning.answering import give_answer
from wiki.learning.blueprint import blueprint
from wiki.learning.enrolling import own_held
from wiki.learning.station_page import station_page
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing


@blueprint.post("/<int:enrolment_id>/stations/<key>/answer")
@rule(SIGNED_IN)
def answer(enrolment_id: int, key: str) -> ResponseReturnValue:
    """Keep the answer; back to the station, which says how and why."""
    actor, asked = current_actor(), request.form.get("question", "")[:200]
    page = station_page(db(), actor, enrolment_id, key, reader_language())
    here = url_for("learning.station", enrolment_id=enrolment_id, key=key, answered=asked, _anchor="question")
    questions = page.sheet.questions
    session = writing()
    try:
        held = own_held(session, actor, enrolment_id)
        give_answer(session, held, key, questions, asked, request.form.get("chosen", "")[:200])
    except Conflict as error:
        roll_back()
        flash(str(error), "info")
    except Invalid as error:
        roll_back()
        return _once_more(enrolment_id, key, asked, str(error.problems[0].message)), 422
    return redirect(here, 303)


def _once_more(enrolment_id: int, key: str, asked: str, problem: str) -> str:
    """The question by itself, with what was wrong."""
    page = station_page(db(), current_actor(), enrolment_id, key, reader_language())
    return render_template(
        "learning/question.html", page=page, sheet=page.sheet.asking(asked), enrolment_id=enrolment_id, problem=problem
    )
