"""Jobs over all entries."""

from datetime import timedelta

from wiki.access.permissions import SYSTEM
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write
from wiki.entries.lifecycle import purge_expired


def _purge(sessions: Sessions) -> str:
    with sessions() as session:
        begin_write(session)
        number = purge_expired(session, SYSTEM)
        session.commit()
    return f"{number} removed for good"


def purge_job() -> Job:
    """Empties the recycle bin of what has been there longer than `CXWIKI_RETENTION_DAYS`."""
    return Job("entries.purge", timedelta(hours=6), _purge)
