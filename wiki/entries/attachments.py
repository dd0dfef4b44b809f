"""Files of an entry: adding, removing, where they are used. The bytes are stored before a row names them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import Text, cast, func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core import audit, clock
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.entries import payload as payloads
from wiki.entries import queries
from wiki.entries.attachments_check import Checked
from wiki.entries.fields import Payload, Prose
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import DELETED, Attachment, Entry, Revision
from wiki.entries.release import content_of
from wiki.entries.rights import demand, may_propose, may_read_revision, may_write

MEBIBYTE = 1024 * 1024
INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Shown inside a page; everything else is offered for download."""


@dataclass(frozen=True)
class Stored:
    """A checked file whose bytes lie in the store."""

    name: str
    media_type: str
    size: int
    sha256: str
    width: int = 0
    height: int = 0

    @classmethod
    def of(cls, checked: Checked, sha256: str) -> "Stored":
        """A checked file under its content's name."""
        return cls(checked.name, checked.media_type, len(checked.data), sha256, checked.width, checked.height)


def may_add(actor: Actor, entry: Entry) -> bool:
    """Whether `actor` may add files: writers of the entry, and those who suggest and have the right to add files."""
    suggests = may_propose(actor) and actor.may(Permission.ATTACHMENT_ADD)
    return entry.status != DELETED and (may_write(actor, entry) or suggests)


def may_remove(actor: Actor, entry: Entry, attachment: Attachment) -> bool:
    """Whether `actor` may remove a file: writers of the entry, and who added it."""
    own = actor.person_id is not None and attachment.added_by_id == actor.person_id
    return entry.status != DELETED and (may_write(actor, entry) or (own and may_add(actor, entry)))


def of_entry(session: Session, entry_id: int) -> list[Attachment]:
    """The files of an entry by name."""
    return list(session.scalars(select(Attachment).where(Attachment.entry_id == entry_id).order_by(Attachment.name)))


def find(session: Session, entry_id: int, name: str) -> Attachment | None:
    """The file `name` of an entry."""
    return session.scalar(select(Attachment).where(Attachment.entry_id == entry_id, Attachment.name == name))


def hidden_names(session: Session, actor: Actor, entry: Entry, names: Iterable[str]) -> set[str]:
    """Those of the files `names` that are not for the actor. A file that versions name is for those who may read one
    of them; one that no version names is for everybody, but when it was pasted into a text that is not saved yet, for
    who pasted it."""
    kind = wired(session, Kinds).of(entry)
    if may_write(actor, entry) or not (left := set(names) - names_in(kind, content_of(kind, entry.released))):
        return set()
    named = {name: cast(Revision.payload, Text).contains(f"attachment:{name}", autoescape=True) for name in left}
    query = select(Revision).where(Revision.entry_id == entry.id, or_(*named.values()))
    seen: set[str] = set()
    unseen: set[str] = set()
    for revision in session.scalars(query):
        found = names_in(kind, content_of(kind, revision)) & left
        (seen if may_read_revision(actor, entry, revision) else unseen).update(found)
    return (unseen | _pasted_by_others(session, actor, entry, left)) - seen


def _pasted_by_others(session: Session, actor: Actor, entry: Entry, names: Iterable[str]) -> set[str]:
    query = select(Attachment.name).where(
        Attachment.entry_id == entry.id,
        Attachment.name.in_(list(names)),
        Attachment.pasted,
        or_(Attachment.added_by_id.is_(None), Attachment.added_by_id != actor.person_id),
    )
    return set(session.scalars(query))


def used_bytes(session: Session) -> int:
    """What all files take on disk; a content that several entries have counts once."""
    once = select(Attachment.sha256, func.max(Attachment.size).label("size")).group_by(Attachment.sha256).subquery()
    return int(session.scalar(select(func.sum(once.c.size))) or 0)


def demand_size(session: Session, size: int) -> None:
    """Raise Invalid when a file of `size` bytes is over the limit for one file or does not fit into the quota."""
    settings = wired(session, Settings)
    if size > settings.upload_limit:
        most = _mebibytes(settings.upload_limit)
        raise _too_large(_l("This file is larger than the limit of %(most)s MB.", most=most))
    if used_bytes(session) + size > settings.upload_quota:
        most = _mebibytes(settings.upload_quota)
        raise _too_large(_l("The wiki's space for files (%(most)s MB) is used up. Ask the administrator.", most=most))


