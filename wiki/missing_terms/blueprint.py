"""The pages under `/missing-terms/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("missing_terms", __name__, url_prefix="/missing-terms")
