"""What a release, or taking a process out of use, does to the agreements at its seams."""

from collections.abc import Sequence
from typing import Any

from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.fields import Payload
from wiki.entries.impact import ImpactLine
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.queries import open_revisions
from wiki.processes.models import Process
from wiki.seams.models import ACCEPTED, Seam, SeamAgreement
from wiki.seams.reading import Crossing, around, step_of, walk
from wiki.seams.standing import AGREED, of_process


def agreements_touched(session: Session, _actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """Agreements in force: those whose seam the version that waits does away with or gives to others, else all. Of
    several entries it is all of them that are told."""
    processes = [each for each in entries if isinstance(each, Process)]
    accepted = SeamAgreement.state == ACCEPTED
    query = select(func.count()).select_from(SeamAgreement).join(Seam)
    held = Seam.entry_id.in_([each.id for each in processes])
    number = session.scalar(query.where(held, accepted)) if processes else 0
    if not number:
        return []
    if len(entries) > 1:
        return [ImpactLine(ngettext("%(num)s agreement at a seam", "%(num)s agreements at seams", number), number)]
    (entry,) = processes
    agreed = [each.crossing for each in of_process(session, entry.id) if each.state == AGREED]
    waiting = _waiting(session, entry)
    if waiting is None:
        number = len(agreed)
        return [ImpactLine(ngettext("%(num)s agreement at a seam", "%(num)s agreements at seams", number), number)]
    stay = {(each.place, each.units) for each in waiting}
    number = sum((each.place, each.units) not in stay for each in agreed)
    words = ngettext(
        "%(num)s agreement at a seam that is no longer there",
        "%(num)s agreements at seams that are no longer there",
        number,
    )
    return [ImpactLine(words, number)]


def _waiting(session: Session, entry: Process) -> list[Crossing] | None:
    """The seams of the newest version that waits; None when none waits."""
    revisions = open_revisions(session, entry.id)
    if not revisions:
        return None
    newest = max(revisions, key=lambda each: each.number)
    payload = wired(session, Kinds).of(entry).read(newest.payload, newest.schema_version)
    known, steps = around(session), payload.get("steps", ())
    slugs = {step["touchpoint"] for step in steps if "touchpoint" in step}
    at = {row.slug: row.id for row in session.execute(select(Entry.slug, Entry.id).where(
        Entry.kind == "touchpoint", Entry.slug.in_(slugs)
    ))}  # fmt: skip
    department = str(payload.get("department", ""))
    rows = [_row(step, at.get(step.get("touchpoint", "")), department) for step in steps]
    return list(walk(entry.id, (step_of(row, number, known) for number, row in enumerate(rows, start=1))))


def _row(step: Payload, touchpoint_id: int | None, department: str) -> tuple[Any, ...]:
    """A step that is not released yet, as the released ones are read."""
    title, actor = step.get("title", {}), step.get("actor", {})
    return (
        0, step["key"], step["lane"], title.get("de", ""), title.get("en", ""), step.get("function", ""),
        actor.get("de", ""), actor.get("en", ""), "break_point" in step, step.get("break_severity", ""), touchpoint_id,
        department,
    )  # fmt: skip
