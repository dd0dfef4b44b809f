"""Answers nobody needs any more: they go when a path is finished or left (`answering.forget_answers`); this sees to
those of people who have left the company and of paths that nobody went along for half a year."""

from datetime import timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write
from wiki.learning.models import Answer, Enrolment
from wiki.people.models import Person

KEPT_DAYS = 180
"""So long after the last answer of a path its answers are kept at most."""


def forget(session: Session) -> int:
    """Delete what is kept too long; returns how many answers went."""
    gone = select(Enrolment.id).join(Person, Person.id == Enrolment.person_id).where(Person.active.is_(False))
    over = or_(Enrolment.completed_at.is_not(None), Enrolment.ended_at.is_not(None))
    last = func.max(Answer.answered_at) < clock.now() - timedelta(days=KEPT_DAYS)
    idle = select(Answer.enrolment_id).group_by(Answer.enrolment_id).having(last)
    ways = (gone, select(Enrolment.id).where(over), idle)
    ids = session.scalars(select(Answer.id).where(or_(*(Answer.enrolment_id.in_(each) for each in ways)))).all()
    session.execute(delete(Answer).where(Answer.id.in_(ids)))
    return len(ids)


def run(sessions: Sessions) -> str:
    """The daily job."""
    with sessions() as session:
        begin_write(session)
        number = forget(session)
        session.commit()
    return f"{number} answers"


JOB = Job("learning.forget", timedelta(days=1), run)
"""Added to the worker by `feature.py`."""
