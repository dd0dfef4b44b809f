"""The pages under `/signals/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("signals", __name__, url_prefix="/signals")
