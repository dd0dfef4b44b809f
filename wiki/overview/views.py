"""Pages over several features: home, preferences, the guide, data protection."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wiki.access.rules import PUBLIC, READER, rule
from wiki.core.text import LANGUAGES
from wiki.web.i18n import LANGUAGE_COOKIE, THEME_COOKIE, THEMES
from wiki.web.redirects import local_address, remember

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
@rule(READER)
def home() -> str:
    """The home page."""
    return render_template("overview/home.html")


@blueprint.get("/preferences")
@rule(PUBLIC)
def preferences() -> Response:
    """Keep language or theme in the browser and go back; nothing is written on the server."""
    response = redirect(local_address(request.args.get("next")), 303)
    language, theme = request.args.get("language"), request.args.get("theme")
    if language in LANGUAGES:
        remember(response, LANGUAGE_COOKIE, language)
    if theme in THEMES:
        remember(response, THEME_COOKIE, theme)
    return response


@blueprint.get("/privacy")
@rule(PUBLIC)
def privacy() -> str:
    """Data protection."""
    return render_template("overview/privacy.html")


@blueprint.get("/guide")
@rule(PUBLIC)
def guide() -> str:
    """How to use the wiki."""
    return render_template("overview/guide.html")
