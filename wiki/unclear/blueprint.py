"""The pages under `/unclear/`. View modules add their addresses when `feature.py` imports them."""

from flask import Blueprint

blueprint = Blueprint("unclear", __name__, url_prefix="/unclear")
