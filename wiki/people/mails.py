"""Mail about an account: written in the recipient's language, left to the worker, unreadable in the database.

A message may carry a link that opens the account, so its event holds it encrypted with the installation's key, and
loses it once it is sent.
"""

import json

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import clock, mail, outbox
from wiki.core.consumers import Sessions, Taken
from wiki.core.db import begin_write, wired
from wiki.core.errors import Unavailable
from wiki.core.keys import Keys
from wiki.people.models import Person

EVENT = "account.mail"
CONSUMER = "account_mail"
EMPTY: dict[str, str] = {"state": "sent"}


def base_url(settings: Settings) -> str:
    """The address that mailed links begin with: from the settings, never from a request's Host header."""
    return settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"


def post(session: Session, to: str, subject: str, text: str) -> bool:
    """Leave a message to the worker; False when no mail server is configured."""
    if not mail.configured(wired(session, Settings)):
        return False
    letter = json.dumps({"to": to, "subject": subject, "text": text})
    outbox.record(session, EVENT, sealed=wired(session, Keys).encrypt(letter).decode("ascii"))
    return True


def post_invitation(session: Session, person: Person, link: str) -> bool:
    """Tell an invited person where to choose a password."""
    settings = wired(session, Settings)
    with force_locale(person.language):
        subject = _("Your account in %(brand)s", brand=settings.brand)
        text = _(
            "Hello %(name)s,\n\nyou have been given an account in %(brand)s. Choose your password here:\n\n%(link)s\n\n"
            "The link works once, for 7 days.",
            name=person.name,
            brand=settings.brand,
            link=link,
        )
    return post(session, person.email, subject, text)


def post_reset(session: Session, person: Person, link: str) -> bool:
    """Send the link to choose a new password."""
    settings = wired(session, Settings)
    with force_locale(person.language):
        subject = _("A new password for %(brand)s", brand=settings.brand)
        text = _(
            "Hello %(name)s,\n\nchoose a new password here:\n\n%(link)s\n\nThe link works once, for one hour. "
            "If you did not ask for it, you need not do anything: your password stays as it is.",
            name=person.name,
            link=link,
        )
    return post(session, person.email, subject, text)


def post_address_change(session: Session, person: Person, to: str, new_email: str, link: str) -> bool:
    """Ask one of the two addresses to confirm the change to `new_email`."""
    settings = wired(session, Settings)
    with force_locale(person.language):
        subject = _("Confirm your new e-mail address in %(brand)s", brand=settings.brand)
        text = _(
            "Hello %(name)s,\n\nyour account is to use the address %(email)s from now on. Confirm it here:\n\n%(link)s"
            "\n\nThe change takes effect once both addresses, the old and the new one, have confirmed it. "
            "If you did not ask for it, do not open the link and tell your administrator.",
            name=person.name,
            email=new_email,
            link=link,
        )
    return post(session, to, subject, text)


def post_notice(session: Session, person: Person, what: str, *, to: str = "") -> bool:
    """Tell a person that something about the account has changed (`what`: a key of `_sentences`)."""
    settings = wired(session, Settings)
    with force_locale(person.language):
        subject = _("Your account in %(brand)s has changed", brand=settings.brand)
        text = _(
            "Hello %(name)s,\n\n%(sentence)s\n\nIf this was neither you nor your administrator, tell them at once."
            "\n\n%(link)s",
            name=person.name,
            sentence=_sentences()[what],
            link=f"{base_url(settings)}/me",
        )
    return post(session, to or person.email, subject, text)


def _sentences() -> dict[str, str]:
    return {
        "password": _("Your password was changed. All other sessions have ended."),
        "email": _("The e-mail address of your account was changed. All sessions have ended."),
        "factor_on": _("Signing in now asks for a code (second factor)."),
        "factor_off": _("Signing in no longer asks for a code (second factor)."),
        "roles": _("Your access roles were changed."),
        "deactivated": _("Your account was deactivated."),
        "reactivated": _("Your account was activated again."),
        "copied": _("The administration made a copy of the data the wiki keeps about you, as you can yourself."),
    }


def deliver_account_mail(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """The consumer `account_mail`: send each message and blank its event; one already sent is not sent again.

    No lock is held while the mail server is spoken to. Returns delivery id → error for what is to be tried again.
    """
    errors: dict[int, str] = {}
    for taken in batch:
        try:
            send_event(sessions, taken.event_id)
        except Unavailable as error:
            errors[taken.delivery_id] = str(error.message)
    return errors


def send_event(sessions: Sessions, event_id: int) -> None:
    """Send the message of one event and blank it."""
    with sessions() as session:
        event = session.get(outbox.Event, event_id)
        sealed = event.data.get("sealed") if event else None
        session.rollback()
        if not sealed:
            return
        letter = json.loads(wired(session, Keys).decrypt(sealed.encode("ascii")))
        mail.send(wired(session, Settings), letter["to"], letter["subject"], letter["text"])
        begin_write(session)
        session.execute(update(outbox.Event).where(outbox.Event.id == event_id).values(data=EMPTY))
        session.commit()


def blank_old(session: Session) -> None:
    """Blank messages that were never delivered: their links are dead by now."""
    old = clock.in_(days=-8)
    query = select(outbox.Event).where(outbox.Event.name == EVENT, outbox.Event.occurred_at < old)
    for event in session.scalars(query):
        if "sealed" in event.data:
            event.data = {"state": "expired"}
