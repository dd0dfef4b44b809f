"""What this folder hands to the application."""

from datetime import timedelta

from flask import Flask

from wiki.core.about_people import PersonalData
from wiki.core.consumers import Consumers, Job, Jobs
from wiki.core.matters import Matters
from wiki.core.outbox import Subscriptions
from wiki.notify import inbox, outgoing, personal_data, queries, sending
from wiki.notify.letters import LetterWriter
from wiki.notify.recipients import EVENTS
from wiki.notify.views import blueprint, inbox_count
from wiki.web.feature import Feature
from wiki.web.front.readers import PERSON, Personal
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

INBOX, MAIL = "inbox", "mail"


def wire(runtime: Runtime) -> None:
    """Listen to what happens, and have mail sent and digests made."""
    subscriptions, consumers = runtime.wiring.get(Subscriptions), runtime.wiring.get(Consumers)
    # Features that tell of matters stand before this one in app.FEATURES.
    subscriptions.add(INBOX, EVENTS | runtime.wiring.get(Matters).events)
    consumers.by_name[INBOX] = inbox.consume
    subscriptions.add(MAIL, frozenset({outgoing.EVENT}))
    consumers.by_name[MAIL] = sending.consume
    runtime.wiring.get(Jobs).jobs += [
        Job("mail.digests", timedelta(minutes=5), outgoing.run_digests),
        Job("mail.again", timedelta(minutes=30), outgoing.offer_again),
        Job("inbox.tidy", timedelta(days=1), inbox.tidy),
    ]
    runtime.wiring.get(ShellProviders).inbox_count = inbox_count
    personal_data.declare(runtime.wiring.get(PersonalData))
    runtime.wiring.get(Personal).inbox = queries.unread(PERSON).scalar_subquery()


def init(app: Flask) -> None:
    """Give those who write mail the application's addresses and templates."""
    runtime: Runtime = app.extensions["cxwiki"]
    runtime.wiring.add(LetterWriter(app))


FEATURE = Feature("notify", blueprints=lambda _runtime: [blueprint], wire=wire, init=init)
