"""The pages under `/ownership/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("ownership", __name__, url_prefix="/ownership")
