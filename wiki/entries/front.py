"""What of an entry's page depends on who reads it."""

from sqlalchemy import String, and_, cast, func, or_, select

from wiki.entries.models import Comment, EditDraft, Entry, EntryLink, Revision
from wiki.entries.queries import OPEN_STATES
from wiki.entries.rights import PUBLISHED
from wiki.entries.watching import watched_in
from wiki.web.front.readers import ENTRY, PERSON, Personal


def tell(personal: Personal) -> None:
    """Watching and the number of open threads are shown. A page with drafts that wait, or that links to what is not
    published and so only its authors may know of, is made for its reader alone."""
    threads = select(func.count()).where(
        Comment.entry_id == ENTRY,
        Comment.parent_id.is_(None),
        Comment.resolved_at.is_(None),
        Comment.removed_at.is_(None),
    )
    is_open = or_(*(Revision.state == state for state in OPEN_STATES))
    waiting = select(func.count()).where(Revision.entry_id == ENTRY, is_open)
    unsaved = select(func.count()).where(EditDraft.person_id == PERSON, EditDraft.entry_key == cast(ENTRY, String))
    is_hidden = and_(*(Entry.status != status for status in PUBLISHED))
    hidden = select(func.count()).join_from(EntryLink, Entry, EntryLink.target_id == Entry.id)
    hidden = hidden.where(EntryLink.source_id == ENTRY, is_hidden)
    personal.variants |= {**watched_in(PERSON, ENTRY), "threads": threads.scalar_subquery()}
    apart = {"waiting": waiting, "unsaved": unsaved, "hidden": hidden}
    personal.apart |= {name: query.scalar_subquery() for name, query in apart.items()}
