"""Response headers that keep a browser from doing what nobody asked for."""

from flask import Flask, Response, request

from wiki.web.runtime import settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
UNTRUSTED_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


def secure(response: Response) -> Response:
    """Add the security headers; a view that serves what people uploaded has set a stricter policy already."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
    if settings().https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "static":
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.add("HX-Request")
    response.vary.add("Cookie")
    response.vary.add("Accept-Encoding")
    return response


def init_headers(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    app.after_request(secure)