def _mebibytes(size: int) -> str:
    return f"{size / MEBIBYTE:.1f}".removesuffix(".0")


def _too_large(message: object) -> Invalid:
    return Invalid([Problem("file", message)], message)


def add(
    session: Session, actor: Actor, entry: Entry, files: Sequence[Stored], *, pasted: bool = False
) -> list[Attachment]:
    """Add stored files to `entry`; one that the entry has already under any name is not added again. `pasted`: into a
    text that is being written."""
    entry = queries.lock(session, entry)
    if entry.status == DELETED:
        raise Conflict(_l("This entry is in the recycle bin."))
    demand(may_add(actor, entry), _l("Adding files needs a role that includes it."))
    present = of_entry(session, entry.id)
    known = {each.sha256: each for each in present}
    names = {each.name for each in present}
    result = []
    for file in files:
        if file.sha256 not in known:
            demand_size(session, file.size)
            known[file.sha256] = _row(session, actor, entry, file, _free_name(names, file.name), pasted=pasted)
            names.add(known[file.sha256].name)
        elif not pasted:
            known[file.sha256].pasted = False
        result.append(known[file.sha256])
    return result


def put(session: Session, actor: Actor, entry: Entry, file: Stored) -> bool:
    """Add a stored file under exactly its name, replacing what has it (import); False when it is there already."""
    demand(may_write(actor, entry), _l("Adding files needs a role that includes it."))
    present = find(session, entry.id, file.name)
    if present is None:
        _row(session, actor, entry, file, file.name)
        return True
    if present.sha256 == file.sha256:
        return False
    present.media_type, present.size, present.sha256 = file.media_type, file.size, file.sha256
    present.width, present.height = file.width, file.height
    entry.changed_at = clock.now()
    audit.append(session, actor.pseudonym, "wiki:attachment:replaced", f"entry:{entry.id}", name=file.name)
    session.flush()
    return True


def _row(session: Session, actor: Actor, entry: Entry, file: Stored, name: str, *, pasted: bool = False) -> Attachment:
    made = Attachment(
        entry_id=entry.id,
        name=name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        width=file.width,
        height=file.height,
        pasted=pasted,
        added_at=clock.now(),
        added_by_id=actor.person_id,
    )
    session.add(made)
    entry.changed_at = made.added_at
    audit.append(session, actor.pseudonym, "wiki:attachment:added", f"entry:{entry.id}", name=name, size=file.size)
    session.flush()
    return made


def _free_name(taken: set[str], name: str) -> str:
    stem, _dot, extension = name.rpartition(".")
    found, number = name, 2
    while found in taken:
        found, number = f"{stem}-{number}.{extension}", number + 1
    return found


def remove(session: Session, actor: Actor, entry: Entry, attachment: Attachment) -> None:
    """Take a file away; its bytes go a day later when nothing else names them."""
    entry = queries.lock(session, entry)
    demand(may_remove(actor, entry, attachment), _l("Removing this file needs a role that includes it."))
    audit.append(session, actor.pseudonym, "wiki:attachment:removed", f"entry:{entry.id}", name=attachment.name)
    entry.changed_at = clock.now()
    session.delete(attachment)
    session.flush()


def names_in(kind: Kind, payload: Payload) -> set[str]:
    """The files that the texts of `payload` name."""
    found: set[str] = set()
    for place in payloads.places(kind.all_fields, payload):
        if isinstance(place.field, Prose) and place.field.is_markdown:
            for text in payloads.texts(place.value):
                found.update(_NAMED.findall(text))
    return found


_NAMED = re.compile(r"attachment:([a-z0-9-]+\.[a-z0-9]+)")


@dataclass(frozen=True)
class Use:
    """Which texts of the entry name its files."""

    released: frozenset[str]
    draft: frozenset[str]


def use_of(session: Session, entry: Entry) -> Use:
    """The files that the released text and the newest draft of `entry` name."""
    kind = wired(session, Kinds).of(entry)
    head = queries.head(session, entry.id)
    released = names_in(kind, content_of(kind, entry.released))
    return Use(frozenset(released), frozenset(names_in(kind, content_of(kind, head))))
