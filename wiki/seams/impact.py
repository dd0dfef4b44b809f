"""What a release, or taking a process out of use, does to the agreements at its seams."""

from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.impact import ImpactLine
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.queries import open_revisions
from wiki.processes.models import Process
from wiki.seams.models import ACCEPTED, Seam, SeamAgreement
from wiki.seams.standing import AGREED, of_process


def agreements_touched(session: Session, _actor: Actor, entry: Entry) -> list[ImpactLine]:
    """Seams with an agreement: those whose steps the version that waits leaves out or puts elsewhere, else all."""
    if not isinstance(entry, Process):
        return []
    has_one = select(SeamAgreement.id).join(Seam).where(Seam.entry_id == entry.id, SeamAgreement.state == ACCEPTED)
    if session.scalar(has_one.limit(1)) is None:
        return []
    agreed = [each.crossing for each in of_process(session, entry.id) if each.state == AGREED]
    order = _waiting_order(session, entry)
    if order is None:
        number = len(agreed)
        return [ImpactLine(ngettext("%(num)s agreement at a seam", "%(num)s agreements at seams", number), number)]
    broken = [each for each in agreed if not _stays(order, each.before.key, each.after.key)]
    words = ngettext(
        "%(num)s agreement at a seam, whose steps are no longer there",
        "%(num)s agreements at seams, whose steps are no longer there",
        len(broken),
    )
    return [ImpactLine(words, len(broken))]


def _waiting_order(session: Session, entry: Entry) -> dict[str, int] | None:
    """Step keys of the newest version that waits, with their places; None when none waits."""
    waiting = open_revisions(session, entry.id)
    if not waiting:
        return None
    newest = max(waiting, key=lambda each: each.number)
    payload = wired(session, Kinds).of(entry).read(newest.payload, newest.schema_version)
    return {str(step["key"]): place for place, step in enumerate(payload.get("steps", ()))}


def _stays(order: dict[str, int], first: str, second: str) -> bool:
    return first in order and second in order and order[first] < order[second]
