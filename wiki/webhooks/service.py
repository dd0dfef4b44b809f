"""Webhooks: made, changed, switched, removed by administrators. A secret is told once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.keys import Keys
from wiki.core.leases import Lease
from wiki.core.text import LANGUAGES, clean_line
from wiki.entries.kinds import Kinds
from wiki.people.rights import note, require
from wiki.webhooks.models import BY_HAND, DONE, FAILED, FORMS, QUEUED, Webhook, WebhookDelivery
from wiki.webhooks.reaching import Target, Unreachable, target_of
from wiki.webhooks.sending import Outcome, new_secret
from wiki.webhooks.settling import GIVE_UP
from wiki.webhooks.topics import BY_EVENT
from wiki.webhooks.wording import PROBLEMS

MOST_WEBHOOKS = 30
BOTH_HOLD = timedelta(days=1)
"""So long a secret that was renewed signs along."""


@dataclass(frozen=True)
class WebhookData:
    """What an administrator writes about a webhook."""

    name: str
    url: str
    form: str
    language: str
    events: tuple[str, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A webhook and its secret, known now and never again."""

    webhook: Webhook
    secret: str


def get(session: Session, webhook_id: int) -> Webhook:
    """The webhook, locked while writing; `NotFound` when it was removed."""
    query = select(Webhook).where(Webhook.id == webhook_id)
    found = session.scalar(query.with_for_update() if session.info.get("writing") else query)
    if found is None:
        raise NotFound(_("This webhook does not exist any more."))
    return found


def all_of_them(session: Session) -> list[Webhook]:
    """Every webhook, by name."""
    return list(session.scalars(select(Webhook).order_by(func.lower(Webhook.name), Webhook.id)))


def create(session: Session, actor: Actor, data: WebhookData) -> Made:
    """A new webhook with a new secret. Whether its machine can be reached is asked before, outside the lock."""
    require(actor, Permission.SYSTEM_MANAGE)
    target = _checked(session, data)
    if (session.scalar(select(func.count(Webhook.id))) or 0) >= MOST_WEBHOOKS:
        raise Invalid([Problem("", _("There are %(number)s webhooks already: the most there can be.",
                                     number=MOST_WEBHOOKS))])  # fmt: skip
    keys, secret = wired(session, Keys), new_secret(secrets.token_bytes(32))
    webhook = Webhook(created_at=clock.now(), secret=keys.encrypt(secret))
    _write(webhook, data, target, keys)
    session.add(webhook)
    session.flush()
    note(session, actor, "webhook:created", f"webhook:{webhook.id}", host=webhook.host)
    return Made(webhook, secret)


def change(session: Session, actor: Actor, webhook_id: int, data: WebhookData, edits: int) -> Webhook:
    """Change a webhook as it stood at `edits`."""
    require(actor, Permission.SYSTEM_MANAGE)
    webhook, target = get(session, webhook_id), _checked(session, data)
    if webhook.edits != edits:
        raise Conflict(_("Somebody else has changed this meanwhile. Look at it again before you save."))
    if target.host != webhook.host:
        webhook.failures, webhook.failing_since, webhook.rest_until = 0, None, None
    _write(webhook, data, target, wired(session, Keys))
    webhook.edits += 1
    session.flush()
    note(session, actor, "webhook:changed", f"webhook:{webhook.id}", host=webhook.host)
    return webhook


def _write(webhook: Webhook, data: WebhookData, target: Target, keys: Keys) -> None:
    webhook.name, webhook.host, webhook.address = clean_line(data.name), target.host, keys.encrypt(data.url)
    webhook.form, webhook.language = data.form, data.language
    webhook.events, webhook.kinds = sorted(set(data.events)), sorted(set(data.kinds))


def _checked(session: Session, data: WebhookData) -> Target:
    problems = []
    if not clean_line(data.name) or len(clean_line(data.name)) > 200:
        problems.append(Problem("name", _("Write a name of at most 200 characters.")))
    if not data.events or not set(data.events) <= BY_EVENT.keys():
        problems.append(Problem("events", _("Please choose at least one event.")))
    if not set(data.kinds) <= {each.name for each in wired(session, Kinds)}:
        problems.append(Problem("kinds", _("Please choose from the list.")))
    if data.form not in FORMS or data.language not in LANGUAGES:
        problems.append(Problem("sends", _("Please choose from the list.")))
    try:
        target = target_of(data.url, wired(session, Settings))
    except Unreachable as error:
        problems.append(Problem("url", PROBLEMS[error.problem]))
    if problems:
        raise Invalid(problems)
    return target


