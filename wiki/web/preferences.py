"""What readers choose for this browser beside language and theme."""

from flask import has_request_context, request

LINKS_COOKIE = "cxwiki_links"
"""`on` or `off`: whether mentions of terms in texts lead to them."""
WELCOME_COOKIE = "cxwiki_welcome"
"""`off` once somebody has sent the first steps on the home page away."""
CHOICES = ("on", "off")


def wants_links(preferred: bool = True) -> bool:
    """Whether this reader wants mentions of terms to lead to them: chosen in this browser, else `preferred`."""
    chosen = request.cookies.get(LINKS_COOKIE) if has_request_context() else None
    return chosen == "on" if chosen in CHOICES else preferred
