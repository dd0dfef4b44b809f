"""Four eyes: where they are asked for, nobody releases what they wrote themselves."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core.db import wired
from wiki.entries.models import Entry, Revision
from wiki.people.queries import single_holder


def second_pair_asked(session: Session, actor: Actor, kind: str) -> bool:
    """Whether somebody else must release what the actor writes: the kind asks for it and others could."""
    settings = wired(session, Settings)
    if actor.is_system or not settings.four_eyes_for(kind):
        return False
    return not single_holder(session, Permission.ENTRY_RELEASE)


def second_pair_needed(session: Session, actor: Actor, entry: Entry, revision: Revision) -> bool:
    """Whether somebody else must release this revision: the actor wrote one since the last release."""
    if not second_pair_asked(session, actor, entry.kind):
        return False
    last = entry.released.number if entry.released else 0
    wrote = select(func.count()).where(
        Revision.entry_id == entry.id,
        Revision.number > last,
        Revision.number <= revision.number,
        Revision.author_id == actor.person_id,
    )
    return bool(session.scalar(wrote))
