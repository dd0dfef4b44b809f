"""Serving below a path: `CXWIKI_BASE_URL=https://intranet.example.com/cx`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class SubPath:
    """Moves `path` from PATH_INFO to SCRIPT_NAME, whether or not the proxy in front has cut it off."""

    def __init__(self, application: "WSGIApplication", path: str) -> None:
        self._application = application
        self._path = path

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        environ["SCRIPT_NAME"] = self._path
        info = environ.get("PATH_INFO", "")
        if info == self._path or info.startswith(self._path + "/"):
            environ["PATH_INFO"] = info[len(self._path) :] or "/"
        return self._application(environ, start_response)
