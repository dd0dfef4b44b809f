"""One message to one address: signed, to the very machine that was judged, in a bounded time, without redirects."""

import base64
import hashlib
import hmac
import http.client
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer

from wiki import __version__
from wiki.config import Settings
from wiki.webhooks.reaching import (
    ANSWER,
    CERTIFICATE,
    NO_CONNECTION,
    REDIRECT,
    TIMEOUT,
    UNREADABLE,
    Target,
    Unreachable,
    resolve,
    target_of,
)

CONNECT_SECONDS = 4.0
WHOLE_SECONDS = 10.0
"""From the first connection to the end of the answer; a receiver that drips is cut off."""
MOST_READ = 4096
"""So much of an answer is read; nothing of it is kept."""
SECRET_PREFIX = "whsec_"  # noqa: S105 - how receivers' libraries know a secret


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt. `problem` is empty where the receiver has taken it (2xx)."""

    problem: str = ""
    status: int | None = None
    milliseconds: int = 0


def new_secret(random: bytes) -> str:
    """A secret as receivers enter it."""
    return SECRET_PREFIX + base64.b64encode(random).decode()


def signature(secret: str, number: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA-256 over number, time and body, as Standard Webhooks 1.0 writes it."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = hmac.new(key, f"{number}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(signed.digest()).decode()


def headers(secrets: Sequence[str], number: str, timestamp: int, event: str, body: bytes) -> dict[str, str]:
    """What is sent with the body; one signature for each secret that holds."""
    return {
        "Content-Type": "application/json",
        "User-Agent": f"cxwiki/{__version__}",
        "Webhook-Id": number,
        "Webhook-Timestamp": str(timestamp),
        "Webhook-Signature": " ".join(signature(each, number, timestamp, body) for each in secrets),
        "X-CXWiki-Event": event,
    }


def post(settings: Settings, url: str, body: bytes, sent: Mapping[str, str]) -> Outcome:
    """Send `body`; never raises for what lies with the receiver or the way there."""
    began = time.monotonic()
    try:
        target = target_of(url, settings)
        status = _exchange(target, resolve(target, settings), body, sent)
    except Unreachable as error:
        return Outcome(error.problem, None, _since(began))
    return Outcome(_problem_of(status), status, _since(began))


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _problem_of(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return REDIRECT if 300 <= status < 400 else ANSWER


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was judged before; the name is used for `Host` and the certificate alone."""

    def __init__(self, target: Target, addresses: Sequence[str]) -> None:
        super().__init__(target.host, target.port)
        self._target = target
        self._addresses = addresses
        self._is_cut = False

    def connect(self) -> None:
        """Connect to the first address that takes it."""
        self.sock = self._open()
        self.sock.settimeout(WHOLE_SECONDS)
        if self._target.tls:
            context = ssl.create_default_context()
            name = self._target.host
            self.sock = context.wrap_socket(self.sock, server_hostname=name, do_handshake_on_connect=False)
        if self._is_cut:  # the time was over before there was anything to cut
            raise TimeoutError
        if isinstance(self.sock, ssl.SSLSocket):
            self.sock.do_handshake()

    def _open(self) -> socket.socket:
        failure: OSError = OSError("no address")
        for each in self._addresses[:3]:
            try:
                return socket.create_connection((each, self._target.port), timeout=CONNECT_SECONDS)
            except OSError as error:
                failure = error
        raise failure

    def cut(self) -> None:
        """End whatever is under way, and what has yet to begin."""
        self._is_cut = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _exchange(target: Target, addresses: Sequence[str], body: bytes, sent: Mapping[str, str]) -> int:
    connection, began = _Connection(target, addresses), time.monotonic()
    clock = Timer(WHOLE_SECONDS, connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("POST", target.path, body, dict(sent))
        answer = connection.getresponse()
        answer.read(MOST_READ)
        return answer.status
    except TimeoutError as error:
        raise Unreachable(TIMEOUT) from error
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(CERTIFICATE) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() - began >= WHOLE_SECONDS - 0.1
        unreadable = isinstance(error, http.client.HTTPException | ValueError)
        raise Unreachable(TIMEOUT if late else UNREADABLE if unreadable else NO_CONNECTION) from error
    finally:
        clock.cancel()
        connection.close()
