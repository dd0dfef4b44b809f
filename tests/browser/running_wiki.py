"""A wiki that really runs: the commands an operator uses, its web server and its worker, on a port of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.app import create_app
from wiki.config import Settings
from wiki.core.db import begin_write, wired
from wiki.core.errors import WikiError
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create
from wiki.people.service import add_person

PASSWORD = "umbrella walnut tangible 42"
PEOPLE = {
    "employee": "Emil Neuling",
    "editor": "Rita Redaktion",
    "cx_manager": "Clara Managerin",
    "administrator": "Ada Admin",
    "auditor": "Udo Prüfer",
}
PATIENCE = 30.0


def chromium() -> str:
    """The browser of this machine; the tests fail where there is none."""
    for candidate in (os.environ.get("CXWIKI_BROWSER"), "/usr/bin/chromium", "chromium", "chromium-browser"):
        found = shutil.which(candidate) if candidate else None
        if found:
            return found
    raise RuntimeError(
        "The browser tests need Chromium: install it (Debian: apt-get install chromium) or name it in CXWIKI_BROWSER."
    )


class Served:
    """A wiki served from a folder on a port of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.signed_in: dict[str, Any] = {}
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CXWIKI_")},
            "CXWIKI_WORKERS": "1",
            "CXWIKI_LOG_LEVEL": "WARNING",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def serve(self, *command: str, within: float = PATIENCE) -> None:
        """Serve by a command of the wiki, and wait until the server answers."""
        called = [sys.executable, "-m", "wiki.main", *command, "--port", str(self.port)]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                called, env=self._environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + within
        while not _answers(f"{self.url}/healthz"):
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """End server and worker."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(PATIENCE)

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "serve.log"


class RunningWiki(Served):
    """A data folder, the wiki that serves it, and ways to arrange what a test begins with."""

    def __init__(self, folder: Path, *, starter: bool, require_totp: bool = False) -> None:
        super().__init__(
            folder,
            CXWIKI_DATA=str(folder / "data"),
            CXWIKI_REQUIRE_TOTP=str(require_totp).lower(),
            CXWIKI_DEVELOPMENT=str(not starter).lower(),
        )
        self._command("init", *(["--starter"] if starter else []))
        self.app = create_app(Settings(data=folder / "data", require_totp=require_totp, log_level="WARNING"))
        self.runtime = self.app.extensions["cxwiki"]

    def _command(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "wiki.main", *arguments]
        done = subprocess.run(command, env=self._environment, cwd=self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()

    def start(self) -> None:
        """Serve, and wait until the server answers."""
        self.serve("serve")

    def stop(self) -> None:
        """End server and worker."""
        super().stop()
        self.runtime.engine.dispose()

    @property
    def first_administrator_link(self) -> str:
        """The link that the server printed."""
        found = re.search(r"http\S+/setup\?token=\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found[0]

    @contextmanager
    def arranging(self) -> Iterator[Session]:
        """A transaction to put something in place."""
        with self.app.test_request_context(), self.runtime.sessions() as session:
            begin_write(session)
            yield session
            session.commit()

    def add_people(self) -> None:
        """One person for each access role."""
        with self.arranging() as session:
            for role, name in PEOPLE.items():
                self.add_person(session, name, address(role), [] if role == "employee" else [role])

    def add_person(self, session: Session, name: str, email: str, roles: list[str]) -> int:
        """A person who signs in with `PASSWORD`."""
        try:
            return add_person(session, SYSTEM, name, email, roles, PASSWORD).id
        except WikiError as error:
            raise AssertionError([str(each.message) for each in getattr(error, "problems", [])] or error) from error

    def add(self, kind: str, content: dict[str, Any], slug: str, *, released: bool = True) -> str:
        """An entry; returns its address."""
        with self.arranging() as session:
            found = wired(session, Kinds).get(kind)
            cleaned, problems = payloads.clean(found, content)
            assert not problems, [(each.where, str(each.message)) for each in problems]
            create(session, SYSTEM, found, Edit(cleaned, intent=Intent.RELEASE if released else Intent.DRAFT), slug)
            return f"/{found.path}/{slug}"

    def add_term(self, slug: str, definition: str, **parts: Any) -> str:
        """A released term named as its address, in both languages."""
        names = [{"language": each, "text": f"{slug} {each}", "status": "preferred"} for each in ("de", "en")]
        return self.add("term", {"labels": names, "definition": {"de": definition, "en": definition}, **parts}, slug)


def address(role: str) -> str:
    """The e-mail address of the stock person with this role."""
    return f"{role.replace('_', '-')}@example.org"


def _free_port() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
