"""One kept HTTP/1.1 connection, as light as Python allows: little of the client's own time in the figures."""

import socket
import time
from dataclasses import dataclass, field

SECONDS = 60


@dataclass(frozen=True)
class Reply:
    """An answer; `seconds` from the first byte sent to the last byte received."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        """The first header called `name`, or nothing."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), "")


@dataclass
class Wire:
    """A connection to the server on `port`; every request carries `headers`."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    _socket: socket.socket | None = None

    def get(self, path: str, **more: str) -> Reply:
        """Ask for `path`; `if_none_match="…"` adds a header."""
        named = {**self.headers, **{name.replace("_", "-"): value for name, value in more.items()}}
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *(f"{k}: {v}" for k, v in named.items())]
        request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        if self._socket is not None:
            try:
                return self._ask(self._socket, request)
            except ConnectionError:  # closed by the server while it was idle
                self.close()
        return self._ask(self.connect(), request)

    def connect(self) -> socket.socket:
        """Open the connection, unless it is open."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    @property
    def own_port(self) -> int:
        """This end's port."""
        return int(self.connect().getsockname()[1])

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _ask(self, connection: socket.socket, request: bytes) -> Reply:
        began = time.perf_counter()
        connection.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += _some(connection)
        head, _mark, body = data.partition(b"\r\n\r\n")
        status, headers = _read(head)
        length = int(next((value for name, value in headers if name.lower() == "content-length"), "0"))
        parts, missing = [body], length - len(body)
        while missing > 0:
            parts.append(_some(connection))
            missing -= len(parts[-1])
        seconds = time.perf_counter() - began
        if any(name.lower() == "connection" and value == "close" for name, value in headers):
            self.close()
        return Reply(status, headers, b"".join(parts), seconds)


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 18)
    if not data:
        raise ConnectionError("the server hung up")
    return data


def _read(head: bytes) -> tuple[int, tuple[tuple[str, str], ...]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), tuple((name, value.strip()) for name, _colon, value in pairs)
