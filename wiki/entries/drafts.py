"""What somebody typed and has not saved, kept on the server: it survives a closed browser and a lost session."""

import re
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import NotSignedIn
from wiki.core.text import clean_line, clean_text, whole_number
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import EditDraft, Entry
from wiki.entries.queries import find_by_slug

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
    session: Session, actor: Actor, kind: Kind, entry: Entry | None, form: Mapping[str, list[str]], base_number: int
) -> EditDraft:
    """Keep what is in the form now, instead of what was kept before."""
    if actor.person_id is None:
        raise NotSignedIn
    draft = find(session, actor, kind, entry)
    if draft is None:
        draft = EditDraft(person_id=actor.person_id, kind=kind.name, entry_key=key_of(entry))
        session.add(draft)
    draft.form = {clean_line(name): [clean_text(value) for value in values] for name, values in form.items()}
    draft.base_number, draft.saved_at = base_number, clock.now()
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


_EDIT_PATH = re.compile(r"/(?P<path>[a-z-]+)/(?:(?P<slug>[a-z0-9-]+)/edit|new)")


def take_form(session: Session, person_id: int, path: str, form: Mapping[str, list[str]]) -> bool:
    """Keep an edit form that was sent after the session had ended, for the person who has signed in since."""
    found = _EDIT_PATH.fullmatch(path)
    kind = next((each for each in wired(session, Kinds) if found and each.path == found["path"]), None)
    if found is None or kind is None:
        return False
    entry = find_by_slug(session, kind.name, found["slug"]) if found["slug"] else None
    if found["slug"] and entry is None:
        return False
    base = whole_number((form.get("base_revision") or ["0"])[0])
    actor = Actor(person_id, None, frozenset())
    keep(session, actor, kind, entry, form, base)
    return True
