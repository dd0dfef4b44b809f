"""A load of a fixed number of kept connections, as light as Python allows: the server is what is measured."""

import socket
import statistics
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """Requests a second, and milliseconds a request."""

    rate: float
    p50: float
    p95: float
    size: int

    @classmethod
    def of(cls, times: list[float], seconds: float, size: int = 0) -> "Measured":
        """The figures of these durations in seconds."""
        cuts = statistics.quantiles(times, n=20, method="inclusive")
        return cls(len(times) / seconds, statistics.median(times) * 1000, cuts[18] * 1000, size)


class _Connection(threading.Thread):
    def __init__(self, port: int, request: bytes, until: float) -> None:
        super().__init__(daemon=True)
        self._port, self._request, self._until = port, request, until
        self.times: list[float] = []
        self.size = 0
        self.wrong = ""

    def run(self) -> None:
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=30)
        while time.perf_counter() < self._until:
            began = time.perf_counter()
            connection.sendall(self._request)
            head, body = self._answer(connection)
            self.times.append(time.perf_counter() - began)
            self.size = body
            if not head.startswith(b"HTTP/1.1 200"):
                self.wrong = head.split(b"\r\n", 1)[0].decode("ascii", "replace")
                break
            if b"connection: close" in head.lower():
                connection.close()
                connection = socket.create_connection(("127.0.0.1", self._port), timeout=30)
        connection.close()

    @staticmethod
    def _answer(connection: socket.socket) -> tuple[bytes, int]:
        data = bytearray()
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536)
        head, _end, rest = bytes(data).partition(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        missing = length - len(rest)
        while missing > 0:
            missing -= len(connection.recv(missing))
        return head, length


def hammer(port: int, path: str, seconds: float, connections: int = 8) -> Measured:
    """Ask for `path` over and over; RuntimeError when an answer is not 200."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n".encode()
    began = time.perf_counter()
    threads = [_Connection(port, request, began + seconds) for _each in range(connections)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    wrong = [each.wrong for each in threads if each.wrong]
    if wrong:
        raise RuntimeError(f"{path}: {wrong[0]}")
    times = [taken for each in threads for taken in each.times]
    return Measured.of(times, time.perf_counter() - began, threads[0].size)
