"""An answer to a question of a station, whose page shows the questions (`question_parts.html`); and all questions that
an entry gives rise to, for those who write it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, needs, rule
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound
from wiki.entries.actions import Action
from wiki.entries.binding import load
from wiki.entries.frame import Frame
from wiki.entries.kinds import Kinds
from wiki.entries.links import entry_url
from wiki.entries.models import RELEASED
from wiki.entries.rights import demand, may_write
from wiki.learning.answering import give_answer
from wiki.learning.blueprint import blueprint
from wiki.learning.enrolling import own_held
from wiki.learning.kind import KIND
from wiki.learning.question_list import ASKED_ABOUT, groups_of
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


@blueprint.get("/questions/<kind>/<slug>")
@rule(needs(Permission.ENTRY_WRITE, Permission.ENTRY_WRITE_AREA))
def questions(kind: str, slug: str) -> ResponseReturnValue:
    """Every question with its answers, the right one marked."""
    session, actor, language = db(), current_actor(), reader_language()
    if kind not in ASKED_ABOUT:
        raise NotFound
    kinds = wired(session, Kinds)
    entry = load(session, kinds.get(kind), slug)
    demand(may_write(actor, entry), _l("Only those who write here see the questions with their answers."))
    frame = Frame(session, actor, kinds.of(entry), entry, "")
    return render_template(
        "learning/questions.html", entry_title=frame.title(language), entry_url=entry_url(kinds, entry),
        groups=groups_of(session, actor, entry, language), is_path=kind == KIND.name,
    )  # fmt: skip


def offer(frame: Frame) -> list[Action]:
    """The way there, for writers of what is released, and of paths that are not yet."""
    entry = frame.entry
    if entry.kind not in ASKED_ABOUT or not frame.may_write or (entry.status != RELEASED and entry.kind != KIND.name):
        return []
    url = url_for("learning.questions", kind=entry.kind, slug=entry.slug)
    return [Action(_l("What learners are asked"), url, "question-circle")]
