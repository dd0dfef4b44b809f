"""A mail server on the loopback, and a wiki that uses it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from wiki.config import Settings


@dataclass
class Post:
    """What the server does with mail: takes it, unless `refusals` has an answer for the recipient."""

    taken: list[Message] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    connections: int = 0

    async def handle_EHLO(self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def to(self, address: str) -> list[Message]:
        """What came for one address."""
        return [each for each in self.taken if each["To"] == address]


class _AnyPort(Controller):
    """A controller that finds out which port the system gave it."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """An SMTP server that can be stopped and started again on the same port."""

    def __init__(self) -> None:
        self.post = Post()
        self._controller = _AnyPort(self.post, hostname="127.0.0.1", port=0)
        self._controller.start()
        self.port: int = self._controller.port
        self.up = True

    def stop(self) -> None:
        if self.up:
            self._controller.stop()
        self.up = False

    def start(self) -> None:
        self._controller = _AnyPort(self.post, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        self.up = True


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A running mail server."""
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def settings(settings: Settings, mail_server: MailServer) -> Settings:
    """A wiki below a path, with mail."""
    return replace(
        settings,
        smtp_url=f"smtp://127.0.0.1:{mail_server.port}",
        mail_from="CX-Wiki <cx-wiki@example.org>",
        base_url="https://intranet.example.com/cx",
    )


@pytest.fixture
def post(mail_server: MailServer) -> Post:
    """What the mail server took."""
    return mail_server.post
