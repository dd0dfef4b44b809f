"""The pages under `/admin/webhooks/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("webhooks", __name__, url_prefix="/admin/webhooks")
