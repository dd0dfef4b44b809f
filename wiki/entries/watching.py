"""Watching: that a person hears of changes to an entry."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import clock
from wiki.entries.models import Entry, Watch
from wiki.entries.rights import demand


def toggle(session: Session, actor: Actor, entry: Entry) -> bool:
    """Begin or stop watching; returns whether the actor watches now.

    Who stops keeps a muted row: writing a comment or a version does not make them watch again unasked.
    """
    demand(actor.signed_in and actor.may(Permission.ENTRY_WATCH), _l("Watching needs a role that includes it."))
    watch = session.get(Watch, (actor.person_id, entry.id), populate_existing=True)
    if watch is None:
        session.add(Watch(person_id=actor.person_id, entry_id=entry.id, since=clock.now()))
        session.flush()
        return True
    watch.muted = not watch.muted
    if not watch.muted:
        watch.reason, watch.since = "chosen", clock.now()
    session.flush()
    return not watch.muted


def watcher_ids(session: Session, entry_id: int, at: datetime | None = None) -> set[int]:
    """Who wants to hear of changes to this entry; with `at`, of one that happened then."""
    query = select(Watch.person_id).where(Watch.entry_id == entry_id, Watch.muted.is_(False))
    return set(session.scalars(query.where(Watch.since <= at) if at else query))


def watched_by(session: Session, person_id: int) -> list[Entry]:
    """What a person watches, by title."""
    query = (
        select(Entry)
        .join(Watch, Watch.entry_id == Entry.id)
        .where(Watch.person_id == person_id, Watch.muted.is_(False))
        .order_by(Entry.sort_de, Entry.id)
    )
    return list(session.scalars(query))
