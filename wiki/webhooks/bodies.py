"""What is sent, word by word: everything for programs, or one text as chat tools take it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Flask, g
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import clock
from wiki.core.consumers import Taken
from wiki.core.db import wired
from wiki.people.mails import base_url
from wiki.webhooks.models import CHAT, Webhook
from wiki.webhooks.topics import BY_EVENT, Message, Telling, anybody_signed_in

PING = "ping"
"""The event of a test."""
_UNMENTIONED = "\u200b"
"""Stands after an @, so that a title cannot call everybody in a chat, and within what would be a link elsewhere."""


class BodyWriter:
    """Writes bodies with the application's addresses, in a webhook's language; tied to the sessions' wiring."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @contextmanager
    def speaking(self, settings: Settings, language: str) -> Iterator[None]:
        """A context of its own in which texts and addresses are those sent out."""
        with self._app.app_context(), self._app.test_request_context("/", base_url=base_url(settings)):
            g.language = language
            yield

    def message(self, session: Session, webhook: Webhook, event: Taken) -> Message | None:
        """What the webhook is told of the event; None where it does not want it or nobody may know of it."""
        topic = BY_EVENT.get(event.name)
        if topic is None or event.name not in webhook.events:
            return None
        with self.speaking(wired(session, Settings), webhook.language):
            reader = anybody_signed_in(session)
            found = topic.about(Telling(session, reader, webhook.language, event))
        return found if found is not None and (not webhook.kinds or found.kind in webhook.kinds) else None

    def test(self, session: Session, webhook: Webhook) -> Message:
        """What a test says."""
        settings = wired(session, Settings)
        with self.speaking(settings, webhook.language):
            text = str(_("This is a test of %(brand)s. Messages will arrive here.", brand=settings.brand))
        return Message(text, settings.brand, base_url(settings))


def body_of(form: str, number: str, event: str, occurred_at: datetime, message: Message) -> str:
    """The body; the same at every attempt."""
    if form == CHAT:
        return json.dumps({"text": f"{harmless(message.text)}\n{message.url}"}, ensure_ascii=False)
    told = {
        "id": number,
        "type": event,
        "timestamp": occurred_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": {
            "text": message.text,
            "title": message.title,
            "url": message.url,
            "kind": message.kind,
            **({"entry_id": message.entry_id} if message.entry_id is not None else {}),
            **message.data,
        },
    }
    return json.dumps(told, ensure_ascii=False)


def harmless(text: str) -> str:
    """Text that a chat tool shows as it is: no mark-up, nobody called."""
    marked = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return marked.replace("@", f"@{_UNMENTIONED}").replace("](", f"]{_UNMENTIONED}(")


def new_number() -> str:
    """What a delivery is known by to its receiver."""
    return f"msg_{clock.token(18)}"
