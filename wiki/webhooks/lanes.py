"""Sending: one lane a webhook, each a thread of its own, so that one that hangs holds up nobody else.

A lease in the database keeps two lanes of the same webhook apart. A delivery is taken in one transaction, sent with
none open, and marked in another; after a crash in between it is sent again under the same number.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock, Thread

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import clock, leases
from wiki.core.consumers import Sessions
from wiki.core.db import begin_write, wired
from wiki.core.keys import Keys
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.webhooks.models import DONE, QUEUED, Webhook, WebhookDelivery
from wiki.webhooks.sending import Outcome, headers, post
from wiki.webhooks.settling import settle
from wiki.webhooks.topics import anybody_signed_in

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""Longer than an attempt lasts."""


@dataclass(frozen=True)
class Letter:
    """A delivery with everything its sending needs."""

    delivery_id: int
    url: str
    secrets: tuple[str, ...]
    number: str
    event: str
    body: bytes


@dataclass
class Lanes:
    """The lanes of one process; they begin when there is something to send and end when there is not."""

    sessions: Sessions
    owner: str = field(default_factory=lambda: clock.token(9))
    _running: dict[int, Thread] = field(default_factory=dict)
    _again: set[int] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def start(self, webhook_ids: Collection[int]) -> None:
        """See to it that what is due for these webhooks is sent, and come back at once."""
        with self._lock:
            self._again |= set(webhook_ids)
            for each in sorted(set(webhook_ids) - self._running.keys()):
                self._running[each] = Thread(target=self._run, args=(each,), name=f"webhook-{each}", daemon=True)
                self._running[each].start()

    def wait(self, seconds: float) -> bool:
        """Wait until all lanes have ended; whether they have."""
        end = clock.now() + timedelta(seconds=seconds)
        while clock.now() < end:
            with self._lock:
                running = list(self._running.values())
            if not running:
                return True
            running[0].join(0.05)
        return False

    def _run(self, webhook_id: int) -> None:
        while self._goes_on(webhook_id):
            try:
                while (letter := take(self.sessions, webhook_id, self.owner)) is not None:
                    settle(self.sessions, letter.delivery_id, send(self.sessions, letter))
            except Exception:  # a lane that fails must not take the worker with it; the job begins it again
                log.exception("webhook %d: a delivery could not be taken or marked", webhook_id)

    def _goes_on(self, webhook_id: int) -> bool:
        """Whether somebody asked for the lane since it began to look; it ends in the same moment otherwise."""
        with self._lock:
            if webhook_id in self._again:
                self._again.discard(webhook_id)
                return True
            del self._running[webhook_id]
            return False


def send(sessions: Sessions, letter: Letter) -> Outcome:
    """One attempt; no transaction is open."""
    with sessions() as session:
        settings = wired(session, Settings)
    timestamp = int(clock.now().timestamp())
    return post(
        settings, letter.url, letter.body,
        headers(letter.secrets, letter.number, timestamp, letter.event, letter.body),
    )  # fmt: skip


def take(sessions: Sessions, webhook_id: int, owner: str) -> Letter | None:
    """The next delivery that is due, counted as tried; None when there is none, the webhook rests or is off, or
    another lane has it."""
    with sessions() as session:
        begin_write(session)
        name = f"webhook:{webhook_id}"
        if not leases.take(session, name, owner, LEASE):
            return None
        webhook = session.scalar(select(Webhook).where(Webhook.id == webhook_id).with_for_update())
        row = _next(session, webhook) if webhook is not None else None
        if webhook is None or row is None:
            leases.release(session, name, owner)
            session.commit()
            return None
        row.attempts, row.tried_at = row.attempts + 1, clock.now()
        letter = letter_of(session, webhook, row)
        session.commit()
    return letter


def _next(session: Session, webhook: Webhook) -> WebhookDelivery | None:
    """The oldest one due. What nobody signed in may read any more is marked as settled and never sent."""
    now = clock.now()
    if not webhook.active or (webhook.rest_until is not None and webhook.rest_until > now):
        return None
    due = (
        select(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == QUEUED, WebhookDelivery.due_at <= now)
        .order_by(WebhookDelivery.id)
    )
    for row in session.scalars(due.limit(100)):
        if _may_be_told(session, row):
            return row
        row.state, row.finished_at, row.body = DONE, now, ""
    return None


def _may_be_told(session: Session, row: WebhookDelivery) -> bool:
    if row.entry_id is None:
        return True
    allowed = select(Entry.id).where(Entry.id == row.entry_id, readable(anybody_signed_in(session)))
    return session.scalar(allowed) is not None


def letter_of(session: Session, webhook: Webhook, row: WebhookDelivery) -> Letter:
    """Everything for one attempt; the secret before signs along while it holds."""
    keys = wired(session, Keys)
    secrets = [keys.decrypt(webhook.secret)]
    if webhook.old_secret is not None and webhook.old_until is not None and webhook.old_until > clock.now():
        secrets.append(keys.decrypt(webhook.old_secret))
    url = keys.decrypt(webhook.address)
    return Letter(row.id, url, tuple(secrets), row.number, row.event, row.body.encode())
