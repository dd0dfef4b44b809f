"""What happens to an entry as a whole: archive, recycle bin, restore a version, rename, purge."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core import audit, changes, clock, outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import is_slug
from wiki.entries import queries
from wiki.entries.drafts import key_of
from wiki.entries.kinds import RESERVED_SLUGS, Kinds
from wiki.entries.links import adopt_links, forget_links, record_links
from wiki.entries.models import ARCHIVED, DELETED, RELEASED, EditDraft, Entry, EntrySlug, Revision
from wiki.entries.purges import Purges
from wiki.entries.release import content_of
from wiki.entries.revisions import record_act
from wiki.entries.rights import demand
from wiki.entries.service import Edit, Intent, Saved, save


def archive(session: Session, actor: Actor, entry: Entry, successor: Entry | None = None, note: str = "") -> None:
    """Take a released entry out of use; readers still find it, with a word that it no longer holds."""
    _begin(session, actor, entry, Permission.ENTRY_ARCHIVE, RELEASED)
    if successor is not None and successor.id == entry.id:
        raise Invalid([Problem("successor", _l("An entry cannot succeed itself."))])
    entry.status = ARCHIVED
    entry.successor_id = successor.id if successor else None
    _record(session, actor, entry, "archive", "archived", note)


def unarchive(session: Session, actor: Actor, entry: Entry, note: str = "") -> None:
    """Put an archived entry to use again."""
    _begin(session, actor, entry, Permission.ENTRY_ARCHIVE, ARCHIVED)
    entry.status = RELEASED
    entry.successor_id = None
    _record(session, actor, entry, "unarchive", "unarchived", note)


def delete(session: Session, actor: Actor, entry: Entry, note: str = "") -> None:
    """Move an entry to the recycle bin. Its address and its revisions stay; its links and labels are withdrawn."""
    _begin(session, actor, entry, Permission.ENTRY_DELETE)
    if entry.status == DELETED:
        raise Conflict(_l("This entry is in the recycle bin already."))
    entry.status_before_delete, entry.status = entry.status, DELETED
    entry.deleted_at, entry.deleted_by_id = clock.now(), actor.person_id
    forget_links(session, entry)
    wired(session, Kinds).of(entry).withdraw(session, entry)
    _record(session, actor, entry, "delete", "deleted", note)


def undelete(session: Session, actor: Actor, entry: Entry, note: str = "") -> None:
    """Bring an entry back from the recycle bin, as it was. Raises Invalid when its label was taken meanwhile."""
    _begin(session, actor, entry, Permission.ENTRY_DELETE, DELETED)
    entry.status, entry.status_before_delete = entry.status_before_delete, ""
    entry.deleted_at = entry.deleted_by_id = None
    kinds = wired(session, Kinds)
    kind = kinds.of(entry)
    if entry.released is not None:
        content = content_of(kind, entry.released)
        session.flush()
        kind.project(session, entry, content)
        record_links(session, kinds, kind, entry, content)
    _record(session, actor, entry, "undelete", "undeleted", note)


def restore(
    session: Session, actor: Actor, entry: Entry, revision: Revision, base_number: int, intent: Intent
) -> Saved:
    """Make the content of an old revision the newest one."""
    kind = wired(session, Kinds).of(entry)
    note = str(_l("Version %(number)s restored", number=revision.number))
    content = content_of(kind, revision)
    return save(session, actor, entry, Edit(content, base_number, note, intent=intent, action="restore"))


def rename(session: Session, actor: Actor, entry: Entry, slug: str) -> None:
    """Give an entry another address; the old one leads to the new one from now on."""
    _begin(session, actor, entry, Permission.ENTRY_SLUG)
    if not is_slug(slug) or slug in RESERVED_SLUGS:
        raise Invalid([Problem("slug", _l("An address has a-z, 0-9 and hyphens, and is not a reserved word."))])
    row = session.get(EntrySlug, (entry.kind, slug))
    if row is not None and row.entry_id != entry.id:
        raise Invalid([Problem("slug", _l("Another entry has or had this address."))])
    if slug == entry.slug:
        return
    old = session.get(EntrySlug, (entry.kind, entry.slug))
    if old is not None:
        old.current = False
    if row is None:
        session.add(EntrySlug(kind=entry.kind, slug=slug, entry_id=entry.id, current=True))
    else:
        row.current = True
    was, entry.slug = entry.slug, slug
    session.flush()
    adopt_links(session, entry)
    _record(session, actor, entry, "rename", "renamed", f"{was} → {slug}")


def purge_expired(session: Session, actor: Actor) -> int:
    """Remove for good what has been in the recycle bin longer than `retention_days`; returns how many entries."""
    limit = clock.now() - timedelta(days=wired(session, Settings).retention_days)
    expired = list(session.scalars(select(Entry).where(Entry.status == DELETED, Entry.deleted_at < limit)))
    for entry in expired:
        purge(session, actor, entry)
    return len(expired)


def purge(session: Session, actor: Actor, entry: Entry) -> None:
    """Remove a deleted entry for good, with revisions, discussion and addresses."""
    demand(actor.may(Permission.SYSTEM_MANAGE), _l("Only an administrator can remove entries for good."))
    if entry.status != DELETED:
        raise Conflict(_l("Only what is in the recycle bin can be removed for good."))
    audit.append(session, actor.pseudonym, "wiki:entry:purged", f"entry:{entry.id}", kind=entry.kind, slug=entry.slug)
    outbox.record(session, "entry.purged", actor_id=actor.person_id, entry_id=entry.id)
    for see_to in wired(session, Purges).before:
        see_to(session, actor, entry)
    entry.released = None
    session.flush()
    session.execute(delete_rows(EditDraft).where(EditDraft.kind == entry.kind, EditDraft.entry_key == key_of(entry)))
    session.delete(entry)
    session.flush()


def _begin(session: Session, actor: Actor, entry: Entry, permission: Permission, *statuses: str) -> None:
    queries.lock(session, entry)
    changes.mark(session, [entry.id])
    demand(actor.may(permission), _l("Your access roles do not include this."))
    if statuses and entry.status not in statuses:
        raise Conflict(_l("The entry was changed meanwhile; this no longer applies to it."))
    if not statuses and entry.status == DELETED and permission is not Permission.ENTRY_DELETE:
        raise Conflict(_l("This entry is in the recycle bin."))


def _record(session: Session, actor: Actor, entry: Entry, action: str, event: str, note: str) -> None:
    head = queries.head(session, entry.id)
    if head is None:
        raise Conflict(_l("This entry has no version to go on from."))
    kind = wired(session, Kinds).of(entry)
    made = record_act(session, kind, entry, head, actor, action, note)
    entry.changed_at = clock.now()
    audit.append(session, actor.pseudonym, f"wiki:entry:{event}", f"entry:{entry.id}", revision=made.number)
    outbox.record(
        session, f"entry.{event}", actor_id=actor.person_id, entry_id=entry.id, revision=made.number, note=note[:500]
    )
