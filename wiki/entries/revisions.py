"""Making revisions: the one place where numbers are given and states of older drafts change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.errors import Conflict
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kind
from wiki.entries.models import RECORDED, SUPERSEDED, WORKING, Entry, Revision
from wiki.entries.queries import OPEN_STATES

NOTE_LENGTH = 500


@dataclass(frozen=True)
class Origin:
    """Where a revision comes from."""

    action: str = "edit"
    base_number: int = 0
    note: str = ""
    minor: bool = False
    state: str = WORKING
    is_proposal: bool = False
    author_id: int | None = None
    author_pseudonym: str | None = None

    @classmethod
    def by(cls, actor: Actor, **parts: Any) -> "Origin":
        """An origin whose author is the actor."""
        return cls(author_id=actor.person_id, author_pseudonym=actor.pseudonym, **parts)


def add_revision(
    session: Session, kind: Kind, entry: Entry, content: Mapping[str, Any], before: Revision | None, origin: Origin
) -> Revision:
    """Add the next revision of `entry`. Raises Conflict when another transaction took the number meanwhile."""
    number = entry.latest_number + 1
    was = kind.read(before.payload, before.schema_version) if before else {}
    record = before.touched if before else {}
    titles = kind.titles(content)
    made = Revision(
        entry_id=entry.id,
        number=number,
        base_number=origin.base_number,
        action=origin.action,
        state=origin.state,
        is_proposal=origin.is_proposal,
        minor=origin.minor,
        author_id=origin.author_id,
        author_pseudonym=origin.author_pseudonym,
        created_at=clock.now(),
        note=origin.note[:NOTE_LENGTH],
        title_de=titles.get("de", "")[:200],
        title_en=titles.get("en", "")[:200],
        schema_version=kind.schema_version,
        payload=dict(content),
        touched=payloads.touched(kind, content, was, record, number),
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:
        raise Conflict(_l("Somebody saved this entry at the same moment. Please send your change again.")) from error
    entry.latest_number = number
    entry.changed_at = made.created_at
    return made


def record_act(
    session: Session, kind: Kind, entry: Entry, head: Revision, actor: Actor, action: str, note: str
) -> Revision:
    """Add a revision that notes an act on the entry; its content is that of `head`."""
    content = kind.read(head.payload, head.schema_version)
    origin = Origin.by(actor, action=action, base_number=head.number, note=note, state=RECORDED)
    return add_revision(session, kind, entry, content, head, origin)


def supersede_drafts(session: Session, entry: Entry, keep: Revision) -> None:
    """Older drafts that are no proposals stop waiting: `keep` has taken their place."""
    session.execute(
        update(Revision)
        .where(
            Revision.entry_id == entry.id,
            Revision.id != keep.id,
            Revision.number < keep.number,
            Revision.is_proposal.is_(False),
            Revision.state.in_(OPEN_STATES),
        )
        .values(state=SUPERSEDED)
        .execution_options(synchronize_session="fetch")
    )
