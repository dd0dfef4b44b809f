"""Two children, web server and worker: started again when they die, stopped together, gone when this process is.

The supervisor itself opens no database and starts no thread, so that it can fork at any time.
"""

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

log = logging.getLogger(__name__)

SHORTEST_WAIT, LONGEST_WAIT = 0.2, 30.0
LONGEST_WAIT_AFTER_KILL = 1.0
"""Somebody else ended the child (the kernel short of memory, an operator): that is no fault of its own."""
STEADY_SECONDS = 60.0
"""Who has run this long is started again without delay."""
PATIENCE_SECONDS = 35.0
"""How long children may take to end (gunicorn lets requests finish for 30 s)."""
_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15


@dataclass
class Child:
    """A child process: `main` runs in it, from `delay` seconds after the start on."""

    name: str
    main: Callable[[], None]
    delay: float = 0.0
    pid: int = 0
    started_at: float = 0.0
    start_at: float = 0.0
    deaths: int = 0


@dataclass
class Supervisor:
    """Keeps its children running until told to stop (SIGTERM, SIGINT). SIGHUP is handed on to the first child."""

    children: list[Child]
    in_child: Callable[[], None] = lambda: None
    _stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        """Start the children and stay until all are gone after a signal."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for child in self.children:
            child.start_at = time.monotonic() + child.delay
        while not self._stopping:
            for child in self.children:
                if not child.pid and time.monotonic() >= child.start_at:
                    self._start(child)
            self._reap()
            time.sleep(0.1)
        self._stop()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            self._kill(self.children[0], signal.SIGHUP)
        else:
            self._stopping = True

    def _start(self, child: Child) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _run_child(child, parent, self.in_child)
        child.pid, child.started_at = pid, time.monotonic()

    def _reap(self) -> None:
        for child in self.children:
            if not child.pid:
                continue
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if pid:
                self._ended(child, os.waitstatus_to_exitcode(status))

    def _ended(self, child: Child, code: int) -> None:
        child.pid = 0
        if self._stopping:
            return
        ran = time.monotonic() - child.started_at
        child.deaths = 0 if ran > STEADY_SECONDS else child.deaths + 1
        longest = LONGEST_WAIT_AFTER_KILL if code < 0 else LONGEST_WAIT
        wait = min(SHORTEST_WAIT * 2 ** max(child.deaths - 1, 0), longest)
        child.start_at = time.monotonic() + wait
        log.error("the %s ended (%d); starting it again in %.1f s", child.name, code, wait)

    def _stop(self) -> None:
        for child in self.children:
            self._kill(child, signal.SIGTERM)
        until = time.monotonic() + PATIENCE_SECONDS
        while any(child.pid for child in self.children) and time.monotonic() < until:
            self._reap()
            time.sleep(0.05)
        for child in self.children:
            self._kill(child, signal.SIGKILL)

    @staticmethod
    def _kill(child: Child, number: int) -> None:
        if child.pid:
            try:
                os.kill(child.pid, number)
            except ProcessLookupError:
                child.pid = 0


def _run_child(child: Child, parent: int, prepare: Callable[[], None]) -> None:
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        die_with(parent)
        _name_process(child.name)
        prepare()
        child.main()
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1
    except BaseException:  # the child ends here whatever happened, and the supervisor tells
        log.exception("the %s stopped", child.name)
    finally:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _name_process(name: str) -> None:
    """Let `ps` and `top` tell the children apart."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NAME, name.encode("ascii"), 0, 0, 0)


def die_with(parent: int) -> None:
    """See to it that this process gets SIGTERM when `parent` ends, even by SIGKILL."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
