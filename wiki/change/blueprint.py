"""The pages under `/change/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("change", __name__, url_prefix="/change")
