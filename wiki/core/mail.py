"""Mail: one plain-text message over SMTP, sent here and now. Who must not wait leaves it to the worker."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from wiki.config import Settings
from wiki.core import clock
from wiki.core.errors import Unavailable
from wiki.core.text import clean_line

SECONDS = 15
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


def configured(settings: Settings) -> bool:
    """Whether the wiki can send mail at all."""
    return bool(settings.smtp_url)


def compose(settings: Settings, to: str, subject: str, text: str) -> EmailMessage:
    """The message as it is sent; a line break in `to` or `subject` cannot smuggle a header in."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = clean_line(to)
    message["Subject"] = clean_line(subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2].strip("> ") or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Send one message; `Unavailable` when no server is configured or it does not take the message."""
    if not configured(settings):
        raise Unavailable("no mail server is configured (CXWIKI_SMTP_URL)")
    address = urlsplit(settings.smtp_url)
    message = compose(settings, to, subject, text)
    try:
        with _connect(address) as server:
            if address.username:
                server.login(unquote(address.username), unquote(address.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise Unavailable(f"the mail server {address.hostname} does not take the message: {error}") from error


def _connect(address: SplitResult) -> smtplib.SMTP:
    host, port = address.hostname or "localhost", address.port or PORTS[address.scheme]
    if address.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    if address.scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    return server
