"""Keeping the index true: the worker's consumer, the rebuild and the job that looks after the index's health."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.consumers import Job, Sessions, Taken
from wiki.core.db import begin_write
from wiki.core.outbox import Delivery, Event
from wiki.entries.models import Entry
from wiki.entries.rights import PUBLISHED
from wiki.search.documents import Document, make_document
from wiki.search.engine import Changes, Engine, EngineBusy, EngineUnusable
from wiki.search.texts import keep, texts_of
from wiki.search.wiring import CONSUMER, Search
from wiki.web.runtime import Runtime

log = logging.getLogger(__name__)

_AT_ONCE = 50
_CLOCKS_DIFFER = timedelta(minutes=10)

Progress = Callable[[int, int], None]
"""Told how many entries of how many are done."""


def index_events(engine: Engine, sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """Bring the index up to date with the entries these events speak of, in one commit; does no harm when repeated."""
    entry_ids = sorted({each.entry_id for each in batch if each.entry_id is not None})
    try:
        engine.write(lambda: read_documents(sessions, entry_ids))
    except EngineUnusable as reason:
        log.warning("the index is built anew: %s", reason)
        return _rebuild_for(engine, sessions, batch)
    except EngineBusy as reason:
        return {each.delivery_id: str(reason) for each in batch}
    return {}


def _rebuild_for(engine: Engine, sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    try:
        rebuild_index(engine, sessions)
    except EngineBusy as reason:
        return {each.delivery_id: str(reason) for each in batch}
    return {}


def read_documents(sessions: Sessions, entry_ids: list[int], *, fresh: bool = False) -> Changes:
    """The documents of those of the entries that readers may find, and the ids of the others."""
    documents: list[Document] = []
    for start in range(0, len(entry_ids), _AT_ONCE):
        with sessions() as session:
            texts = texts_of(session, entry_ids[start : start + _AT_ONCE], fresh=fresh)
        if not all(text.is_kept for text in texts.values()):
            with sessions() as session:
                begin_write(session)
                keep(session, texts)
                session.commit()
        documents += [make_document(entry_id, text.passages) for entry_id, text in texts.items()]
    present = {document.entry_id for document in documents}
    return documents, [each for each in entry_ids if each not in present]


def rebuild(runtime: Runtime, progress: Progress | None = None) -> int:
    """Build the index anew beside the one in use and swap it in; returns how many entries it holds. Raises EngineBusy
    when another process does the same."""
    return rebuild_index(runtime.wiring.get(Search).engine, runtime.sessions, progress)


def rebuild_index(engine: Engine, sessions: Sessions, progress: Progress | None = None) -> int:
    """As `rebuild`, for whoever has no runtime."""
    started = clock.now()
    with sessions() as session:
        entry_ids = list(session.scalars(select(Entry.id).where(Entry.status.in_(PUBLISHED)).order_by(Entry.id)))
    engine.rebuild(_all_documents(sessions, entry_ids, progress), lambda: _changed_since(sessions, started))
    return len(entry_ids)


def _all_documents(sessions: Sessions, entry_ids: list[int], progress: Progress | None) -> Iterator[Document]:
    for start in range(0, len(entry_ids), _AT_ONCE):
        documents, _gone = read_documents(sessions, entry_ids[start : start + _AT_ONCE], fresh=True)
        yield from documents
        if progress:
            progress(min(start + _AT_ONCE, len(entry_ids)), len(entry_ids))


def _changed_since(sessions: Sessions, started: datetime) -> Changes:
    """What the consumer wrote, or is about to settle, into the index that is being replaced."""
    with sessions() as session:
        entry_ids = _touched_since(session, started - _CLOCKS_DIFFER)
    return read_documents(sessions, entry_ids)


def _touched_since(session: Session, moment: datetime) -> list[int]:
    query = (
        select(Event.entry_id)
        .join(Delivery)
        .where(
            Delivery.consumer == CONSUMER,
            Event.entry_id.is_not(None),
            or_(Delivery.state == "queued", Delivery.finished_at >= moment),
        )
        .distinct()
    )
    return sorted(each for each in session.scalars(query) if each is not None)


def look_after(engine: Engine) -> Job:
    """The job that builds the index anew when it is missing, damaged or of another version."""

    def run(sessions: Sessions) -> str:
        problem = engine.problem()
        if not problem:
            return "well"
        try:
            return f"built anew with {rebuild_index(engine, sessions)} entries: {problem}"
        except EngineBusy as reason:
            return str(reason)

    return Job("search-index", timedelta(minutes=1), run)
