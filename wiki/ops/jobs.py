"""Jobs that fall due, and the worker's own: sealing and clearing up."""

import logging
import time
from contextlib import nullcontext
from datetime import timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.audit import AuditRow, seal_new_rows
from wiki.core.consumers import DueJob, Job, Jobs, Sessions
from wiki.core.db import begin_write, wired
from wiki.core.keys import Keys
from wiki.core.outbox import Delivery, Event, retry_after
from wiki.ops.delivery import Context
from wiki.people.models import SignInThrottle
from wiki.web.runtime import Runtime

log = logging.getLogger(__name__)

KEEP_DELIVERED = timedelta(days=30)
KEEP_THROTTLE = timedelta(days=1)
SEAL_BATCH = 1000
LATE_ROWS = 10_000
"""How far back from the newest row the quick look reaches."""
CLEAR_BATCH = 5000


def due_jobs(runtime: Runtime) -> list[Job]:
    """The jobs that should run now."""
    with runtime.sessions() as session:
        rows = {each.name: each.next_at for each in session.scalars(select(DueJob))}
    now = clock.now()
    return [job for job in runtime.wiring.get(Jobs).jobs if rows.get(job.name, now) <= now]


def run_due_jobs(runtime: Runtime, context: Context = nullcontext) -> int:
    """Run every job that is due; returns how many. A job that raises is tried again later."""
    due = due_jobs(runtime)
    for job in due:
        _run(runtime.sessions, job, context)
    return len(due)


def _run(sessions: Sessions, job: Job, context: Context) -> None:
    failed, began = False, time.monotonic()
    try:
        with context():
            result = job.run(sessions)
    except Exception as error:  # whatever a job raises must not stop the others
        log.exception("job %s failed", job.name)
        failed, result = True, f"{type(error).__name__}: {error}"
    with sessions() as session:
        begin_write(session)
        row = session.get(DueJob, job.name) or DueJob(name=job.name, failures=0)
        row.failures = row.failures + 1 if failed else 0
        row.last_at, row.last_result = clock.now(), result[:2000]
        row.last_seconds = round(time.monotonic() - began, 3)
        row.next_at = clock.now() + (min(job.every, retry_after(row.failures)) if failed else job.every)
        session.add(row)
        session.commit()


class Sealer:
    """Seals new audit rows. It remembers the newest row it has seen, so that an idle wiki costs one look-up and a busy
    one does not read the whole record. Every minute it looks for rows that became visible late (PostgreSQL), every hour
    for those that did so very late."""

    def __init__(self) -> None:
        self._seen = 0
        self._looked_at = self._read_all_at = clock.now() - timedelta(days=1)

    def run(self, sessions: Sessions) -> int:
        """Seal what is new; returns how many rows."""
        with sessions() as session:
            newest = session.scalar(select(func.max(AuditRow.id))) or 0
            if newest == self._seen and clock.now() - self._looked_at < timedelta(minutes=1):
                return 0
        after, now = max(0, self._seen - LATE_ROWS), clock.now()
        if now - self._read_all_at >= timedelta(hours=1):
            after, self._read_all_at = 0, now
        sealed = 0
        while number := _seal_batch(sessions, after):
            sealed += number
        self._seen, self._looked_at = newest, now
        return sealed


def _seal_batch(sessions: Sessions, after: int) -> int:
    with sessions() as session:
        begin_write(session)
        number = seal_new_rows(session, wired(session, Keys).audit, SEAL_BATCH, after)
        session.commit()
    return number


def clear_throttle(sessions: Sessions) -> str:
    """Forget failed sign-ins of days past."""
    limit = clock.now() - KEEP_THROTTLE
    with sessions() as session:
        begin_write(session)
        gone = session.execute(
            delete(SignInThrottle)
            .where(
                SignInThrottle.window_started_at < limit,
                or_(SignInThrottle.blocked_until.is_(None), SignInThrottle.blocked_until < clock.now()),
            )
            .returning(SignInThrottle.id)
            .execution_options(synchronize_session=False)
        ).all()
        session.commit()
    return f"{len(gone)} forgotten"


def clear_delivered(sessions: Sessions) -> str:
    """Remove deliveries done or dropped long ago, and events nobody waits for; those given up stay until somebody
    tries them again or drops them."""
    total = 0
    while True:
        with sessions() as session:
            begin_write(session)
            number = _clear_batch(session)
            session.commit()
        total += number
        if number < CLEAR_BATCH:
            return f"{total} removed"


def _clear_batch(session: Session) -> int:
    limit = clock.now() - KEEP_DELIVERED
    ended = Delivery.state.in_(("done", "dropped"))
    old = select(Delivery.id).where(ended, Delivery.finished_at < limit).limit(CLEAR_BATCH)
    gone = session.execute(
        delete(Delivery).where(Delivery.id.in_(old)).returning(Delivery.id).execution_options(synchronize_session=False)
    ).all()
    waited_for = select(Delivery.id).where(Delivery.event_id == Event.id).exists()
    newest = select(func.max(Event.id)).scalar_subquery()  # stays: SQLite would give its number to another event
    session.execute(
        delete(Event)
        .where(Event.occurred_at < limit, Event.id < newest, ~waited_for)
        .execution_options(synchronize_session=False)
    )
    return len(gone)


JOBS = (
    Job("ops.clear_throttle", timedelta(hours=6), clear_throttle),
    Job("ops.clear_delivered", timedelta(hours=6), clear_delivered),
)
