"""The yardstick: a Flask view that answers with ready-made bytes, on the same server with the same settings."""

import sys
from pathlib import Path

from flask import Flask, Response

from wiki.config import load_settings
from wiki.ops.server import Server, listen


def bare_app(body: bytes) -> Flask:
    """An application with one view."""
    app = Flask("bare")

    @app.get("/")
    def page() -> Response:
        return Response(body, mimetype="text/html")

    return app


if __name__ == "__main__":
    content = Path(sys.argv[1]).read_bytes()
    chosen = load_settings()
    Server(chosen, listen(chosen), lambda: bare_app(content)).run()
