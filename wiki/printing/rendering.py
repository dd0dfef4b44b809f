"""HTML to PDF, in a process of its own that can be stopped: texts come from many people, and typesetting is hard work.

The process opens no database and no network; it reads the files that are named to it and nothing else. How long it may
take and how much memory it may use is limited, and so is how many run at once.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.util import find_spec

from flask_babel import gettext as _

from wiki.core.errors import Unavailable, WikiError
from wiki.printing.typesetter import WITHOUT_LIBRARIES

log = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds one waits while another document is made."""
_HANDED_ON = ("PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
"""What the process knows of the environment: no settings, no secrets."""
_one_at_a_time = threading.BoundedSemaphore(1)
_places = threading.BoundedSemaphore(2)
"""One document is made and one waits: more threads are never kept from answering readers."""


class NotInstalled(WikiError):
    """PDF is an extra that this installation goes without."""

    status = 501
    code = "not-installed"


class TooLarge(WikiError):
    """More than one document may hold."""

    status = 413
    code = "too-large"


@dataclass(frozen=True)
class Limits:
    """What making one document may cost."""

    seconds: int = 90
    """Of a processor."""
    patience: int = 240
    """Seconds by the clock, on a machine that has other things to do."""
    memory: int = 2 * 1024 * 1024 * 1024
    size: int = 60 * 1024 * 1024
    html: int = 2_500_000
    """Characters; a million take about 30 s of a processor, so that it need not even be tried."""


@dataclass(frozen=True)
class Job:
    """A document to be made: its HTML, the address relative links begin at, and the files behind addresses."""

    html: str
    base_url: str
    files: Mapping[str, str] = field(default_factory=dict)


@cache
def available() -> bool:
    """Whether this installation has the extra `cxwiki[pdf]`."""
    return find_spec("weasyprint") is not None


def demand_available() -> None:
    """Raise NotInstalled where PDF files cannot be made."""
    if not available():
        raise NotInstalled(_("This wiki does not make PDF files. Print the page and choose “Save as PDF”."))


def render(job: Job, limits: Limits | None = None) -> bytes:
    """The document as PDF. Raises TooLarge when it passes the limits, Unavailable when others are being made."""
    demand_available()
    limits = limits or Limits()
    if len(job.html) > limits.html:
        raise _too_large()
    if not _places.acquire(blocking=False):
        raise _busy()
    try:
        if not _one_at_a_time.acquire(timeout=PATIENCE):
            raise _busy()
        try:
            return _run(job, limits)
        finally:
            _one_at_a_time.release()
    finally:
        _places.release()


def _busy() -> Unavailable:
    return Unavailable(_("Other documents are being made right now. Please try again in a moment."))


def _run(job: Job, limits: Limits) -> bytes:
    command = [sys.executable, "-I", "-m", "wiki.printing.typesetter"]
    order = json.dumps({**asdict(job), "limits": asdict(limits)}).encode()
    environment = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, input=order, capture_output=True, timeout=limits.patience, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise _too_large() from error
    if done.returncode != 0:
        log.warning("no PDF was made (%s): %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
        if done.returncode == WITHOUT_LIBRARIES:
            raise NotInstalled(_("PDF files cannot be made here: libraries of the system are missing. See the log."))
        raise _too_large()
    return done.stdout


def _too_large() -> TooLarge:
    return TooLarge(
        _("This document takes too long or becomes too large to be made as PDF. Print the page, or choose less of it.")
    )
