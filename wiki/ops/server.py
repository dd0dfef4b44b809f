"""The web server: gunicorn with threads, set up from the program's own settings alone."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from wiki.config import Settings
from wiki.core.errors import Unavailable

BACKLOG = 1024
STANDSTILL_SECONDS = 60
"""A process whose loop gives no sign of life for so long is replaced."""
GRACEFUL_SECONDS = 30
MOST_REQUESTS = 500_000
"""After about this many requests a process is replaced: whatever a library leaks ends with it. A new process begins
with no kept pages, so that more often would be felt."""


class Server(BaseApplication):  # type: ignore[misc]
    """Every process makes the application for itself: no database connection crosses a fork."""

    def __init__(self, settings: Settings, listener: socket.socket, make_app: Callable[[], Flask]) -> None:
        self._settings = settings
        self._listener = listener
        self._make_app = make_app
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its configuration; neither files, arguments nor GUNICORN_CMD_ARGS are asked."""
        for name, value in configuration(self._settings, self._listener).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application of one process."""
        return self._make_app()


def configuration(settings: Settings, listener: socket.socket) -> dict[str, Any]:
    """Gunicorn's settings. Forwarded headers are left alone here: the application trusts as many proxies as
    CXWIKI_TRUSTED_PROXIES says, and none that the client writes itself."""
    chosen = {
        "bind": [f"fd://{listener.fileno()}"],
        "workers": settings.workers,
        "worker_class": "gthread",
        "threads": settings.threads,
        "preload_app": False,
        "timeout": STANDSTILL_SECONDS,
        "graceful_timeout": GRACEFUL_SECONDS,
        "keepalive": 5,
        "max_requests": MOST_REQUESTS,
        "max_requests_jitter": MOST_REQUESTS // 10,
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "forwarder_headers": "",
        "header_map": "drop",
        "proxy_protocol": "off",
        "control_socket_disable": True,
        "accesslog": None,
        "loglevel": "warning",
        "proc_name": "cxwiki",
    }
    if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK):  # noqa: S108 - memory for gunicorn's heartbeat
        chosen["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
    return chosen


def listen(settings: Settings) -> socket.socket:
    """The socket the server listens on. It is opened before the server starts, so that an address in use is told at
    once, and kept while the server is started again, so that nobody is turned away meanwhile."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise Unavailable(_refused(settings, error)) from error
    listener.listen(BACKLOG)
    return listener


def _refused(settings: Settings, error: OSError) -> str:
    address = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return f"{address} is in use by another program; stop it or choose another port with CXWIKI_PORT"
    if error.errno == errno.EACCES:
        return f"this user may not listen on {address}; choose a port above 1023 with CXWIKI_PORT"
    return f"this machine cannot listen on {address} ({error.strerror or error}); check CXWIKI_HOST and CXWIKI_PORT"
