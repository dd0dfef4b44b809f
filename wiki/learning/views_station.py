"""One station after another: read and go on, talked, done, answered."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.errors import Conflict
from wiki.learning import taking
from wiki.learning.blueprint import blueprint
from wiki.learning.station_page import station_page
from wiki.learning.views_walk import PAGE, finished_or
from wiki.learning.walk import Walk
from wiki.learning.wording import SORTS
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, roll_back, writing

STATION = PAGE + "/stations/<key>"


@blueprint.get(STATION)
@rule(SIGNED_IN)
def station(enrolment_id: int, key: str) -> ResponseReturnValue:
    """A station: what there is to read, to talk about, to do or to answer."""
    return show_station(enrolment_id, key, answered=request.args.get("answered", "")[:200])


def show_station(enrolment_id: int, key: str, answered: str = "", problem: str = "", chosen: str = "") -> str:
    """The page; `problem` is what was wrong with an answer that was sent, `chosen` the option that was."""
    session = db()
    page = station_page(session, current_actor(), enrolment_id, key, reader_language(), answered)
    return render_template(
        "learning/station.html", page=page, walk=page.walk, stop=page.stop, station=page.stop.station,
        enrolment=page.walk.enrolment, sorts=SORTS, today=company_day(session), problem=problem, chosen=chosen,
    )  # fmt: skip


@blueprint.post(STATION + "/done")
@rule(SIGNED_IN)
def done(enrolment_id: int, key: str) -> ResponseReturnValue:
    """Through with it: on to the next."""
    try:
        walk = taking.do(writing(), current_actor(), enrolment_id, key, reader_language())
    except Conflict as error:
        roll_back()
        flash(str(error.message), "warning")
        return _at(enrolment_id, key)
    return finished_or(walk, _next(walk, key))


def _next(walk: Walk, key: str) -> str:
    stop = walk.after(key)
    if stop is None:
        return url_for("learning.walk", enrolment_id=walk.enrolment.id)
    return url_for("learning.station", enrolment_id=walk.enrolment.id, key=stop.station.key, _anchor="station")


@blueprint.post(STATION + "/open")
@rule(SIGNED_IN)
def undo(enrolment_id: int, key: str) -> ResponseReturnValue:
    """Not done after all."""
    try:
        taking.undo(writing(), current_actor(), enrolment_id, key)
    except Conflict as error:
        roll_back()
        flash(str(error.message), "warning")
    return _at(enrolment_id, key)


@blueprint.post(STATION + "/task")
@rule(SIGNED_IN)
def task(enrolment_id: int, key: str) -> ResponseReturnValue:
    """Put what is to be done among one's tasks."""
    try:
        taking.take_task(writing(), current_actor(), enrolment_id, key, reader_language())
        flash(_("It stands among your tasks now. Once it is ticked off there, this station is done."), "success")
    except Conflict as error:
        roll_back()
        flash(str(error.message), "warning")
    return _at(enrolment_id, key)


def _at(enrolment_id: int, key: str) -> Response:
    return redirect(url_for("learning.station", enrolment_id=enrolment_id, key=key, _anchor="station"), 303)
