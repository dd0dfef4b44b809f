"""What follows an attempt: done, tried again later, given up; a webhook that fails for days is switched off."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core import clock, outbox
from wiki.core.consumers import Sessions
from wiki.core.db import begin_write
from wiki.people.rights import note
from wiki.webhooks.models import DONE, FAILED, FAILING, GONE, Webhook, WebhookDelivery
from wiki.webhooks.sending import Outcome

SWITCHED_OFF = "webhook.switched_off"
GIVE_UP = timedelta(days=3)
"""So long one delivery is tried, and so long a webhook may fail without a break before it is switched off."""
SLOWEST = timedelta(hours=3)
REFUSED_BODY = frozenset({400, 413, 422})
"""The receiver is well and does not want this one message: the others go on."""
GONE_STATUS = 410


def pause(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: 5 s, 10 s, 20 s … at most three hours."""
    return min(timedelta(seconds=5 * 2 ** min(failures - 1, 20)), SLOWEST)


def settle(sessions: Sessions, delivery_id: int, outcome: Outcome) -> None:
    """Write down what became of an attempt."""
    with sessions() as session:
        begin_write(session)
        row = session.get(WebhookDelivery, delivery_id)
        if row is None:  # the webhook was removed meanwhile
            return
        webhook = session.scalars(select(Webhook).where(Webhook.id == row.webhook_id).with_for_update()).one()
        row.status, row.milliseconds, row.problem = outcome.status, outcome.milliseconds, outcome.problem
        if outcome.problem:
            _failed(session, webhook, row)
        else:
            row.state, row.finished_at = DONE, clock.now()
            webhook.failures, webhook.failing_since, webhook.rest_until = 0, None, None
        session.commit()


def _failed(session: Session, webhook: Webhook, row: WebhookDelivery) -> None:
    now = clock.now()
    row.due_at = now + pause(row.attempts)
    if row.status not in REFUSED_BODY:
        webhook.failures += 1
        webhook.failing_since = webhook.failing_since or now
        webhook.rest_until = row.due_at = now + pause(webhook.failures)
    if now - row.offered_at >= GIVE_UP:
        row.state, row.finished_at = FAILED, now
    if row.status == GONE_STATUS:
        switch_off(session, webhook, GONE)
    elif webhook.failing_since is not None and now - webhook.failing_since >= GIVE_UP:
        switch_off(session, webhook, FAILING)


def switch_off(session: Session, webhook: Webhook, reason: str) -> None:
    """Send nothing more to it, and tell the administrators."""
    if not webhook.active:
        return
    webhook.active, webhook.off_reason = False, reason
    webhook.edits += 1
    note(session, SYSTEM, "webhook:switched_off", f"webhook:{webhook.id}", reason=reason)
    outbox.record(session, SWITCHED_OFF, webhook_id=webhook.id, called=webhook.name, reason=reason)
