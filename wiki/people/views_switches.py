"""What can be switched on and off for everybody, and the notice of it above every page."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, needs, rule
from wiki.core.db import wired
from wiki.people import switch_news, switches
from wiki.people.admin_numbers import people_numbers
from wiki.people.blueprint import blueprint
from wiki.people.sessions import current_person, person_here
from wiki.web.redirects import here, local_address
from wiki.web.shell import Newly, News
from wiki.web.transaction import db, writing

ON, OFF = "on", "off"
MOST_DIGITS = 9
MOST_NOTICES = 50


@blueprint.get("/admin/switches")
@rule(needs(Permission.SYSTEM_MANAGE, Permission.AUDIT_READ))
def admin_switches() -> str:
    """Every switch: what it does, how it stands, since when and by whom."""
    may_turn = current_actor().may(Permission.SYSTEM_MANAGE)
    return render_template(
        "people/admin_switches.html",
        standing=switches.all_standing(db()),
        labels={each.name: each.label for each in wired(db(), switches.Switches).known.values()},
        more_url=switch_news.more_url,
        may_turn=may_turn,
    )


@blueprint.get("/admin/switches/<name>")
@rule(needs(Permission.SYSTEM_MANAGE))
def admin_switch(name: str) -> str:
    """What switching it means, before it is done."""
    return _page(name)


@blueprint.post("/admin/switches/<name>")
@rule(needs(Permission.SYSTEM_MANAGE))
def admin_switch_submit(name: str) -> ResponseReturnValue:
    """Switch it on or off, and have everybody told."""
    on = request.form.get("to") == ON
    if on and request.form.get("agreed") != "yes":
        return _page(name, problem=_("Please settle this first; then tick the box.")), 422
    session = writing()
    switches.turn(session, current_actor(), name, on, _number(request.form.get("changes")))
    now = switches.standing(session, name)
    switch_news.see(session, person_here().id, name, now.changes)
    flash(_("Switched on. Everybody is told.") if on else _("Switched off. Everybody is told."), "success")
    return redirect(url_for("people.admin_switches"), 303)


@blueprint.post("/switches/seen")
@rule(SIGNED_IN)
def switches_seen() -> Response:
    """Take the notices away: the reader has seen these."""
    session = writing()
    person_id = person_here().id
    for told in request.form.getlist("told")[:MOST_NOTICES]:
        name, _colon, changes = told.partition(":")
        switch_news.see(session, person_id, name, _number(changes))
    return redirect(local_address(request.form.get("next")), 303)


def news() -> News | None:
    """The notices the reader has not seen, for above every page."""
    person = current_person()
    if person is None or not person.unseen_switches:
        return None
    try:
        found = switch_news.unseen(db(), person.id)
    except SQLAlchemyError:  # the page that says that the database has failed can be shown
        return None
    told = tuple(("told", f"{each.switch.name}:{each.changes}") for each in found)
    items = tuple(_newly(each, person.created_at) for each in found)
    return News(items, url_for("people.switches_seen"), (*told, ("next", here()))) if items else None


def _newly(each: switches.Standing, came: datetime) -> Newly:
    text = str(each.switch.about if each.on else each.switch.when_off)
    since = each.state is None or each.state.changed_at > came
    return Newly(switch_news.title_of(each.switch.name, each.on, since), text, switch_news.more_url(each.switch.name))


def _page(name: str, problem: str = "") -> str:
    standing = switches.standing(db(), name)
    return render_template(
        "people/admin_switch.html",
        standing=standing,
        preview=switch_news.title_of(name, not standing.on),
        needing=[each for each in switches.needing(db(), name) if each.on],
        missing=switches.missing(db(), standing.switch),
        told=people_numbers(db()).active,
        problem=problem,
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= MOST_DIGITS else 0
