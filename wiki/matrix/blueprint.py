"""The pages under `/ownership/matrix`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("matrix", __name__, url_prefix="/ownership/matrix")
