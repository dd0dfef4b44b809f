"""What a release does to the evidence of steps that the new version no longer has."""

from collections.abc import Sequence

from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.impact import ImpactLine
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.queries import open_revisions
from wiki.evidence.models import Evidence
from wiki.processes.models import Process, ProcessStep


def evidence_touched(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """Evidence that would count nowhere any more, for those signed in. Of several entries at once nothing is told:
    nobody looks at single steps there."""
    if not actor.signed_in or len(entries) != 1 or not isinstance(entries[0], Process):
        return []
    number = _losing(session, entries[0])
    words = ngettext(
        "%(num)s piece of evidence whose step is no longer there",
        "%(num)s pieces of evidence whose step is no longer there",
        number,
    )
    return [ImpactLine(words, number)]


def _losing(session: Session, entry: Process) -> int:
    """How many pieces stand at steps of today that the newest version that waits does without."""
    revisions = open_revisions(session, entry.id)
    if not revisions:
        return 0
    newest = max(revisions, key=lambda each: each.number)
    payload = wired(session, Kinds).of(entry).read(newest.payload, newest.schema_version)
    stay = [str(step["key"]) for step in payload.get("steps", ())]
    today = select(ProcessStep.key).where(ProcessStep.process_id == entry.id)
    query = select(func.count()).where(Evidence.entry_id == entry.id, Evidence.step_key.in_(today))
    return session.scalar(query.where(Evidence.step_key.not_in(stay))) or 0
