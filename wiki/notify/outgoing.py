"""Which mail is to go out to whom: at once, daily or weekly, each item with one mail at most.

Rows only; sending is `sending.py`. Every new mail is an event `mail.queued`, so the worker sends it within a moment
and tries again at growing intervals. What it has given up meanwhile is offered again (`offer_again`) for three days.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from wiki.config import Settings
from wiki.core import clock, outbox
from wiki.core.consumers import Sessions
from wiki.core.db import begin_write, wired
from wiki.core.mail import configured
from wiki.notify.models import FAILED, QUEUED, SENDING, InboxItem, MailMessage
from wiki.people.models import Person

EVENT = "mail.queued"
AT_ONCE, DAILY, WEEKLY, NEVER = "at_once", "daily", "weekly", "never"
OFFER_AGAIN = timedelta(hours=2)
GIVE_UP = timedelta(days=3)
OLDEST = timedelta(days=14)
"""What has been unread for longer is not mailed: who switches mail on is not flooded with the past."""


def queue_at_once(session: Session, items: Mapping[int, Person]) -> None:
    """Mail for new items (item → person) to those who want it at once.

    What joins a mail that nobody has begun to send makes one mail of many: sixty entries released together are one.
    """
    if not configured(wired(session, Settings)):
        return
    for item_id, person in sorted(items.items()):
        if person.mail_preference == AT_ONCE:
            mail = _waiting(session, person.id) or _new(session, person.id, f"item:{item_id}")
            if mail is not None:
                _attach(session, mail, [item_id])


def _waiting(session: Session, person_id: int) -> MailMessage | None:
    query = (
        select(MailMessage)
        .where(
            MailMessage.person_id == person_id,
            MailMessage.state == QUEUED,
            MailMessage.attempts == 0,
            MailMessage.occasion.startswith("item:"),
        )
        .order_by(MailMessage.id)
        .limit(1)
        .with_for_update()
    )
    return session.scalar(query.execution_options(populate_existing=True))


def _new(session: Session, person_id: int, occasion: str) -> MailMessage | None:
    """A queued mail with its event; None when there is one for this occasion already."""
    now = clock.now()
    mail = MailMessage(person_id=person_id, occasion=occasion, created_at=now, offered_at=now)
    try:
        with session.begin_nested():
            session.add(mail)
    except IntegrityError:
        return None
    outbox.record(session, EVENT, mail_id=mail.id)
    return mail


def _attach(session: Session, mail: MailMessage, item_ids: list[int]) -> None:
    session.execute(
        update(InboxItem)
        .where(InboxItem.id.in_(item_ids), InboxItem.mail_id.is_(None))
        .values(mail_id=mail.id)
        .execution_options(synchronize_session=False)
    )


def scheduled(now: datetime, settings: Settings) -> tuple[datetime, datetime]:
    """The latest moments at or before `now` at which the daily and the weekly digest were due (company's time)."""
    local = now.astimezone(settings.zone)
    daily = local.replace(hour=settings.digest_hour, minute=0, second=0, microsecond=0)
    if daily > local:
        daily = (daily - timedelta(days=1)).replace(hour=settings.digest_hour)
    weekly = (daily - timedelta(days=daily.weekday())).replace(hour=settings.digest_hour)
    return daily, weekly


def run_digests(sessions: Sessions) -> str:
    """The job `mail.digests`: whatever the hour it runs, each digest goes out once, with what had come by its hour."""
    with sessions() as session:
        settings = wired(session, Settings)
        if not configured(settings):
            return "no mail server"
        due = scheduled(clock.now(), settings)
        begin_write(session)
        made = sum(
            _digest(session, person_id, name, moment, item_ids)
            for name, moment, preferences in ((DAILY, due[0], (AT_ONCE, DAILY)), (WEEKLY, due[1], (WEEKLY,)))
            for person_id, item_ids in _unmailed(session, moment, preferences).items()
        )
        session.commit()
    return f"{made} digests"


def _unmailed(session: Session, moment: datetime, preferences: tuple[str, ...]) -> dict[int, list[int]]:
    """Person → items nobody has read or mailed that were there at `moment`.

    People who want mail at once are among the daily ones: what came while there was no mail server reaches them so.
    """
    query = (
        select(InboxItem.person_id, InboxItem.id)
        .join(Person, Person.id == InboxItem.person_id)
        .where(
            Person.active,
            Person.mail_preference.in_(preferences),
            InboxItem.mail_id.is_(None),
            InboxItem.read_at.is_(None),
            InboxItem.done_at.is_(None),
            InboxItem.created_at <= moment,
            InboxItem.created_at > moment - OLDEST,
        )
        .order_by(InboxItem.person_id, InboxItem.id)
    )
    found: dict[int, list[int]] = {}
    for person_id, item_id in session.execute(query):
        found.setdefault(person_id, []).append(item_id)
    return found


def _digest(session: Session, person_id: int, name: str, moment: datetime, item_ids: list[int]) -> int:
    mail = _new(session, person_id, f"{name}:{moment.date().isoformat()}")
    if mail is None:
        return 0
    _attach(session, mail, item_ids)
    return 1


def offer_again(sessions: Sessions) -> str:
    """The job `mail.again`: give the worker what it has given up; after three days the mail has failed."""
    now = clock.now()
    with sessions() as session:
        begin_write(session)
        query = (
            select(MailMessage)
            .where(MailMessage.state.in_((QUEUED, SENDING)), MailMessage.offered_at < now - OFFER_AGAIN)
            .order_by(MailMessage.id)
            .limit(500)
        )
        mails = list(session.scalars(query))
        for mail in mails:
            if mail.created_at < now - GIVE_UP:
                mail.state, mail.finished_at = FAILED, now
                mail.error = f"not delivered within {GIVE_UP.days} days: {mail.error}"
            else:
                mail.offered_at = now
                outbox.record(session, EVENT, mail_id=mail.id)
        session.commit()
    return f"{len(mails)} mails"


def failed(session: Session, since: datetime) -> list[MailMessage]:
    """Mail that failed for good since then, newest first, for those who look after the installation."""
    query = (
        select(MailMessage)
        .where(MailMessage.state == FAILED, MailMessage.finished_at >= since)
        .options(joinedload(MailMessage.person))
        .order_by(MailMessage.id.desc())
        .limit(100)
    )
    return list(session.scalars(query))