def renew_secret(session: Session, actor: Actor, webhook_id: int) -> Made:
    """A new secret; for a day the old one signs along."""
    require(actor, Permission.SYSTEM_MANAGE)
    webhook, secret = get(session, webhook_id), new_secret(secrets.token_bytes(32))
    webhook.old_secret, webhook.old_until = webhook.secret, clock.now() + BOTH_HOLD
    webhook.secret = wired(session, Keys).encrypt(secret)
    session.flush()
    note(session, actor, "webhook:secret_renewed", f"webhook:{webhook.id}")
    return Made(webhook, secret)


def switch(session: Session, actor: Actor, webhook_id: int, *, on: bool) -> Webhook:
    """Switch a webhook on or off. Switched on it begins anew; what waited is sent if it is not too old."""
    require(actor, Permission.SYSTEM_MANAGE)
    webhook = get(session, webhook_id)
    if webhook.active == on:
        return webhook
    webhook.active, webhook.off_reason = on, "" if on else BY_HAND
    webhook.failures, webhook.failing_since, webhook.rest_until = 0, None, None
    webhook.edits += 1
    if on:
        _take_up(session, webhook)
    session.flush()
    note(session, actor, f"webhook:switched_{'on' if on else 'off'}", f"webhook:{webhook.id}", reason="by_hand")
    return webhook


def _take_up(session: Session, webhook: Webhook) -> None:
    now = clock.now()
    waiting = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == QUEUED)
    for row in session.scalars(waiting):
        if now - row.offered_at > GIVE_UP:
            row.state, row.finished_at = FAILED, now
        else:
            row.due_at, row.attempts = now, 0


def again(session: Session, actor: Actor, webhook_id: int, delivery_id: int) -> WebhookDelivery:
    """Send one delivery anew, under the same number, so that the receiver knows it."""
    require(actor, Permission.SYSTEM_MANAGE)
    webhook, row = get(session, webhook_id), session.get(WebhookDelivery, delivery_id, populate_existing=True)
    if row is None or row.webhook_id != webhook.id or row.event_id is None or not row.body:
        raise NotFound(_("This delivery does not exist any more."))
    row.state, row.attempts, row.finished_at = QUEUED, 0, None
    row.due_at = row.offered_at = clock.now()
    session.flush()
    note(session, actor, "webhook:sent_again", f"webhook:{webhook.id}", delivery=row.number)
    return row


def remove(session: Session, actor: Actor, webhook_id: int) -> None:
    """Remove a webhook with its log."""
    require(actor, Permission.SYSTEM_MANAGE)
    webhook = get(session, webhook_id)
    session.delete(webhook)
    lease = session.get(Lease, f"webhook:{webhook_id}")
    if lease is not None:
        session.delete(lease)
    session.flush()
    note(session, actor, "webhook:removed", f"webhook:{webhook_id}", host=webhook.host)


def tested(session: Session, actor: Actor, webhook_id: int, row: WebhookDelivery, outcome: Outcome) -> None:
    """Write a test down that was just made."""
    require(actor, Permission.SYSTEM_MANAGE)
    webhook = get(session, webhook_id)
    row.status, row.milliseconds, row.problem = outcome.status, outcome.milliseconds, outcome.problem
    row.state, row.finished_at, row.webhook_id = FAILED if outcome.problem else DONE, clock.now(), webhook.id
    session.add(row)
    session.flush()
    note(session, actor, "webhook:tested", f"webhook:{webhook.id}", result=outcome.problem or "ok")


def last_deliveries(session: Session, webhook: Webhook, most: int = 50) -> Sequence[WebhookDelivery]:
    """The log: the newest first."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    return session.scalars(query.order_by(WebhookDelivery.id.desc()).limit(most)).all()
