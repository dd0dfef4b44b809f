"""The page "My learning", and beginning a path."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.text import whole_number
from wiki.learning import enrolling
from wiki.learning.blueprint import blueprint
from wiki.learning.mine import mine as about_me
from wiki.learning.wording import REASONS
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

OWN = "own"
"""What a form sends for the path through one's own steps."""


@blueprint.get("/", endpoint="mine")
@rule(SIGNED_IN)
def mine_page() -> str:
    """What the reader follows, what is offered, what is finished, whom they accompany."""
    session = db()
    today = company_day(session)
    found = about_me(session, current_actor(), reader_language(), today)
    return render_template("learning/mine.html", mine=found, today=today, reasons=REASONS)


@blueprint.post("/begin")
@rule(SIGNED_IN)
def begin() -> ResponseReturnValue:
    """Follow a path; who follows it already goes on where they were."""
    asked = request.form.get("path", "")
    path_id = None if asked == OWN else whole_number(asked)
    enrolment = enrolling.begin(writing(), current_actor(), path_id)
    flash(_("You follow this path now. You can let it rest or leave it at any time."), "success")
    return redirect(url_for("learning.walk", enrolment_id=enrolment.id), 303)
