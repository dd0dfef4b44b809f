"""The consumer `webhooks`: turns an event into one delivery for each webhook that wants it. Sending is `lanes.py`."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.consumers import Sessions, Taken
from wiki.core.db import begin_write, wired
from wiki.webhooks.bodies import BodyWriter, body_of, new_number
from wiki.webhooks.lanes import Lanes
from wiki.webhooks.models import Webhook, WebhookDelivery
from wiki.webhooks.topics import BY_EVENT

CONSUMER = "webhooks"
EVENTS = frozenset(BY_EVENT)


def consume(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """Write the deliveries down, then have them sent by somebody else: no receiver holds this up."""
    with sessions() as session:
        made = _written(session, batch)
        if not made:
            return {}
        webhook_ids = {each.webhook_id for each in made}
        begin_write(session)
        session.add_all(_new(session, made))
        session.commit()
        lanes = wired(session, Lanes)
    lanes.start(webhook_ids)
    return {}


def _written(session: Session, batch: Sequence[Taken]) -> list[WebhookDelivery]:
    """Everything that is to be sent, in words; read and rendered before the write lock is taken."""
    webhooks = list(session.scalars(select(Webhook).where(Webhook.active).order_by(Webhook.id)))
    return [made for event in batch for each in webhooks if (made := _delivery(session, each, event)) is not None]


def _delivery(session: Session, webhook: Webhook, event: Taken) -> WebhookDelivery | None:
    message = wired(session, BodyWriter).message(session, webhook, event)
    if message is None:
        return None
    number = new_number()
    return WebhookDelivery(
        webhook_id=webhook.id,
        event_id=event.event_id,
        event=event.name,
        number=number,
        entry_id=message.entry_id,
        body=body_of(webhook.form, number, event.name, event.occurred_at, message),
        occurred_at=event.occurred_at,
        offered_at=clock.now(),
        due_at=clock.now(),
    )


def _new(session: Session, made: Sequence[WebhookDelivery]) -> list[WebhookDelivery]:
    """Those not written before: after a crash a batch comes again. Of webhooks removed meanwhile nothing is kept."""
    ids = {each.event_id for each in made}
    columns = select(WebhookDelivery.webhook_id, WebhookDelivery.event_id)
    known = {tuple(row) for row in session.execute(columns.where(WebhookDelivery.event_id.in_(ids)))}
    there = set(session.scalars(select(Webhook.id).where(Webhook.active).with_for_update()))
    return [each for each in made if (each.webhook_id, each.event_id) not in known and each.webhook_id in there]
