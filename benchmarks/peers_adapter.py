"""How the peers' measuring program reads, searches and edits this wiki; it needs Python alone, no package of ours.

Only people who have signed in may edit, so the first edit of a client signs in through the form.
"""

import sys
import time
from pathlib import Path
from typing import Any, Protocol

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.client import PASSWORD, Form

ADAPTER = {
    "read": "/glossary/{name}",
    "search": "/search?q={q}",
    "prefix": "{w}",
    "phrase": '"{w}"',
    "and": "{w}",
}
EMAIL = "writer0@example.org"


class Http(Protocol):
    """The measuring program's client."""

    cookies: dict[str, str]

    def request(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]: ...


def edit(http: Http, name: str, marker: str) -> tuple[float, float]:
    """Put `marker` at the end of the entry's text and release it; the seconds of form and save."""
    if not getattr(http, "signed_in", False):
        _sign_in(http)
    began = time.perf_counter()
    status, body = http.request(f"/glossary/{name}/edit")
    opened = time.perf_counter()
    fields = dict(Form(body.decode("utf-8"), "base_revision").fields)
    if status != 200 or not fields:
        raise RuntimeError(f"no edit form for {name} ({status})")
    text = "\n\n".join(part for part in fields["body"].split("\n\n") if not part.strip().startswith("benchmark"))
    fields |= {"body": f"{text.rstrip()}\n\n{marker}\n", "summary": "measured", "intent": "release"}
    sent = time.perf_counter()
    status, _body = http.request(f"/glossary/{name}/edit", fields)
    if status != 303:
        raise RuntimeError(f"saving {name} answered {status}")
    return opened - began, time.perf_counter() - sent


def _sign_in(http: Any) -> None:
    token = dict(Form(http.request("/login")[1].decode("utf-8"), "csrf_token").fields)["csrf_token"]
    status, _body = http.request("/login", {"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    if status != 303:
        raise RuntimeError(f"signing in answered {status}")
    http.signed_in = True
