"""What the worker clears away: dead links, ended sessions, old failures, messages nobody could deliver, days
away of last year."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import clock
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write, wired
from wiki.people import absences, importing_staged, mails, throttle
from wiki.people.models import EndedSession, SignInThrottle, SingleUseLink


def clear(session: Session) -> int:
    """Remove what is too old to matter; returns how many rows. The session must be writing."""
    now, limits = clock.now(), wired(session, Settings)
    longest = timedelta(days=limits.remember_days, hours=limits.session_hours)
    old = (
        delete(SingleUseLink).where(SingleUseLink.expires_at < now).returning(SingleUseLink.id),
        delete(EndedSession).where(EndedSession.ended_at < now - longest).returning(EndedSession.key),
        delete(SignInThrottle)
        .where(SignInThrottle.window_started_at < now - 2 * throttle.WINDOW)
        .returning(SignInThrottle.id),
    )
    removed = sum(len(session.execute(each).all()) for each in old)
    mails.blank_old(session)
    importing_staged.forget_old(session)
    return removed + absences.forget_old(session)


def run(sessions: Sessions) -> str:
    """The due job."""
    with sessions() as session:
        begin_write(session)
        removed = clear(session)
        session.commit()
    return f"{removed} removed"


JOB = Job("people_housekeeping", timedelta(hours=6), run)
