"""A receiver on the loopback, and a wiki that may reach it."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.ops.delivery import run_once
from wiki.web.runtime import Runtime
from wiki.webhooks import service
from wiki.webhooks.jobs import send_due
from wiki.webhooks.lanes import Lanes
from wiki.webhooks.models import JSON

EVENTS = ("entry.released", "entry.archived")


@dataclass
class Got:
    """What came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Answers by path: /500 with that status, /hang never, /drip for ever, /away elsewhere, /big with a lot."""

    port: int = 0
    got: list[Got] = field(default_factory=list)
    status: int = 200
    ends: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def at(self, path: str) -> list[Got]:
        return [each for each in self.got if each.path == path]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if self.path == "/hang":
                found.ends.wait(20)
            elif self.path == "/drip":
                self._drip()
            else:
                self._answer()

        def do_GET(self) -> None:
            found.got.append(Got("GET " + self.path, {}, b""))
            self._answer()

        def _answer(self) -> None:
            last = self.path.strip("/")
            self.send_response(int(last) if last.isdigit() else 302 if last == "away" else found.status)
            self.send_header("Location", found.url("/elsewhere"))
            self.end_headers()
            if last == "big":
                for _ in range(200):
                    self.wfile.write(b"x" * 65536)

        def _drip(self) -> None:
            while not found.ends.is_set():
                self.wfile.write(b"H")
                self.wfile.flush()
                time.sleep(0.05)

        def log_message(self, *_arguments: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = server.block_on_close = False
    server.handle_error = lambda *_arguments: None  # type: ignore[method-assign]  # who is cut off complains
    server.daemon_threads = True
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    found.ends.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, webhook_allowed="127.0.0.1", base_url="https://wiki.example.org")


@dataclass
class Hooks:
    """Makes webhooks and has them sent."""

    app: Flask
    session: Session
    stock: Any

    @property
    def runtime(self) -> Runtime:
        found: Runtime = self.app.extensions["cxwiki"]
        return found

    def make(self, company: Any, url: str, **changes: Any) -> service.Made:
        data = service.WebhookData("Empfänger", url, JSON, "de", EVENTS)
        administrator = self.stock.actor(self.session, "administrator")
        made: service.Made = company.writing(
            lambda session: service.create(session, administrator, replace(data, **changes))
        )
        return made

    def send(self, seconds: float = 8) -> None:
        """Let the worker go round, and wait for the lanes."""
        self.session.rollback()
        run_once(self.runtime, context=self.app.app_context)
        assert self.runtime.wiring.get(Lanes).wait(seconds)

    def again(self, seconds: float = 8) -> None:
        """Let the job begin what is due."""
        self.session.rollback()
        send_due(self.runtime.sessions)
        assert self.runtime.wiring.get(Lanes).wait(seconds)


@pytest.fixture
def hooks(app: Flask, session: Session, stock: Any) -> Hooks:
    return Hooks(app, session, stock)
