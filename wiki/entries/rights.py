"""Who may do what to an entry: asked by pages, services, lists, search and the API alike."""

from sqlalchemy import ColumnElement, or_, select

from wiki.access.permissions import Actor, Permission
from wiki.core.errors import Forbidden, NotFound
from wiki.entries.models import ARCHIVED, DELETED, DRAFT, IN_REVIEW, RECORDED, RELEASED, SUPERSEDED, Entry, Revision

PUBLISHED = (RELEASED, ARCHIVED)


def may_write(actor: Actor, entry: Entry | None = None) -> bool:
    """Whether `actor` may save revisions of `entry` (None: create entries)."""
    if actor.may(Permission.ENTRY_WRITE):
        return True
    return entry is not None and entry.department in actor.areas and actor.may(Permission.ENTRY_WRITE_AREA)


def may_propose(actor: Actor) -> bool:
    """Whether `actor` may suggest a revision or a new entry."""
    return actor.may(Permission.ENTRY_PROPOSE)


def may_read(actor: Actor, entry: Entry, is_author: bool = False) -> bool:
    """Whether `actor` may see that `entry` exists. `is_author`: wrote a revision of it."""
    if entry.status in PUBLISHED:
        return True
    if entry.status == DELETED:
        return actor.may(Permission.ENTRY_DELETE)
    return is_author or may_write(actor, entry)


def readable(actor: Actor) -> ColumnElement[bool]:
    """The same as `may_read`, as a condition on `Entry` for lists and counts; never shows the recycle bin."""
    published = Entry.status.in_(PUBLISHED)
    if not actor.signed_in and not actor.is_system:
        return published
    if actor.may(Permission.ENTRY_WRITE):
        return Entry.status != DELETED
    wrote = (Revision.author_id == actor.person_id) & (Revision.state != RECORDED)
    own = select(Revision.id).where(Revision.entry_id == Entry.id, wrote).correlate(Entry).exists()
    conditions = [published, (Entry.status == DRAFT) & own]
    if actor.areas and actor.may(Permission.ENTRY_WRITE_AREA):
        conditions.append((Entry.status == DRAFT) & Entry.department.in_(actor.areas))
    return or_(*conditions)


def may_read_revision(actor: Actor, entry: Entry, revision: Revision) -> bool:
    """Whether `actor` may see this revision: what was ever released by everyone signed in; the rest by its author and
    by those who may write. Who archived or deleted an entry has written nothing of what it held."""
    if not actor.signed_in and not actor.is_system:
        return entry.status in PUBLISHED and revision.id == entry.released_id
    if revision.state in (RELEASED,) or (revision.state == SUPERSEDED and revision.decided_at is not None):
        return True
    wrote = revision.author_id == actor.person_id and revision.state != RECORDED
    return wrote or may_write(actor, entry) or actor.may(Permission.ENTRY_RELEASE)


def may_decide(actor: Actor, revision: Revision) -> bool:
    """Whether `actor` may accept or reject what is in review."""
    return revision.state == IN_REVIEW and actor.may(Permission.ENTRY_RELEASE)


def demand(allowed: bool, message: object) -> None:
    """Raise Forbidden with `message` unless `allowed`."""
    if not allowed:
        raise Forbidden(message)


def demand_readable(allowed: bool) -> None:
    """Raise NotFound unless `allowed`: who may not read must not learn that there is something."""
    if not allowed:
        raise NotFound
