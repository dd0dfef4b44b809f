"""Mail: one plain-text message over SMTP, sent here and now. Who must not wait leaves it to the worker."""

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from wiki.config import Settings
from wiki.core import clock
from wiki.core.errors import Unavailable
from wiki.core.text import clean_line

SECONDS = 15
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class Refused(Unavailable):
    """The server will never take this message (5xx): trying again is in vain."""


def configured(settings: Settings) -> bool:
    """Whether the wiki can send mail at all."""
    return bool(settings.smtp_url)


def domain_of(settings: Settings) -> str:
    """The domain mail comes from, for message ids."""
    return settings.mail_from.rpartition("@")[2].strip("> ") or "localhost"


def compose(
    settings: Settings,
    to: str,
    subject: str,
    text: str,
    *,
    message_id: str = "",
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """The message as it is sent; a line break in `to` or `subject` cannot smuggle a header in.

    Who may have to send the same message again gives it a `message_id` of its own, so that duplicates are known.
    """
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = clean_line(to)
    message["Subject"] = clean_line(subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = message_id or make_msgid(domain=domain_of(settings))
    message["Auto-Submitted"] = "auto-generated"
    for name, value in (headers or {}).items():
        message[name] = clean_line(value)
    message.set_content(text)
    return message


def send(
    settings: Settings,
    to: str,
    subject: str,
    text: str,
    *,
    message_id: str = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send one message; `Unavailable` when no server is configured or it does not take the message, `Refused` when it
    never will."""
    if not configured(settings):
        raise Unavailable("no mail server is configured (CXWIKI_SMTP_URL)")
    address = urlsplit(settings.smtp_url)
    message = compose(settings, to, subject, text, message_id=message_id, headers=headers)
    try:
        _transmit(address, message)
    except (OSError, smtplib.SMTPException) as error:
        kind = Refused if _is_final(error) else Unavailable
        raise kind(f"the mail server {address.hostname} does not take the message: {error}") from error


def _transmit(address: SplitResult, message: EmailMessage) -> None:
    server = _connect(address)
    try:
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)
    finally:
        # The message is taken or not by now; a server that stumbles over the farewell changes nothing about that.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _is_final(error: Exception) -> bool:
    """Whether the server refused the message itself. A refused sign-in is the operator's to mend, not the message's."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, smtplib.SMTPNotSupportedError)


def _connect(address: SplitResult) -> smtplib.SMTP:
    host, port = address.hostname or "localhost", address.port or PORTS[address.scheme]
    if address.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    if address.scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    return server
