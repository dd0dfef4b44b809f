"""Pages over several features: home, preferences, the guide, data protection."""

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import PUBLIC, READER, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.text import LANGUAGES
from wiki.entries.kinds import Kinds
from wiki.overview import queries
from wiki.overview.personal_data import RECORDS
from wiki.web.i18n import LANGUAGE_COOKIE, THEME_COOKIE, THEMES
from wiki.web.preferences import CHOICES, LINKS_COOKIE
from wiki.web.redirects import local_address, remember
from wiki.web.runtime import settings
from wiki.web.transaction import db

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
@rule(READER)
def home() -> str:
    """The home page: the large box, what waits for me, what is new, a term to discover."""
    session, actor = db(), current_actor()
    day = clock.today(settings().timezone)
    return render_template(
        "overview/home.html",
        greeting=greeting(clock.now().astimezone(settings().zone).hour),
        kinds=wired(session, Kinds),
        newest=list(session.scalars(queries.newest())),
        discover=queries.term_of_the_day(session, day),
        waiting=list(session.scalars(queries.waiting_for(actor))),
        unsaved=queries.unsaved_of(session, actor),
    )


def greeting(hour: int) -> str:
    """What one says at this hour of the day."""
    if 5 <= hour < 11:
        return str(_("Good morning"))
    return str(_("Good afternoon") if 11 <= hour < 18 else _("Good evening"))


@blueprint.get("/preferences")
@rule(PUBLIC)
def preferences() -> Response:
    """Keep language, theme or marks at terms in the browser and go back; nothing is written on the server."""
    response = redirect(local_address(request.args.get("next")), 303)
    language, theme = request.args.get("language"), request.args.get("theme")
    if language in LANGUAGES:
        remember(response, LANGUAGE_COOKIE, language)
    if theme in THEMES:
        remember(response, THEME_COOKIE, theme)
    links = request.args.get("links")
    if links in CHOICES:
        remember(response, LINKS_COOKIE, links)
    return response


@blueprint.get("/privacy")
@rule(PUBLIC)
def privacy() -> str:
    """Data protection."""
    return render_template("overview/privacy.html", records=RECORDS)


@blueprint.get("/guide")
@rule(PUBLIC)
def guide() -> str:
    """How to use the wiki."""
    return render_template("overview/guide.html")
