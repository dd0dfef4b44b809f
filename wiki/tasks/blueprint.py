"""The pages under `/tasks/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks")
