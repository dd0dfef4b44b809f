"""The sample company, built by the services as people would have done it, over a year up to today."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

from wiki.core import clock
from wiki.core.db import begin_write
from wiki.demo import (
    answering,
    asking,
    changing,
    founding,
    handing_over,
    hotline_case,
    learning_together,
    meeting,
    novelties,
    other_cases,
    proving,
    reviewing,
    staffing,
    talking,
)
from wiki.demo.year import Year
from wiki.notify.inbox import mark_all_read
from wiki.notify.models import InboxItem
from wiki.web.runtime import Runtime

CHAPTERS = (
    staffing, novelties, answering, asking, handing_over, meeting, reviewing, talking, hotline_case, other_cases,
    changing,
    proving,
    learning_together,
)  # fmt: skip
"""Each tells what happened, in any order."""
UNREAD = timedelta(days=7)
NIGHTS = (379, 167, 149, 64, 28, 12, 7, 4, 3, 1, 0)
"""Days on which the jobs of the worker had something to do."""


def build(runtime: Runtime, tell: Callable[[int, int], None] = lambda _done, _total: None) -> None:
    """Fill an empty library; `tell` hears how much of how much is done. To be called in the application's context."""
    year = Year(runtime)
    acts = sorted((act for chapter in CHAPTERS for act in chapter.acts()), key=lambda each: -each.ago)
    tell(0, len(acts))
    founding.found(year)
    nights = list(NIGHTS)
    for number, act in enumerate(acts, start=1):
        while nights and nights[0] > act.ago:
            year.night(nights.pop(0))
        with year.on(act.ago) as scene:
            act.do(scene)
        tell(number, len(acts))
    for ago in nights:
        year.night(ago)


def settle_inboxes(runtime: Runtime) -> None:
    """Once everything has been told: what is older than a week has been read."""
    before = clock.now() - UNREAD
    with runtime.sessions() as session:
        begin_write(session)
        newest = select(InboxItem.person_id, func.max(InboxItem.id)).where(InboxItem.created_at < before)
        for person_id, until in session.execute(newest.group_by(InboxItem.person_id)).all():
            mark_all_read(session, person_id, until)
        session.commit()
