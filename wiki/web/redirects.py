"""Redirects that stay inside the wiki, and preferences kept in the browser."""

from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for
from werkzeug.wrappers import Response

from wiki.web.runtime import settings

YEAR = 365 * 24 * 3600


def local_address(address: str | None) -> str:
    """`address` when it leads to a page of this wiki, else the home page: nobody is redirected elsewhere."""
    try:
        parts = urlsplit((address or "").replace("\\", "/"))
    except ValueError:
        return url_for("overview.home")
    if not address or parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return url_for("overview.home")
    return address if address.isprintable() else url_for("overview.home")


LONGEST_HERE = 4000
"""Characters of an address that pages carry to come back to it."""


def here() -> str:
    """The address of this page as a browser knows it, below the sub-path; the home page when a form was sent."""
    if request.method not in ("GET", "HEAD"):
        return url_for("overview.home")
    found = request.script_root + request.full_path.rstrip("?")
    # It is written into every page several times: what no form of ours makes is not carried along.
    return found if len(found) <= LONGEST_HERE else request.script_root + request.path


_TAKEN_BY_URL_FOR = ("endpoint", "_anchor", "_external", "_method", "_scheme")


def same_view(**changes: Any) -> str:
    """The address of the view that answers this request, with its query and `changes`; what a query says to
    `url_for` itself is left out."""
    return other_view(request.endpoint or "", **{**(request.view_args or {}), **changes})


def other_view(endpoint: str, **changes: Any) -> str:
    """The address of another view with the query of this request and `changes`."""
    asked = {name: values for name, values in request.args.lists() if name not in _TAKEN_BY_URL_FOR}
    return url_for(endpoint, **{**asked, **changes})


def remember(response: Response, cookie: str, value: str, *, script_writes: bool = False) -> None:
    """Keep a preference in the browser for a year; `script_writes` where script changes it, too, without asking us."""
    hidden = not script_writes
    response.set_cookie(cookie, value, max_age=YEAR, httponly=hidden, samesite="Lax", secure=settings().https)
