"""Requests that no browser sends by itself."""

from flask import Flask, request
from werkzeug.exceptions import BadRequest, NotFound

LARGEST_KEY = 2**31 - 1


def refuse_nul() -> None:
    """Refuse an address with a NUL: no text of the wiki holds one, and PostgreSQL cannot be asked for it."""
    values = [*request.args.keys(), *request.args.values(), *map(str, (request.view_args or {}).values())]
    if any("\x00" in value for value in values):
        raise BadRequest


def refuse_absurd_numbers() -> None:
    """There is no page whose number no key of the database can have."""
    if any(isinstance(value, int) and value > LARGEST_KEY for value in (request.view_args or {}).values()):
        raise NotFound


def init_hostile(app: Flask) -> None:
    """Look at every request of `app` before anything else does."""
    app.before_request(refuse_nul)
    app.before_request(refuse_absurd_numbers)
