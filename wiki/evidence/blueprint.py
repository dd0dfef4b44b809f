"""The pages under `/evidence/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")
