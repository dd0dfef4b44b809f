"""The pages under `/loops/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("loops", __name__, url_prefix="/loops")
