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
from wiki.entries.rights import may_propose, may_write
from wiki.games.of_the_day import discovery
from wiki.overview import personal_data, queries, visiting, ways
from wiki.overview.ideas import ideas_for
from wiki.overview.waiting import waiting_for
from wiki.web.i18n import LANGUAGE_COOKIE, THEME_COOKIE, THEMES, reader_language
from wiki.web.preferences import CHOICES, LINKS_COOKIE, WELCOME_COOKIE
from wiki.web.redirects import local_address, remember
from wiki.web.runtime import settings
from wiki.web.transaction import db

blueprint = Blueprint("overview", __name__)
LONGEST_SLUG = 120
COMMON = ("term", "process", "touchpoint", "guideline")
"""What anybody is reminded that they may suggest; whoever writes is reminded of everything."""


@blueprint.get("/")
@rule(READER)
def home() -> str:
    """The home page: the large box, what waits for me, what is new, a term to discover, ways in."""
    session, actor, language = db(), current_actor(), reader_language()
    kinds = wired(session, Kinds)
    day = clock.today(settings().timezone)
    waiting = waiting_for(session, actor, language, day)
    return render_template(
        "overview/home.html",
        greeting=greeting(clock.now().astimezone(settings().zone).hour),
        welcome=not actor.signed_in and request.cookies.get(WELCOME_COOKIE) != "off",
        visit=visiting.offers(session, actor),
        kinds=kinds,
        waiting=waiting,
        ideas=() if waiting else ideas_for(session, actor),
        newest=list(session.scalars(queries.newest(kinds))),
        discovery=discovery(session, day, request.args.get("term", "")[:LONGEST_SLUG]),
        watched=list(session.scalars(queries.watched(actor))) if actor.signed_in else [],
        libraries=ways.libraries(kinds),
        phases=ways.phases(session, kinds),
        fields=ways.fields(session, kinds),
        may_create=may_write(actor) or may_propose(actor),
        hints=[each for each in kinds if may_write(actor) or each.name in COMMON],
    )


def greeting(hour: int) -> str:
    """What one says at this hour of the day."""
    if 5 <= hour < 11:
        return str(_("Good morning"))
    return str(_("Good afternoon") if 11 <= hour < 18 else _("Good evening"))


@blueprint.get("/preferences")
@rule(PUBLIC)
def preferences() -> Response:
    """Keep language, theme, marks at terms or the word of welcome in the browser and go back; nothing is written on the
    server."""
    response = redirect(local_address(request.args.get("next")), 303)
    language, theme = request.args.get("language"), request.args.get("theme")
    if language in LANGUAGES:
        remember(response, LANGUAGE_COOKIE, language)
    if theme in THEMES:
        remember(response, THEME_COOKIE, theme, script_writes=True)
    for name, cookie in (("links", LINKS_COOKIE), ("welcome", WELCOME_COOKIE)):
        chosen = request.args.get(name)
        if chosen in CHOICES:
            remember(response, cookie, chosen)
    return response


@blueprint.get("/privacy")
@rule(PUBLIC)
def privacy() -> str:
    """Data protection."""
    return render_template("overview/privacy.html", page=personal_data.page(db(), current_actor()))


@blueprint.get("/guide")
@rule(PUBLIC)
def guide() -> str:
    """How to use the wiki."""
    return render_template("overview/guide.html")
