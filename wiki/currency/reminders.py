"""Reminders of reviews: 30 and 7 days before, on the day, then once a week; all of one person and day in one message.

Who is asked is found out on the day of the reminder, so that a deputy or a successor gets the next one.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core import outbox
from wiki.core.consumers import morning_job
from wiki.currency.models import ReviewReminder
from wiki.currency.reviews import SOON, Review, reviews
from wiki.people.queries import holders_of_permission

EVENT = "review.due"
_AT_ONCE = 500


def stage_of(next_review: date, day: date) -> str:
    """Which reminder is due on `day`; empty for none. A stage missed while the worker stood still is made up for."""
    left = (next_review - day).days
    if left > SOON.days:
        return ""
    if left > 7:
        return "month"
    if left > 0:
        return "week"
    monday = day - timedelta(days=day.weekday())
    # Weekly ones come with the beginning of a week, so that many overdue entries make one message.
    return f"overdue-{monday.isoformat()}" if next_review < monday else "day"


def remind(session: Session, day: date) -> int:
    """Record who is to be told of what today; returns how many people are. A second time does nothing."""
    due = {each: stage_of(each.next_review, day) for each in reviews(session, day, day + SOON)}
    sent = _sent(session, due)
    fresh = [each for each, stage in due.items() if stage and (each.entry_id, each.next_review, stage) not in sent]
    session.add_all(ReviewReminder(entry_id=each.entry_id, next_review=each.next_review, stage=due[each], sent_on=day)
                    for each in fresh)  # fmt: skip
    session.flush()
    people = _by_person(session, fresh)
    for person_id, found in sorted(people.items()):
        outbox.record(
            session, EVENT, person_id=person_id, entry_ids=[each.entry_id for each in found],
            overdue=sum(each.is_overdue for each in found), first=found[0].next_review.isoformat(),
            day=day.isoformat(),
        )  # fmt: skip
    return len(people)


def _sent(session: Session, due: Iterable[Review]) -> set[tuple[int, date, str]]:
    ids = [each.entry_id for each in due]
    found: set[tuple[int, date, str]] = set()
    for start in range(0, len(ids), _AT_ONCE):
        rows = select(ReviewReminder).where(ReviewReminder.entry_id.in_(ids[start : start + _AT_ONCE]))
        found |= {(each.entry_id, each.next_review, each.stage) for each in session.scalars(rows)}
    return found


def _by_person(session: Session, fresh: list[Review]) -> dict[int, list[Review]]:
    found: dict[int, list[Review]] = {}
    for each in fresh:
        if each.asked.person is not None:
            found.setdefault(each.asked.person.id, []).append(each)
    for_editors = [each for each in fresh if each.asked.person is None]
    if for_editors:
        for editor in holders_of_permission(session, Permission.ENTRY_RELEASE):
            found.setdefault(editor.id, []).extend(for_editors)
    return {person_id: sorted(all_, key=lambda each: each.next_review) for person_id, all_ in found.items()}


JOB = morning_job("reviews.remind", remind)
