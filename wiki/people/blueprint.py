"""The blueprint of the people pages; the modules `views_*` add their addresses to it."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)
