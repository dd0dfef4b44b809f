"""Keeping the index true: the worker's consumer, the rebuild and the job that looks after the index's health."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
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

_AT_ONCE = 200
_SETTLED_AT_ONCE = 1000
_CLOCKS_DIFFER = timedelta(minutes=10)
_LONG_BATCH = 100
_BACKLOG = 1000
"""When more entries than this wait, and they are half of the library, a rebuild is quicker than batch after batch."""

Progress = Callable[[int, int], None]
"""Told how many entries of how many are done."""


def index_events(
    engine: Engine, sessions: Sessions, batch: list[Taken], others: Sequence[Engine] = ()
) -> dict[int, str]:
    """Bring the index up to date with the entries these events speak of, in one commit; does no harm when repeated."""
    entry_ids = sorted({each.entry_id for each in batch if each.entry_id is not None})
    try:
        leave(others)
        if len(batch) >= _LONG_BATCH and (waiting := _backlog(sessions)):
            log.info("the index is built anew: %d entries wait for it", waiting)
            rebuild_index(engine, sessions)
        else:
            _write(engine, sessions, entry_ids)
    except EngineBusy as reason:
        return {each.delivery_id: str(reason) for each in batch}
    return {}


def _write(engine: Engine, sessions: Sessions, entry_ids: list[int]) -> None:
    try:
        engine.write(lambda: read_documents(sessions, entry_ids))
    except EngineUnusable as reason:
        log.warning("the index is built anew: %s", reason)
        rebuild_index(engine, sessions)


def leave(others: Sequence[Engine]) -> None:
    """Throw away what engines keep that are not in use any more: nobody would keep it true."""
    for other in others:
        other.forget()


def _backlog(sessions: Sessions) -> int:
    """How many entries wait for the index, if they are so many that it is better built anew; else 0."""
    with sessions() as session:
        waiting = session.scalar(
            select(func.count(Event.entry_id.distinct()))
            .join(Delivery)
            .where(Delivery.consumer == CONSUMER, Delivery.state == "queued")
        )
        if not waiting or waiting <= _BACKLOG:
            return 0
        return waiting if 2 * waiting >= len(_published(session)) else 0


def _published(session: Session) -> list[int]:
    return list(session.scalars(select(Entry.id).where(Entry.status.in_(PUBLISHED)).order_by(Entry.id)))


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
    search = runtime.wiring.get(Search)
    leave(search.others)
    return rebuild_index(search.engine, runtime.sessions, progress)


def rebuild_index(engine: Engine, sessions: Sessions, progress: Progress | None = None) -> int:
    """As `rebuild`, for whoever has no runtime. Events that waited before it began are settled by it."""
    started = clock.now()
    with sessions() as session:
        before = _deliveries(session, started)
        entry_ids = _published(session)
    documents = _all_documents(sessions, entry_ids, progress)
    engine.rebuild(documents, lambda: _changed_since(sessions, started, before))
    _settle(sessions, sorted(before))
    return len(entry_ids)


def _all_documents(sessions: Sessions, entry_ids: list[int], progress: Progress | None) -> Iterator[Document]:
    for start in range(0, len(entry_ids), _AT_ONCE):
        documents, _gone = read_documents(sessions, entry_ids[start : start + _AT_ONCE], fresh=True)
        yield from documents
        if progress:
            progress(min(start + _AT_ONCE, len(entry_ids)), len(entry_ids))


def _deliveries(session: Session, started: datetime) -> dict[int, int | None]:
    """Delivery → entry, for what waits for the index, was given up, or was settled since shortly before `started`."""
    query = (
        select(Delivery.id, Event.entry_id)
        .join(Event)
        .where(
            Delivery.consumer == CONSUMER,
            or_(Delivery.state != "done", Delivery.finished_at >= started - _CLOCKS_DIFFER),
        )
    )
    return {row.id: row.entry_id for row in session.execute(query)}


def _changed_since(sessions: Sessions, started: datetime, before: dict[int, int | None]) -> Changes:
    """What the consumer wrote, or is about to settle, into the index that is being replaced; what was known `before`
    the entries were read is in them."""
    with sessions() as session:
        now = _deliveries(session, started)
    later = {entry_id for delivery_id, entry_id in now.items() if entry_id is not None and delivery_id not in before}
    return read_documents(sessions, sorted(later))


def _settle(sessions: Sessions, delivery_ids: list[int]) -> None:
    """Whoever has leased one of them finds it done, or does it once more, which does no harm."""
    for start in range(0, len(delivery_ids), _SETTLED_AT_ONCE):
        with sessions() as session:
            begin_write(session)
            session.execute(
                update(Delivery)
                .where(Delivery.id.in_(delivery_ids[start : start + _SETTLED_AT_ONCE]), Delivery.state != "done")
                .values(state="done", finished_at=clock.now(), lease_owner=None, lease_until=None, error=None)
                .execution_options(synchronize_session=False)
            )
            session.commit()


def look_after(engine: Engine, others: Sequence[Engine] = ()) -> Job:
    """The job that builds the index anew when it is missing, damaged or of another version."""

    def run(sessions: Sessions) -> str:
        leave(others)
        problem = engine.problem()
        if not problem:
            return "well"
        try:
            return f"built anew with {rebuild_index(engine, sessions)} entries: {problem}"
        except EngineBusy as reason:
            return str(reason)

    return Job("search-index", timedelta(minutes=1), run)
