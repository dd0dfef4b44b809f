"""What somebody new asked and nobody answered for a week goes to the editors, once."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core import clock, outbox
from wiki.core.consumers import morning_job
from wiki.entries.models import DELETED, Comment, Entry
from wiki.unclear.matters import WAITS
from wiki.unclear.queries import is_answered, unresolved

PATIENCE = timedelta(days=7)


def pass_on(session: Session, day: date) -> int:
    """Record what waits too long; a second time does nothing."""
    query = (
        select(Comment)
        .join(Entry, Entry.id == Comment.entry_id)
        .where(
            unresolved(), Comment.by_newcomer, Comment.passed_on.is_(None), ~is_answered(), Entry.status != DELETED,
            Comment.created_at <= clock.now() - PATIENCE,
        )
        .order_by(Comment.id)
        .with_for_update(of=Comment)
    )  # fmt: skip
    waiting = list(session.scalars(query))
    for comment in waiting:
        comment.passed_on = day
        outbox.record(session, WAITS, actor_id=None, entry_id=comment.entry_id, comment_id=comment.id)
    session.flush()
    return len(waiting)


JOB = morning_job("unclear.pass_on", pass_on)
