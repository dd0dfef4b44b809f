"""What is done about webhooks every so often."""

from datetime import timedelta

from sqlalchemy import delete, or_, select

from wiki.core import clock
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write, wired
from wiki.webhooks.lanes import Lanes
from wiki.webhooks.models import QUEUED, Webhook, WebhookDelivery

KEEP = timedelta(days=30)


def send_due(sessions: Sessions) -> str:
    """Begin the lanes of webhooks for which something is due: what is tried again, and what a crash left behind."""
    now = clock.now()
    query = (
        select(Webhook.id)
        .join(Webhook.deliveries)
        .where(
            Webhook.active,
            or_(Webhook.rest_until.is_(None), Webhook.rest_until <= now),
            WebhookDelivery.state == QUEUED,
            WebhookDelivery.due_at <= now,
        )
        .distinct()
    )
    with sessions() as session:
        found = list(session.scalars(query))
        lanes = wired(session, Lanes)
    lanes.start(found)
    return f"{len(found)} webhooks"


def tidy(sessions: Sessions) -> str:
    """Forget what was sent, or given up, a month ago."""
    limit = clock.now() - KEEP
    with sessions() as session:
        begin_write(session)
        gone = session.execute(
            delete(WebhookDelivery)
            .where(or_(WebhookDelivery.finished_at < limit, WebhookDelivery.offered_at < limit))
            .returning(WebhookDelivery.id)
            .execution_options(synchronize_session=False)
        ).all()
        session.commit()
    return f"{len(gone)} forgotten"


JOBS = (
    Job("webhooks.send", timedelta(seconds=15), send_due),
    Job("webhooks.tidy", timedelta(days=1), tidy),
)
