"""Pages for those who build the wiki; only with CXWIKI_DEVELOPMENT."""

from flask import Blueprint, render_template

from wiki.access.rules import PUBLIC, rule

blueprint = Blueprint("development", __name__, url_prefix="/dev")


@blueprint.get("/parts")
@rule(PUBLIC)
def parts() -> str:
    """Every part of the pages in all its states."""
    return render_template("parts/gallery.html")
