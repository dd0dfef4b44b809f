"""The pages under `/learning/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("learning", __name__, url_prefix="/learning")
