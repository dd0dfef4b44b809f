"""What a release renders, rendered before the write lock is taken: inside it the HTML is at hand."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.core.db import wired
from wiki.entries import payload as payloads
from wiki.entries import queries
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.merge import merge
from wiki.entries.models import Entry, Revision
from wiki.entries.release import content_of


def render_ahead(session: Session, revision_ids: Iterable[int]) -> None:
    """Render what releasing these will ask for. Changes nothing; whether they may be released is asked later."""
    kinds = wired(session, Kinds)
    waiting = select(Revision).where(Revision.id.in_(list(revision_ids)), Revision.state.in_(queries.OPEN_STATES))
    with_entries = joinedload(Revision.entry).joinedload(Entry.released)
    for revision in session.scalars(waiting.options(with_entries)):
        kind = kinds.of(revision.entry)
        for content in _contents(session, kind, revision):
            kind.summaries(content)
            payloads.links(kind, content)


def _contents(session: Session, kind: Kind, revision: Revision) -> Iterator[Payload]:
    """The revision's content, and what it becomes when readers see something later than its base."""
    mine, current = content_of(kind, revision), revision.entry.released
    yield mine
    if revision.is_proposal and current is not None and current.number != revision.base_number:
        base = queries.revision(session, revision.entry_id, revision.base_number)
        yield merge(kind, content_of(kind, base), content_of(kind, current), mine).payload
