"""Reading entries, revisions and addresses."""

from collections.abc import Iterable

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.core.db import is_sqlite
from wiki.entries.models import (
    DELETED,
    IN_REVIEW,
    RECORDED,
    REJECTED,
    RELEASED,
    WORKING,
    Entry,
    EntryLink,
    EntrySlug,
    Revision,
)
from wiki.entries.rights import may_write, readable

OPEN_STATES = (WORKING, IN_REVIEW)


def find_by_slug(session: Session, kind: str, slug: str) -> Entry | None:
    """The entry that has or had this address, with its released revision; its present address is `entry.slug`."""
    query = (
        select(Entry)
        .join(EntrySlug, EntrySlug.entry_id == Entry.id)
        .where(EntrySlug.kind == kind, EntrySlug.slug == slug)
        .outerjoin(Revision, Revision.id == Entry.released_id)
        .options(contains_eager(Entry.released))
    )
    return session.scalars(query).unique().one_or_none()


def lock(session: Session, entry: Entry) -> Entry:
    """The entry as it is now, held against others until the transaction ends (SQLite holds everything already)."""
    session.flush()  # a refresh would throw away what is not written yet
    if not is_sqlite(session):
        session.execute(select(Entry.id).where(Entry.id == entry.id).with_for_update())
    session.refresh(entry)
    return entry


def lock_entries_of(session: Session, revision_ids: list[int], besides: int | None = None) -> None:
    """Hold the entries of several revisions, and the one `besides`, in one order: two who do this at once wait in turn,
    never crosswise."""
    if not is_sqlite(session):
        theirs = Entry.id.in_(select(Revision.entry_id).where(Revision.id.in_(revision_ids)))
        wanted = or_(theirs, Entry.id == besides) if besides is not None else theirs
        session.execute(select(Entry.id).where(wanted).order_by(Entry.id).with_for_update(of=Entry))


def revision(session: Session, entry_id: int, number: int) -> Revision | None:
    """One revision of an entry."""
    return session.scalar(select(Revision).where(Revision.entry_id == entry_id, Revision.number == number))


def head(session: Session, entry_id: int) -> Revision | None:
    """What editors go on from: the latest revision with content that was not rejected and is no proposal, unless it
    was accepted; for an entry that was only ever proposed, the latest proposal."""
    content = select(Revision).where(
        Revision.entry_id == entry_id,
        Revision.state.not_in((RECORDED, REJECTED)),
        or_(Revision.is_proposal.is_(False), Revision.state == RELEASED),
    )
    found = session.scalar(content.order_by(Revision.number.desc()).limit(1))
    if found is not None:
        return found
    anything = select(Revision).where(Revision.entry_id == entry_id, Revision.state != RECORDED)
    return session.scalar(anything.order_by(Revision.number.desc()).limit(1))


def start_for(session: Session, actor: Actor, entry: Entry) -> Revision | None:
    """What this person reads of an entry and goes on from: writers the newest draft; everybody else what is released,
    and before the first release what they wrote themselves. Who keeps the recycle bin sees what lies in it."""
    if may_write(actor, entry) or actor.may(Permission.ENTRY_RELEASE) or entry.status == DELETED:
        return head(session, entry.id)
    if entry.released is not None or actor.person_id is None:
        return entry.released
    own = select(Revision).where(
        Revision.entry_id == entry.id, Revision.author_id == actor.person_id, Revision.state != RECORDED
    )
    return session.scalar(own.order_by(Revision.number.desc()).limit(1))


def history(session: Session, entry_id: int) -> list[Revision]:
    """All revisions, newest first, with authors and deciders, without payloads."""
    query = (
        select(Revision)
        .where(Revision.entry_id == entry_id)
        .options(joinedload(Revision.author), joinedload(Revision.decided_by))
        .options(defer(Revision.payload), defer(Revision.touched))
        .order_by(Revision.number.desc())
    )
    return list(session.scalars(query))


def is_author(session: Session, actor: Actor, entry_id: int) -> bool:
    """Whether the actor wrote a revision of the entry."""
    if actor.person_id is None:
        return False
    query = select(Revision.id).where(
        Revision.entry_id == entry_id, Revision.author_id == actor.person_id, Revision.state != RECORDED
    )
    return session.scalar(query.limit(1)) is not None


def open_revisions(session: Session, entry_id: int) -> list[Revision]:
    """What waits at an entry: drafts and revisions in review, newest first."""
    query = (
        select(Revision)
        .where(Revision.entry_id == entry_id, Revision.state.in_(OPEN_STATES))
        .options(joinedload(Revision.author))
        .order_by(Revision.number.desc())
    )
    return list(session.scalars(query))


def waiting_for_review() -> Select[tuple[Revision]]:
    """Everything in review, oldest first, of entries that are not in the recycle bin."""
    return (
        select(Revision)
        .join(Entry, Revision.entry_id == Entry.id)
        .where(Revision.state == IN_REVIEW, Entry.status != DELETED)
        .options(contains_eager(Revision.entry), joinedload(Revision.author))
        .order_by(Revision.created_at)
    )


def entries_by_id(session: Session, ids: Iterable[int]) -> dict[int, Entry]:
    """Entries by id."""
    wanted = list(ids)
    if not wanted:
        return {}
    return {entry.id: entry for entry in session.scalars(select(Entry).where(Entry.id.in_(wanted)))}


def used_in(actor: Actor, *entry_ids: int) -> Select[tuple[Entry]]:
    """The entries whose released text links to this one, or to one of these, as far as the actor may read them."""
    linking = select(EntryLink.source_id).where(
        EntryLink.target_id.in_(entry_ids), EntryLink.source_id.not_in(entry_ids)
    )
    return select(Entry).where(Entry.id.in_(linking), readable(actor)).order_by(Entry.kind, Entry.sort_de)


def count(session: Session, query: Select[tuple[Entry]]) -> int:
    """How many rows `query` yields."""
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def count_by_kind(session: Session, query: Select[tuple[Entry]]) -> dict[str, int]:
    """How many rows of each kind `query` yields; kinds without any are left out."""
    found = query.order_by(None).with_only_columns(Entry.kind, func.count().label("number")).group_by(Entry.kind)
    return {row.kind: row.number for row in session.execute(found)}


def counts_by_kind(session: Session) -> dict[str, int]:
    """Released entries by kind: what the navigation shows."""
    query = select(Entry.kind, func.count().label("number")).where(Entry.status == RELEASED).group_by(Entry.kind)
    return {row.kind: row.number for row in session.execute(query)}


def heads(session: Session, actor: Actor, entry_ids: list[int]) -> list[Revision]:
    """The newest revision with content of each of these entries that the actor may read (lists of drafts show its
    title)."""
    if not entry_ids:
        return []
    newest = (
        select(func.max(Revision.number).label("number"), Revision.entry_id)
        .where(Revision.entry_id.in_(entry_ids), Revision.state != RECORDED)
        .group_by(Revision.entry_id)
    )
    if not may_write(actor):
        newest = newest.where(Revision.author_id == actor.person_id)
    found = newest.subquery()
    query = select(Revision).join(found, (Revision.entry_id == found.c.entry_id) & (Revision.number == found.c.number))
    return list(session.scalars(query.options(defer(Revision.payload), defer(Revision.touched))))
