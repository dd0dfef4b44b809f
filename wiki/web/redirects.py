"""Redirects that stay inside the wiki, and preferences kept in the browser."""

from urllib.parse import urlsplit

from flask import url_for
from werkzeug.wrappers import Response

from wiki.web.runtime import settings

YEAR = 365 * 24 * 3600


def local_address(address: str | None) -> str:
    """`address` when it leads to a page of this wiki, else the home page: nobody is redirected elsewhere."""
    parts = urlsplit((address or "").replace("\\", "/"))
    if not address or parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return url_for("overview.home")
    return address if address.isprintable() else url_for("overview.home")


def remember(response: Response, cookie: str, value: str) -> None:
    """Keep a preference in the browser for a year."""
    response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings().https)
