"""What somebody typed and has not saved, kept on the server: it survives a closed browser and a lost session."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.errors import NotSignedIn
from wiki.entries.kinds import Kind
from wiki.entries.models import EditDraft, Entry

NEW = "new"


def key_of(entry: Entry | None) -> str:
    """How a draft names its entry."""
    return str(entry.id) if entry else NEW


def find(session: Session, actor: Actor, kind: Kind, entry: Entry | None) -> EditDraft | None:
    """The actor's unsaved text for this entry, or for a new one of this kind."""
    query = select(EditDraft).where(
        EditDraft.person_id == actor.person_id, EditDraft.kind == kind.name, EditDraft.entry_key == key_of(entry)
    )
    return session.scalar(query)


def keep(
    session: Session, actor: Actor, kind: Kind, entry: Entry | None, form: Mapping[str, Any], base_number: int
) -> EditDraft:
    """Keep what is in the form now, instead of what was kept before."""
    if actor.person_id is None:
        raise NotSignedIn
    draft = find(session, actor, kind, entry)
    if draft is None:
        draft = EditDraft(person_id=actor.person_id, kind=kind.name, entry_key=key_of(entry))
        session.add(draft)
    draft.form, draft.base_number, draft.saved_at = dict(form), base_number, clock.now()
    session.flush()
    return draft


def discard(session: Session, actor: Actor, kind: Kind, entry: Entry | None) -> None:
    """Forget the unsaved text: it was saved, or is not wanted."""
    session.execute(
        delete(EditDraft)
        .where(
            EditDraft.person_id == actor.person_id, EditDraft.kind == kind.name, EditDraft.entry_key == key_of(entry)
        )
        .execution_options(synchronize_session=False)
    )
