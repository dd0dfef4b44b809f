"""The job that removes stored files nobody names any more."""

from datetime import timedelta

from sqlalchemy import select

from wiki.config import Settings
from wiki.core.consumers import Job, Sessions
from wiki.core.db import wired
from wiki.entries.attachments_store import Store
from wiki.entries.models import Attachment


def sweep(sessions: Sessions) -> str:
    """Remove what no row has named for a day."""
    with sessions() as session:
        store = Store(wired(session, Settings).data)
        used = set(session.scalars(select(Attachment.sha256).distinct()))
    return f"{store.remove_unused(used)} files removed"


def sweep_job() -> Job:
    """`uploads.sweep`, twice a day."""
    return Job("uploads.sweep", timedelta(hours=12), sweep)
