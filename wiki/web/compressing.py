"""Answers are compressed on their way out, where that tells nobody anything.

Whoever can make a reader's browser ask for addresses and sees how long the encrypted answers are can guess a secret in
a page letter by letter, when what the address says comes back in the same compressed page (BREACH). So an answer to
somebody with a session is compressed only when the address could say nothing: a page that exists, without a query.
"""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

LEAST, MOST = 1_000, 2_000_000
"""Shorter answers gain nothing; longer ones (exports) would have to be held as a whole."""
LEVEL = 5
_TEXTS = ("text/", "application/json", "application/problem+json", "image/svg+xml", "application/manifest+json")
_MOST_KEPT = 8 * 1024 * 1024


class Compressing:
    """Compresses what `application` answers. `secrets`: names of the cookies that make a page its reader's own."""

    def __init__(self, application: Application, secrets: Iterable[str]) -> None:
        self._application = application
        self._secrets = tuple(secrets)
        self._kept = _Kept()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if not _wanted(environ):
            return self._application(environ, start_response)
        begun: list[tuple[str, Headers, tuple[Any, ...]]] = []

        def begin(status: str, headers: Headers, *more: Any) -> Callable[[bytes], object]:
            begun[:] = [(status, headers, more)]
            return lambda _data: None

        answer = self._application(environ, cast(StartResponse, begin))
        status, headers, more = begun[-1]
        if not (_fits(status, headers) and self._tells_nothing(environ, headers)):
            start_response(status, headers, *more)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        packed = self._packed(body, _value(headers, "etag"), self._is_of_one(environ, headers))
        start_response(status, _packed_headers(headers, len(packed)), *more)
        return [packed]

    def _is_of_one(self, environ: WSGIEnvironment, headers: Headers) -> bool:
        """Whether the answer is one reader's own."""
        sent = environ.get("HTTP_COOKIE", "")
        return bool(_value(headers, "set-cookie")) or any(f"{name}=" in sent for name in self._secrets)

    def _tells_nothing(self, environ: WSGIEnvironment, headers: Headers) -> bool:
        return not environ.get("QUERY_STRING") or not self._is_of_one(environ, headers)

    def _packed(self, body: bytes, tag: str, of_one: bool) -> bytes:
        if not tag or of_one:
            return gzip.compress(body, LEVEL, mtime=0)
        packed = self._kept.get(tag)
        if packed is None:
            packed = gzip.compress(body, 9, mtime=0)
            self._kept.put(tag, packed)
        return packed


class _Kept:
    """What was compressed for everybody, by its ETag, least recently used out first."""

    def __init__(self) -> None:
        self._by_tag: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, tag: str) -> bytes | None:
        with self._lock:
            found = self._by_tag.get(tag)
            if found is not None:
                self._by_tag.move_to_end(tag)
            return found

    def put(self, tag: str, packed: bytes) -> None:
        with self._lock:
            self._size += len(packed) - len(self._by_tag.pop(tag, b""))
            self._by_tag[tag] = packed
            while self._size > _MOST_KEPT:
                self._size -= len(self._by_tag.popitem(last=False)[1])


def _wanted(environ: WSGIEnvironment) -> bool:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    return environ["REQUEST_METHOD"] == "GET" and _takes_gzip(accepted) and "HTTP_RANGE" not in environ


@lru_cache(maxsize=200)
def _takes_gzip(accepted: str) -> bool:
    return bool(parse_accept_header(accepted, Accept).quality("gzip"))


def _fits(status: str, headers: Headers) -> bool:
    length = _value(headers, "content-length")
    is_text = _value(headers, "content-type").startswith(_TEXTS)
    has_room = length.isdigit() and LEAST <= int(length) <= MOST
    return status.startswith("200") and is_text and has_room and not _value(headers, "content-encoding")


def _value(headers: Headers, wanted: str) -> str:
    return next((value for name, value in headers if name.lower() == wanted), "")


def _packed_headers(headers: Headers, length: int) -> Headers:
    changed: Headers = [("Content-Encoding", "gzip"), ("Content-Length", str(length))]
    for name, value in headers:
        if name.lower() == "etag":  # the same page in other bytes
            changed.append((name, value if value.startswith("W/") else f"W/{value}"))
        elif name.lower() != "content-length":
            changed.append((name, value))
    return changed
