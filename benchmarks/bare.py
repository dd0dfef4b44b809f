"""The yardstick: a Flask view that answers with ready-made bytes and headers, on the same server, set up the same way.

Every page has a fixed address of its own, the quickest that Flask can route; nothing is looked up, made or checked.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import Flask, Response

from benchmarks.wire import Reply
from wiki.config import load_settings
from wiki.ops.server import Server, listen

OWN_HEADERS = {"server", "date", "connection", "content-length", "transfer-encoding", "set-cookie"}
"""The server adds these, or (the cookie) they belong to one person."""


@dataclass(frozen=True)
class Page:
    """Bytes at an address."""

    path: str
    headers: tuple[tuple[str, str], ...]
    body: str

    @classmethod
    def like(cls, path: str, reply: Reply) -> "Page":
        """The same answer at `path`."""
        headers = tuple(each for each in reply.headers if each[0].lower() not in OWN_HEADERS)
        return cls(path, headers, reply.body.decode("utf-8"))


def bare_app(pages: Sequence[Page]) -> Flask:
    """An application with these pages."""
    app = Flask("bare", static_folder=None)
    for page in pages:
        body = page.body.encode("utf-8")
        app.add_url_rule(page.path, page.path, partial(Response, body, headers=list(page.headers)))
    return app


def write(pages: Sequence[Page], file: Path) -> None:
    """Put pages where the yardstick's process finds them."""
    file.write_text(json.dumps([[page.path, page.headers, page.body] for page in pages]), "utf-8")


def read(file: Path) -> list[Page]:
    """The pages of `write`."""
    return [Page(path, tuple((k, v) for k, v in headers), body) for path, headers, body in json.loads(file.read_text())]


if __name__ == "__main__":
    chosen, shown = load_settings(), read(Path(sys.argv[1]))
    Server(chosen, listen(chosen), lambda: bare_app(shown)).run()
