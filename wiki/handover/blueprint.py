"""The blueprint of hand-overs."""

from flask import Blueprint

blueprint = Blueprint("handover", __name__, url_prefix="/handover")
