"""Due jobs as administrators see them, and asking for one at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import clock
from wiki.core.consumers import DueJob, Job, Jobs
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.people.rights import note, require

OVERDUE = timedelta(minutes=5)


@dataclass(frozen=True)
class Due:
    """One job with its last run; `row` is None before the first."""

    job: Job
    row: DueJob | None

    @property
    def next_at(self) -> datetime | None:
        """When it falls due; None: at once."""
        return self.row.next_at if self.row else None

    @property
    def failing(self) -> bool:
        """Whether the last run failed."""
        return self.row is not None and self.row.failures > 0

    @property
    def overdue(self) -> bool:
        """Whether it should have run a while ago: then no worker runs."""
        return self.next_at is not None and self.next_at < clock.now() - OVERDUE


def due(session: Session) -> list[Due]:
    """Every job of the program; one query."""
    rows = {each.name: each for each in session.scalars(select(DueJob))}
    return [Due(job, rows.get(job.name)) for job in sorted(wired(session, Jobs).jobs, key=lambda job: job.name)]


def run_soon(session: Session, actor: Actor, name: str) -> bool:
    """Let the worker run the job at its next look, within seconds; False when it is due already."""
    require(actor, Permission.SYSTEM_MANAGE)
    if name not in {job.name for job in wired(session, Jobs).jobs}:
        raise NotFound(_("There is no such job."))
    row = session.get(DueJob, name, with_for_update=True)
    now = clock.now()
    if row is None or row.next_at <= now:
        return False
    row.next_at = now
    session.flush()
    note(session, actor, "job:asked_for", f"job:{name}")
    return True
