"""The pages under `/reading/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("reading", __name__, url_prefix="/reading")
