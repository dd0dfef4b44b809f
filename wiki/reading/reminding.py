"""What the mornings bring: who joined, moved or has to confirm anew is asked, and who has not confirmed is reminded
three days before the day, on it, and once a week from then on; all of one person in one message, nothing while away."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import clock, outbox
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write, wired
from wiki.ownership.staff import Staff
from wiki.people.switches import is_on
from wiki.reading.joining import ask_all, every_one
from wiki.reading.models import SWITCH, ReadingDuty
from wiki.reading.queries import open_duties

DUE = "reading.due"
SOON, AGAIN = timedelta(days=3), timedelta(days=7)
AT_ONCE = 100
"""So many people are reminded in one transaction: others wait for the write lock meanwhile."""


def run(sessions: Sessions) -> str:
    """The job, once an hour from the hour of the daily mail on; a second time on a day does nothing. Each entry has a
    transaction of its own: nothing is held while another entry waits."""
    with sessions() as session:
        settings = wired(session, Settings)
        if clock.now().astimezone(settings.zone).hour < settings.digest_hour:
            return "too early"
        if not is_on(session, SWITCH):
            return "switched off"
        day, staff = clock.company_day(session), Staff(session, clock.company_day(session))
        ids = every_one(session)
    asked = ask_all(sessions, staff, ids)
    with sessions() as session:
        people = sorted(_due(session, day, staff))
    told = 0
    for start in range(0, len(people), AT_ONCE):
        with sessions() as session:
            begin_write(session)
            told += remind(session, day, staff, people[start : start + AT_ONCE])
            session.commit()
    return f"{asked} asked, {told} reminded"


def remind(session: Session, day: date, staff: Staff, person_ids: Collection[int] | None = None) -> int:
    """Record who, of all or of these, is to be reminded today; returns how many people are. A second time does
    nothing."""
    facts = []
    for person_id, duties in sorted(_due(session, day, staff, person_ids).items()):
        for duty in duties:
            duty.reminded_on = day
        data = {"person": person_id, "duties": [each.id for each in duties], "first": duties[0].due_on.isoformat(),
                "overdue": sum(each.due_on < day for each in duties)}  # fmt: skip
        facts.append(outbox.Fact(data))
    outbox.record_all(session, DUE, facts)
    session.flush()
    return len(facts)


def _due(
    session: Session, day: date, staff: Staff, person_ids: Collection[int] | None = None
) -> dict[int, list[ReadingDuty]]:
    """Person → what to remind them of, due first; of those who are here."""
    near = open_duties().where(ReadingDuty.due_on <= day + SOON).order_by(ReadingDuty.due_on, ReadingDuty.id)
    if person_ids is not None:
        near = near.where(ReadingDuty.person_id.in_(person_ids))
    found: dict[int, list[ReadingDuty]] = defaultdict(list)
    for duty in session.scalars(near):
        person = staff.people.get(duty.person_id)
        if person is not None and person.here and person.away_until is None and is_due(duty, day):
            found[duty.person_id].append(duty)
    return found


def is_due(duty: ReadingDuty, day: date) -> bool:
    """Whether a reminder is due: a stage missed while nobody looked, or while the person was away, is made up for."""
    last = duty.reminded_on
    if last is None:
        return duty.asked_on < day  # who is asked today has just been told
    return (duty.due_on <= day and last < duty.due_on) or (duty.due_on < day and day - last >= AGAIN)


JOB = Job("reading.ask", timedelta(hours=1), run)
