"""The pages under `/feeds/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")
