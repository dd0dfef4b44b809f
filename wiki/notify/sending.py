"""Sending mail: the consumer `mail`.

A mail is claimed in one transaction, sent with no transaction open, and marked in another. So two workers never send
the same mail at the same time, and no database lock waits for a mail server. A crash after the server took the mail
and before it was marked cannot be told from one before; the mail then goes out again, with the same Message-ID, by
which mail programs recognise a duplicate. That is as far as SMTP allows.
"""

import logging
from datetime import timedelta

from sqlalchemy import and_, or_, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload

from wiki.config import Settings
from wiki.core import clock, mail
from wiki.core.consumers import Sessions, Taken
from wiki.core.db import begin_write, wired
from wiki.core.errors import Unavailable
from wiki.core.keys import Keys
from wiki.notify.letters import Letter, LetterWriter
from wiki.notify.models import DROPPED, FAILED, QUEUED, SENDING, SENT, MailMessage
from wiki.notify.outgoing import NEVER
from wiki.notify.queries import items_of_mail

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)
"""Longer than a mail server can take over one mail: every step of it ends after `core.mail.SECONDS`."""


def consume(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """Send the mails of a batch; a server that does not answer is not asked again for the rest of it."""
    errors: dict[int, str] = {}
    down = ""
    for taken in batch:
        if down:
            errors[taken.delivery_id] = down
            continue
        try:
            send(sessions, int(taken.data["mail_id"]))
        except Unavailable as error:
            down = errors[taken.delivery_id] = str(error.message)
        except OperationalError:
            raise
        except Exception as error:
            log.exception("mail: event %s", taken.event_id)
            errors[taken.delivery_id] = repr(error)
    return errors


def send(sessions: Sessions, mail_id: int) -> None:
    """Send one mail unless it is done already; `Unavailable` when it has to be tried again."""
    token = clock.token(12)
    with sessions() as session:
        begin_write(session)
        claimed = _claim(session, mail_id, token)
        session.commit()
    if not claimed:
        _check_done(sessions, mail_id)
        return
    settings, letter, message_id = _prepare(sessions, mail_id)
    if letter is None:
        _finish(sessions, mail_id, token, DROPPED)
        return
    try:
        mail.send(
            settings,
            letter.to,
            letter.subject,
            letter.text,
            message_id=message_id,
            headers={"List-Unsubscribe": f"<{letter.profile}>"},
        )
    except mail.Refused as error:
        _finish(sessions, mail_id, token, FAILED, str(error.message))
    except Unavailable as error:
        _finish(sessions, mail_id, token, QUEUED, str(error.message))
        raise
    else:
        _finish(sessions, mail_id, token, SENT)


def _claim(session: Session, mail_id: int, token: str) -> bool:
    now = clock.now()
    free = or_(
        MailMessage.state == QUEUED,
        and_(MailMessage.state == SENDING, MailMessage.claimed_until < now),
    )
    taken = session.execute(
        update(MailMessage)
        .where(MailMessage.id == mail_id, free)
        .values(state=SENDING, claimed_by=token, claimed_until=now + CLAIM, attempts=MailMessage.attempts + 1)
        .returning(MailMessage.id)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def _check_done(sessions: Sessions, mail_id: int) -> None:
    """A mail somebody else is sending is asked for again later, should that worker have died."""
    with sessions() as session:
        found = session.get(MailMessage, mail_id)
        if found is not None and found.state == SENDING:
            raise Unavailable("another worker is sending this mail")


def _prepare(sessions: Sessions, mail_id: int) -> tuple[Settings, Letter | None, str]:
    with sessions() as session:
        settings = wired(session, Settings)
        found = session.get_one(MailMessage, mail_id, options=[joinedload(MailMessage.person)])
        message_id = message_id_of(session, found)
        items = items_of_mail(session, mail_id)
        if not items or not found.person.active or found.person.mail_preference == NEVER:
            return settings, None, message_id
        return settings, wired(session, LetterWriter).write(session, found, items), message_id


def message_id_of(session: Session, message: MailMessage) -> str:
    """The Message-ID of a mail: the same however often it is sent, and telling nobody anything."""
    settings, keys = wired(session, Settings), wired(session, Keys)
    known = f"{message.id}:{message.person_id}:{message.occasion}:{message.created_at.isoformat()}"
    name = keys.pseudonymise(f"mail:{known}")
    return f"<{name}@{mail.domain_of(settings)}>"


def _finish(sessions: Sessions, mail_id: int, token: str, state: str, error: str = "") -> None:
    with sessions() as session:
        begin_write(session)
        session.execute(
            update(MailMessage)
            .where(MailMessage.id == mail_id, MailMessage.claimed_by == token)
            .values(
                state=state,
                claimed_by=None,
                claimed_until=None,
                error=error[:2000],
                finished_at=None if state == QUEUED else clock.now(),
            )
            .execution_options(synchronize_session=False)
        )
        session.commit()
