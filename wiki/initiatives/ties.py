"""What an initiative is about beside its content, and what it brought about: seams, and released versions of entries.
Works inside a writing transaction and flushes."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.entries.models import Entry, Release, Revision
from wiki.entries.rights import may_read
from wiki.initiatives.models import InitiativeChange, InitiativeSeam
from wiki.initiatives.service import joined, record
from wiki.seams.standing import known_places

SeamAt = tuple[int, str, str]
"""A seam: process, and the keys of the steps before and after it."""


def tie_seam(session: Session, actor: Actor, initiative_id: int, at: SeamAt) -> InitiativeSeam:
    """The initiative is about a seam. Once more changes nothing. Raises Invalid where there is no such seam."""
    initiative = joined(session, actor, initiative_id)
    known = session.get(InitiativeSeam, (initiative.id, *at))
    if known is not None:
        return known
    process = session.get(Entry, at[0])
    if process is None or not may_read(actor, process) or at not in known_places(session, process.id):
        raise Invalid([Problem("seam", _("Nothing changes hands there any more."))])
    made = InitiativeSeam(initiative_id=initiative.id, entry_id=at[0], from_key=at[1], to_key=at[2])
    session.add(made)
    session.flush()
    record(session, actor, initiative, "tied", entry=at[0], seam=f"{at[1]}..{at[2]}")
    return made


def untie_seam(session: Session, actor: Actor, initiative_id: int, at: SeamAt) -> None:
    """The initiative is not about the seam any more."""
    initiative = joined(session, actor, initiative_id)
    known = session.get(InitiativeSeam, (initiative.id, *at))
    if known is not None:
        session.delete(known)
        session.flush()
        record(session, actor, initiative, "untied", entry=at[0], seam=f"{at[1]}..{at[2]}")


def tie_change(session: Session, actor: Actor, initiative_id: int, revision_id: int) -> InitiativeChange:
    """The initiative brought a released version about. Once more changes nothing. Raises Invalid for what was never
    released, or is the initiative itself."""
    initiative = joined(session, actor, initiative_id)
    known = session.scalar(
        select(InitiativeChange).where(
            InitiativeChange.initiative_id == initiative.id, InitiativeChange.revision_id == revision_id
        )
    )
    if known is not None:
        return known
    revision = session.get(Revision, revision_id)
    released = select(Release.id).where(Release.revision_id == revision_id).limit(1)
    if (
        revision is None
        or revision.entry_id == initiative.id
        or not may_read(actor, revision.entry)
        or session.scalar(released) is None
    ):
        raise Invalid([Problem("change", _("Please choose a released version."))])
    made = InitiativeChange(
        initiative_id=initiative.id, entry_id=revision.entry_id, revision_id=revision.id, added_at=clock.now(),
        added_by_id=actor.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, actor, initiative, "tied", entry=revision.entry_id, version=revision.number)
    return made


def untie_change(session: Session, actor: Actor, initiative_id: int, change_id: int) -> None:
    """The version has another cause."""
    initiative = joined(session, actor, initiative_id)
    found = session.get(InitiativeChange, change_id)
    if found is None:
        return
    if found.initiative_id != initiative.id:
        raise NotFound
    session.delete(found)
    session.flush()
    record(session, actor, initiative, "untied", entry=found.entry_id)
