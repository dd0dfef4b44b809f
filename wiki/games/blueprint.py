"""The pages under `/games/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("games", __name__, url_prefix="/games")
