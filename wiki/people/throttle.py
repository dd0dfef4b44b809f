"""Throttling in the database: who fails too often waits, each time longer, on every worker alike.

A failure is counted for the account and for the network address. A block ends by itself, so that nobody can lock
somebody else out for good. The verdict of an attempt is spoken only while its rows are locked: attempts sent at the
same moment are judged one after the other, and those beyond the limit learn nothing.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.db import is_sqlite, wired
from wiki.core.errors import TooManyRequests
from wiki.core.keys import Keys
from wiki.people.models import SignInThrottle

WINDOW = timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Subject:
    """Whose attempts are counted, and how many may fail before the waiting begins."""

    key: str
    free: int


def account(session: Session, purpose: str, email: str) -> Subject:
    """The account behind an e-mail address, whether or not it exists."""
    return Subject(_hidden(session, purpose, email), free=5)


def address(session: Session, purpose: str, network_address: str) -> Subject:
    """A network address; many people may sit behind one."""
    return Subject(_hidden(session, f"{purpose}-address", network_address), free=30)


def _hidden(session: Session, purpose: str, value: str) -> str:
    return f"{purpose}:{wired(session, Keys).pseudonymise(f'{purpose}:{value}')}"


def refuse_blocked(session: Session, subjects: list[Subject]) -> None:
    """Raise `TooManyRequests` while one of `subjects` has to wait. A glance without a lock, before costly work."""
    query = select(SignInThrottle.blocked_until).where(SignInThrottle.subject.in_([each.key for each in subjects]))
    _refuse([until for until in session.scalars(query) if until is not None])


def lock(session: Session, subjects: list[Subject]) -> dict[str, SignInThrottle]:
    """The locked rows of `subjects` by key; raises `TooManyRequests` as `refuse_blocked` does."""
    insert = sqlite.insert if is_sqlite(session) else postgresql.insert
    keys = sorted(each.key for each in subjects)
    for key in keys:
        fresh = insert(SignInThrottle).values(subject=key, window_started_at=clock.now(), failures=0)
        session.execute(fresh.on_conflict_do_nothing(index_elements=["subject"]))
    query = select(SignInThrottle).where(SignInThrottle.subject.in_(keys)).order_by(SignInThrottle.subject)
    query = query.with_for_update().execution_options(populate_existing=True)
    rows = {row.subject: row for row in session.scalars(query)}
    _refuse([row.blocked_until for row in rows.values() if row.blocked_until is not None])
    return rows


def count_failure(session: Session, subjects: list[Subject]) -> None:
    """Count one failed attempt for each of `subjects`; the caller's transaction must be kept."""
    rows = lock(session, subjects)
    now = clock.now()
    for subject in subjects:
        row = rows[subject.key]
        if row.window_started_at + WINDOW < now:
            row.window_started_at, row.failures = now, 0
        row.failures += 1
        row.blocked_until = now + wait_after(row.failures, subject.free) if row.failures >= subject.free else None
    session.flush()


def wait_after(failures: int, free: int) -> timedelta:
    """How long to wait after `failures`: 5 s, 10 s, 20 s … from the `free`-th on, at most 15 minutes."""
    doublings = max(0, min(failures - free, 20))
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def forget(session: Session, subject: Subject) -> None:
    """Begin anew for `subject`: the attempt succeeded."""
    session.execute(delete(SignInThrottle).where(SignInThrottle.subject == subject.key))


def _refuse(blocks: list[datetime]) -> None:
    seconds = max((math.ceil((until - clock.now()).total_seconds()) for until in blocks), default=0)
    if seconds > 0:
        message = _("Too many attempts. Please wait %(seconds)s seconds and try again.", seconds=seconds)
        raise TooManyRequests(message, seconds)
