"""Creating and changing entries. Every function works inside a writing transaction and flushes; none commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import audit, changes, clock, outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import SLUG_LENGTH, slugify
from wiki.entries import queries
from wiki.entries.fields import Payload
from wiki.entries.kinds import RESERVED_SLUGS, Kind, Kinds
from wiki.entries.links import adopt_links
from wiki.entries.merge import merge
from wiki.entries.models import DELETED, IN_REVIEW, RELEASED, WORKING, Entry, EntrySlug, Revision, Watch
from wiki.entries.release import EditConflict, Manner, content_of, release
from wiki.entries.revisions import Origin, add_revision, supersede_drafts
from wiki.entries.rights import demand, may_propose, may_write


class Intent(StrEnum):
    """What is to become of a saved revision."""

    DRAFT = "draft"
    REVIEW = "review"
    RELEASE = "release"


@dataclass(frozen=True)
class Edit:
    """One save: the whole content, what it was based on, and what it is for."""

    content: Payload
    base_number: int = 0
    note: str = ""
    minor: bool = False
    intent: Intent = Intent.DRAFT
    as_proposal: bool = False
    """A writer may choose to suggest only."""
    action: str = "edit"
    manner: Manner = field(default_factory=Manner)
    """How it is released, where it is."""


@dataclass(frozen=True)
class Saved:
    """What a save did. `revision` is None when nothing was changed; `merged_with` is the revision that came between."""

    entry: Entry
    revision: Revision | None
    merged_with: Revision | None = None
    released: bool = False


def create(session: Session, actor: Actor, kind: Kind, edit: Edit, slug: str = "") -> Saved:
    """Make an entry with its first revision: a draft, or a proposal by somebody who may not write."""
    writes = may_write(actor) and not edit.as_proposal
    demand(writes or may_propose(actor), _l("Suggesting entries needs a role that includes it."))
    _check(kind, edit.content)
    now = clock.now()
    entry = kind.model(
        kind=kind.name,
        slug=free_slug(session, kind, edit.content, slug),
        created_at=now,
        changed_at=now,
        created_by_id=actor.person_id,
        latest_number=0,
    )
    session.add(entry)
    session.flush()
    session.add(EntrySlug(kind=kind.name, slug=entry.slug, entry_id=entry.id, current=True))
    session.flush()
    adopt_links(session, entry)
    changes.mark(session, [entry.id])
    state = WORKING if writes and edit.intent is not Intent.REVIEW else IN_REVIEW
    origin = Origin.by(actor, action=edit.action, note=edit.note, minor=edit.minor, state=state, is_proposal=not writes)
    revision = add_revision(session, kind, entry, edit.content, None, origin)
    audit.append(session, actor.pseudonym, "wiki:entry:created", f"entry:{entry.id}", kind=kind.name, slug=entry.slug)
    follow(session, actor, entry, "author")
    if writes and edit.intent is Intent.RELEASE:
        release(session, actor, revision, edit.manner)
        return Saved(entry, revision, released=True)
    _tell_saved(session, actor, entry, revision)
    return Saved(entry, revision)


def save(session: Session, actor: Actor, entry: Entry, edit: Edit) -> Saved:
    """Save a new revision of `entry`, merged with what came between; raises EditConflict where that cannot be."""
    entry = queries.lock(session, entry)
    if entry.status == DELETED:
        raise Conflict(_l("This entry was moved to the recycle bin meanwhile. Your text was not saved."))
    kind = wired(session, Kinds).of(entry)
    _check(kind, edit.content)
    if may_write(actor, entry) and not edit.as_proposal:
        return _save_draft(session, actor, kind, entry, edit)
    demand(may_propose(actor), _l("Suggesting changes needs a role that includes it."))
    return _propose(session, actor, kind, entry, edit)


def _save_draft(session: Session, actor: Actor, kind: Kind, entry: Entry, edit: Edit) -> Saved:
    head = queries.head(session, entry.id)
    if head is None:
        raise Conflict(_l("This entry has no version to go on from."))
    content, merged_with = _merged(session, kind, entry, head, edit)
    if content == content_of(kind, head) and edit.action == "edit":
        return _nothing_changed(session, actor, entry, head, edit, merged_with)
    state = IN_REVIEW if edit.intent is Intent.REVIEW else WORKING
    origin = Origin.by(
        actor, action=edit.action, base_number=edit.base_number, note=edit.note, minor=edit.minor, state=state
    )
    revision = add_revision(session, kind, entry, content, head, origin)
    supersede_drafts(session, entry, revision)
    audit.append(session, actor.pseudonym, "wiki:entry:saved", f"entry:{entry.id}", revision=revision.number)
    follow(session, actor, entry, "author")
    if edit.intent is Intent.RELEASE:
        release(session, actor, revision, edit.manner)
        return Saved(entry, revision, merged_with, released=True)
    _tell_saved(session, actor, entry, revision)
    return Saved(entry, revision, merged_with)


def _merged(
    session: Session, kind: Kind, entry: Entry, head: Revision, edit: Edit
) -> tuple[Mapping[str, Any], Revision | None]:
    """The content to save on top of `head`, and `head` when it was not what the author had before the eyes."""
    if edit.base_number == head.number:
        return edit.content, None
    base = queries.revision(session, entry.id, edit.base_number)
    if base is None:
        raise Conflict(_l("The version you started from is not known. Please copy your text and open the page again."))
    theirs, start = content_of(kind, head), content_of(kind, base)
    result = merge(kind, start, theirs, edit.content)
    if result.clashes or kind.check(result.payload):
        raise EditConflict(head, start, edit.content, list(result.clashes), result.payload)
    return result.payload, head


def _nothing_changed(
    session: Session, actor: Actor, entry: Entry, head: Revision, edit: Edit, merged_with: Revision | None
) -> Saved:
    if edit.intent is Intent.RELEASE and head.state != RELEASED:
        return Saved(entry, release(session, actor, head, edit.manner), merged_with, released=True)
    if edit.intent is Intent.REVIEW and head.state == WORKING:
        head.state = IN_REVIEW
        _tell_saved(session, actor, entry, head)
        return Saved(entry, head, merged_with)
    return Saved(entry, None, merged_with)


def _propose(session: Session, actor: Actor, kind: Kind, entry: Entry, edit: Edit) -> Saved:
    base = queries.revision(session, entry.id, edit.base_number)
    if base is None:
        raise Conflict(_l("The version you started from is not known. Please copy your text and open the page again."))
    if content_of(kind, base) == edit.content:
        return Saved(entry, None)
    origin = Origin.by(
        actor,
        action=edit.action,
        base_number=edit.base_number,
        note=edit.note,
        minor=edit.minor,
        state=IN_REVIEW,
        is_proposal=True,
    )
    revision = add_revision(session, kind, entry, edit.content, base, origin)
    audit.append(session, actor.pseudonym, "wiki:entry:proposed", f"entry:{entry.id}", revision=revision.number)
    _tell_saved(session, actor, entry, revision)
    return Saved(entry, revision)


def _tell_saved(session: Session, actor: Actor, entry: Entry, revision: Revision) -> None:
    name = "entry.submitted" if revision.state == IN_REVIEW else "entry.saved"
    outbox.record(
        session,
        name,
        actor_id=actor.person_id,
        entry_id=entry.id,
        revision=revision.number,
        proposal=revision.is_proposal,
        minor=revision.minor,
        note=revision.note,
    )


def _check(kind: Kind, content: Payload) -> None:
    problems = kind.check(content)
    if problems:
        raise Invalid(problems)


def free_slug(session: Session, kind: Kind, content: Payload, wanted: str = "") -> str:
    """An address for a new entry: `wanted`, else from the German title, else the English one; numbered when taken."""
    titles = kind.titles(content)
    base = wanted or slugify(titles.get("de", "")) or slugify(titles.get("en", ""))
    if not base:
        raise Invalid([Problem("title", _l("The title needs letters or digits."))])
    taken = set(
        session.scalars(select(EntrySlug.slug).where(EntrySlug.kind == kind.name, EntrySlug.slug.startswith(base)))
    )
    slug, number = base, 2
    while slug in taken or slug in RESERVED_SLUGS:
        suffix = f"-{number}"
        slug, number = base[: SLUG_LENGTH - len(suffix)] + suffix, number + 1
    return slug


def follow(session: Session, actor: Actor, entry: Entry, reason: str) -> None:
    """Let the actor hear of changes to `entry`, unless they have chosen otherwise before."""
    if actor.person_id is None or not actor.may(Permission.ENTRY_WATCH):
        return
    if session.get(Watch, (actor.person_id, entry.id)) is None:
        session.add(Watch(person_id=actor.person_id, entry_id=entry.id, reason=reason, since=clock.now()))
        session.flush()
