"""The pages under `/reviews/`."""

from flask import Blueprint

blueprint = Blueprint("currency", __name__, url_prefix="/reviews")
