"""The doctor's look around: settings, folder, database, clock, people, worker, mail."""

import os
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from wiki.core import audit, clock, mail
from wiki.core.consumers import DueJob
from wiki.core.errors import Unavailable
from wiki.core.keys import FILE as KEY_FILE
from wiki.notify import outgoing
from wiki.ops import schema, state
from wiki.ops.findings import Check, Finding
from wiki.ops.locks import is_locked
from wiki.people.rights import count_administrators
from wiki.web.runtime import Runtime

FREE_BYTES = 512 * 1024 * 1024
CLOCK_SECONDS = 60
MAIL_DAYS = 7


def _settings(runtime: Runtime) -> Iterator[Finding]:
    settings = runtime.settings
    if settings.base_url.startswith("http:") and urlsplit(settings.base_url).hostname not in ("localhost", "127.0.0.1"):
        what = "people reach the wiki without encryption: passwords can be read on the way"
        yield Finding("settings", what, "put a proxy with HTTPS in front and set CXWIKI_BASE_URL to https://…", False)
    if settings.https and not settings.trusted_proxies:
        what = "HTTPS is set, but no proxy is trusted: everybody seems to come from the proxy's address"
        yield Finding(
            "settings", what, "set CXWIKI_TRUSTED_PROXIES to the number of proxies in front (mostly 1)", False
        )
    if not settings.base_url and settings.smtp_url:
        yield Finding("settings", "mail is on, but links in it lead nowhere", "set CXWIKI_BASE_URL", False)


def _folder(runtime: Runtime) -> Iterator[Finding]:
    data = runtime.settings.data
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            "folder", f"{data} may not be read and written by this user", "give it to the wiki's user (chown)"
        )
    free = shutil.disk_usage(data).free
    if free < FREE_BYTES:
        yield Finding("disk", f"only {free // 2**20} MiB are free in {data}", "free some space or move CXWIKI_DATA")
    key = data / KEY_FILE
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding("keys", f"{key} can be read by other users of this machine", f"chmod 600 {key}", False)


def database(runtime: Runtime) -> Iterator[Finding]:
    """Whether the database answers and has the tables this program wants."""
    try:
        schema.require_head(runtime.engine)
    except Unavailable as error:
        yield Finding("database", str(error.message), "see the sentence before")
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        yield Finding("database", f"does not answer: {reason}", "check CXWIKI_DATABASE_URL and that the database runs")


def _clock(runtime: Runtime) -> Iterator[Finding]:
    if runtime.engine.dialect.name == "sqlite":
        newest = _newest(runtime)
        if newest is not None and newest > clock.now() + timedelta(seconds=CLOCK_SECONDS):
            what = f"the clock is behind the newest record ({newest:%Y-%m-%d %H:%M} UTC)"
            yield Finding("clock", what, "set the machine's clock (NTP)")
        return
    with runtime.engine.connect() as connection:
        theirs: datetime = connection.scalar(text("SELECT now()")) or clock.now()
    off = abs((theirs.astimezone(UTC) - clock.now()).total_seconds())
    if off > CLOCK_SECONDS:
        yield Finding("clock", f"this machine and the database differ by {off:.0f} s", "set both clocks (NTP)")


def _newest(runtime: Runtime) -> datetime | None:
    with runtime.sessions() as session:
        return session.scalar(select(audit.AuditRow.at).order_by(audit.AuditRow.id.desc()).limit(1))


def _people(runtime: Runtime) -> Iterator[Finding]:
    with runtime.sessions() as session:
        if not count_administrators(session):
            mend = "open the link that `cxwiki serve` prints, or run `cxwiki user add … --role administrator`"
            yield Finding("people", "there is no administrator", mend, False)


def _deliveries(runtime: Runtime) -> Iterator[Finding]:
    for name in state.consumers_missing(runtime):
        yield Finding(
            "deliveries", f"nobody consumes {name!r}: its events wait", "report this as a mistake in the program"
        )
    with runtime.sessions() as session:
        for each in state.waiting(session):
            if each.failed:
                mend = "look for its errors in the log; what the index missed is mended by `cxwiki reindex`"
                yield Finding("deliveries", f"{each.failed} events were given up by {each.consumer!r}", mend, False)
            if each.age > state.LATE:
                minutes = int(each.age.total_seconds() // 60)
                mend = "see that `cxwiki serve` or `cxwiki work` runs, and look into its log"
                yield Finding(
                    "deliveries", f"{each.open} events wait for {each.consumer!r}, {minutes} min the oldest", mend
                )
        yield from _jobs(session)


def _jobs(session: Session) -> Iterator[Finding]:
    for job in session.scalars(select(DueJob).where(DueJob.failures > 0).order_by(DueJob.name)):
        what = f"the job {job.name} failed {job.failures} times in a row: {job.last_result[:200]}"
        yield Finding("jobs", what, "look into the worker's log", False)


def _worker(runtime: Runtime) -> Iterator[Finding]:
    with runtime.sessions() as session:
        alive = state.worker_alive(session)
    if not alive and not is_locked(runtime.settings.data / "work.lock"):
        yield Finding(
            "worker", "no worker runs: the index and mail stand still", "start `cxwiki serve` or `cxwiki work`"
        )


def _mail(runtime: Runtime) -> Iterator[Finding]:
    settings = runtime.settings
    if not mail.configured(settings):
        mend = "set CXWIKI_SMTP_URL; until then invitations are handed on by hand"
        yield Finding("mail", "no mail server is set", mend, False)
        return
    address = urlsplit(settings.smtp_url)
    host, port = address.hostname or "localhost", address.port or mail.PORTS[address.scheme]
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError as error:
        yield Finding("mail", f"the mail server {host}:{port} does not answer ({error})", "check CXWIKI_SMTP_URL")
    with runtime.sessions() as session:
        failed = outgoing.failed(session, clock.now() - timedelta(days=MAIL_DAYS))
    if failed:
        yield Finding(
            "mail", f"{len(failed)} mails of the last {MAIL_DAYS} days failed for good", "look into the log", False
        )


SURROUNDINGS: tuple[Check, ...] = (
    _settings,
    _folder,
    _clock,
    _people,
    _deliveries,
    _worker,
    _mail,
)
