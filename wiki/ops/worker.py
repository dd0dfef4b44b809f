"""The worker: delivers events, runs due jobs, seals the audit chain.

Of several nodes one works at a time (the lease `worker`); on one data folder one process works at a time (a lock on
`work.lock`). It outlives restarts of the database and stops between two batches when asked to.
"""

import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from wiki.core import clock, leases
from wiki.core.db import begin_write
from wiki.ops.delivery import Context, deliver_round, give_back
from wiki.ops.jobs import Sealer, run_due_jobs
from wiki.web.runtime import Runtime

log = logging.getLogger(__name__)

LEASE = "worker"
LEASE_LENGTH = timedelta(seconds=30)
RENEW_SECONDS = 10.0
SEAL_SECONDS = 2.0
JOBS_SECONDS = 5.0
SHORTEST_NAP, LONGEST_NAP = 0.1, 0.5
LONGEST_OUTAGE_NAP = 10.0
NODE_FILE = "node"


def node_name(folder: Path) -> str:
    """This data folder's name among the nodes: made once, so that a worker started again takes its own lease back."""
    file = folder / NODE_FILE
    if not file.exists():
        file.write_text(clock.token(9) + "\n", "ascii")
    return file.read_text("ascii").strip()[:40]


class Worker:
    """One worker process."""

    def __init__(self, runtime: Runtime, context: Context = nullcontext, *, with_parent: bool = False) -> None:
        """`with_parent`: end when the process that started this one is gone."""
        self._runtime = runtime
        self._context = context
        self._owner = node_name(runtime.settings.data)
        self._sealer = Sealer()
        self._stopping = False
        self._parent = os.getppid() if with_parent else None
        self._leads = False
        self._next: dict[str, float] = {}

    def stop(self, *_signal: object) -> None:
        """Ask the worker to end after the batch at hand."""
        self._stopping = True

    def run_forever(self) -> None:
        """Work until told to stop (SIGTERM, SIGINT)."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        nap, outage = SHORTEST_NAP, 0.0
        while not self._stopping and self._parent in (None, os.getppid()):
            try:
                busy = self.step()
                if outage:
                    log.info("the database answers again")
                nap, outage = (SHORTEST_NAP if busy else min(nap * 1.5, LONGEST_NAP)), 0.0
                if not busy:
                    time.sleep(nap)
            except SQLAlchemyError as error:
                outage = min(max(outage * 2, 0.5), LONGEST_OUTAGE_NAP)
                log.error("the database does not answer, trying again in %.1f s: %s", outage, error)
                self._leads = False
                self._runtime.engine.dispose()
                self._sleep(outage)
        self._step_down()

    def step(self) -> bool:
        """One round; returns whether there was anything to do."""
        if not self._lead():
            self._sleep(1.0)
            return False
        done = deliver_round(self._runtime, self._owner, self._context)
        self._at_times("seal", SEAL_SECONDS, lambda: self._sealer.run(self._runtime.sessions))
        self._at_times("jobs", JOBS_SECONDS, lambda: run_due_jobs(self._runtime, self._context))
        return bool(done.delivered or done.failed)

    def _at_times(self, name: str, seconds: float, action: Callable[[], object]) -> None:
        if time.monotonic() >= self._next.get(name, 0.0):
            action()
            self._next[name] = time.monotonic() + seconds

    def _lead(self) -> bool:
        """Take or renew the lease; who takes it over frees what the one before had under way."""
        if self._leads and time.monotonic() < self._next.get("lease", 0.0):
            return True
        with self._runtime.sessions() as session:
            begin_write(session)
            leads = leases.take(session, LEASE, self._owner, LEASE_LENGTH)
            session.commit()
        if leads and not self._leads:
            freed = give_back(self._runtime.sessions)
            log.info("working%s", f"; {freed} deliveries of a worker before are done again" if freed else "")
        self._leads = leads
        self._next["lease"] = time.monotonic() + RENEW_SECONDS
        return leads

    def _step_down(self) -> None:
        if not self._leads:
            return
        try:
            with self._runtime.sessions() as session:
                begin_write(session)
                leases.release(session, LEASE, self._owner)
                session.commit()
        except SQLAlchemyError as error:
            log.warning("the lease could not be given back and ends by itself: %s", error)

    def _sleep(self, seconds: float) -> None:
        """Sleep, but wake up for a signal to stop."""
        until = time.monotonic() + seconds
        while not self._stopping and time.monotonic() < until:
            time.sleep(min(0.1, seconds))
