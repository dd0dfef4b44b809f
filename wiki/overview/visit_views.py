"""Pages of the guided visit. With script each stop is pointed out on its page (`assets/js/visit.js`); without, all of
them are read on one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.overview import visiting
from wiki.overview.stops import PATH, TITLES
from wiki.web.redirects import local_address
from wiki.web.transaction import db, writing

blueprint = Blueprint("visit", __name__, url_prefix="/visit")
MOST_DIGITS = 3


@blueprint.get("/")
@rule(SIGNED_IN)
def page() -> str:
    """All stops to read, and the way to begin or to go on."""
    visit = visiting.visit_of(db(), current_actor())
    return render_template("overview/visit.html", visit=visit, round_title=TITLES[visit.round])


@blueprint.get("/stops/<int:number>")
@rule(SIGNED_IN)
def stop(number: int) -> str:
    """The words of one stop, for the script to put on its page."""
    visit = visiting.visit_of(db(), current_actor())
    path = next((each.url for each in visit.places if each.stop is PATH), "")
    return render_template("overview/visit_stop.html", visit=visit, place=visit.place(number), path=path)


@blueprint.post("/")
@rule(SIGNED_IN)
def go() -> ResponseReturnValue:
    """Go to a stop: to its page, with the stop in the part of the address that stays in the browser."""
    typed = request.form.get("stop", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else 1
    place = visiting.go_to(writing(), current_actor(), number)
    return redirect(f"{place.url}#visit-{place.number}", 303)


@blueprint.post("/end")
@rule(SIGNED_IN)
def end() -> ResponseReturnValue:
    """Leave the visit, or say that one needs none."""
    visiting.end(writing(), current_actor())
    flash(_("You find the guided visit again in the menu at your name."), "info")
    return redirect(local_address(request.form.get("next", url_for("overview.home"))), 303)
