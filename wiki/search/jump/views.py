"""What the search box and the command palette ask while somebody types."""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from wiki.access.guard import current_actor
from wiki.access.rules import PUBLIC, READER, rule
from wiki.search.jump.palette import choices
from wiki.search.jump.service import suggest
from wiki.web.i18n import reader_language
from wiki.web.transaction import db

blueprint = Blueprint("jump", __name__)


@blueprint.get("/suggest", endpoint="suggest")
@rule(READER)
def suggestions() -> Response:
    """Things to go to for what was typed so far, as JSON."""
    kind = request.args.get("kind", "")
    found = suggest(db(), current_actor(), request.args.get("q", ""), reader_language(), kind)
    return jsonify([asdict(each) for each in found])


@blueprint.get("/palette")
@rule(PUBLIC)
def palette() -> Response:
    """The pages and acts that this person may choose from, as JSON; `at` is the page they are on."""
    return jsonify([asdict(each) for each in choices(current_actor(), request.args.get("at", ""))])
