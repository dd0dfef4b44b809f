"""The inbox: events become items for those concerned, exactly once a person.

An event may come again after a crash. The unique pair (person, event) makes the second time do nothing; the mail that
carries an item is written in the item's own transaction, so it cannot be asked for twice either.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.consumers import Sessions, Taken
from wiki.core.db import begin_write, is_sqlite, wired
from wiki.core.matters import Matter, Matters, Told
from wiki.entries.audience import entitled
from wiki.entries.models import IN_REVIEW, Entry, Revision
from wiki.notify import outgoing
from wiki.notify.models import SUBMITTED, InboxItem, MailMessage
from wiki.notify.recipients import Notice, notices
from wiki.people.models import Person

log = logging.getLogger(__name__)

KEPT_READ = timedelta(days=180)
KEPT = timedelta(days=720)


def consume(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """The consumer `inbox`: one transaction an event, so that one that fails does not hold the others back."""
    errors: dict[int, str] = {}
    for taken in batch:
        try:
            with sessions() as session:
                begin_write(session)
                tell(session, taken)
                session.commit()
        except OperationalError:
            raise
        except Exception as error:
            log.exception("inbox: event %s", taken.event_id)
            errors[taken.delivery_id] = repr(error)
    return errors


def tell(session: Session, event: Taken) -> int:
    """Write the items of one event; returns how many are new."""
    new = _tell_of_matters(session, event)
    entry = session.get(Entry, event.entry_id) if event.entry_id is not None else None
    if entry is None:
        return new
    if event.name.startswith("entry."):
        close_decided(session, entry)
    return new + sum(_write(session, event, entry, notice) for notice in notices(session, event, entry))


def _tell_of_matters(session: Session, event: Taken) -> int:
    matters = wired(session, Matters)
    for matter in matters.closed_by(event.name):
        _close_done(session, matter, event)
    return sum(
        _write_told(session, event, matter, told)
        for matter in matters.of_event(event.name)
        for told in matter.told(session, event)
        if told.person_ids
    )


def _write_told(session: Session, event: Taken, matter: Matter, told: Told) -> int:
    entry = session.get(Entry, event.entry_id) if event.entry_id is not None else None
    if entry is not None:
        found = entitled(session, entry, told.person_ids)
    else:
        query = select(Person).where(Person.id.in_(told.person_ids), Person.active).order_by(Person.id)
        found = list(session.scalars(query))
    notice = Notice(matter.name, told.person_ids, told.actor_id, dict(told.data))
    return _write_items(session, event, entry, notice, found, told.own)


def _close_done(session: Session, matter: Matter, event: Taken) -> None:
    """Items whose matter has been settled meanwhile ask for nothing any more."""
    if matter.is_done is None:
        return
    waiting = select(InboxItem).where(InboxItem.matter == matter.name, InboxItem.done_at.is_(None))
    if matter.keyed_by in event.data:
        waiting = waiting.where(InboxItem.data[matter.keyed_by].as_integer() == int(event.data[matter.keyed_by]))
    for item in list(session.scalars(waiting)):
        if matter.is_done(session, item.data):
            item.done_at = clock.now()
    session.flush()


def _write(session: Session, event: Taken, entry: Entry, notice: Notice) -> int:
    return _write_items(session, event, entry, notice, entitled(session, entry, notice.person_ids))


def _write_items(
    session: Session, event: Taken, entry: Entry | None, notice: Notice, found: Iterable[Person],
    own: Mapping[int, Mapping[str, Any]] | None = None,
) -> int:  # fmt: skip
    people = {person.id: person for person in found}
    rows = [
        {
            "person_id": person_id,
            "event_id": event.event_id,
            "matter": notice.matter,
            "entry_id": entry.id if entry is not None else None,
            "actor_id": notice.actor_id,
            "data": {**notice.data, **(own or {}).get(person_id, {})},
            "created_at": event.occurred_at,
        }
        for person_id in people
    ]
    new = insert_new(session, rows)
    outgoing.queue_at_once(session, {item_id: people[person_id] for item_id, person_id in new})
    return len(new)


def insert_new(session: Session, rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Add the items that are not there yet; returns (item, person) of the new ones."""
    if not rows:
        return []
    dialect = sqlite if is_sqlite(session) else postgresql
    statement = dialect.insert(InboxItem).on_conflict_do_nothing(index_elements=["person_id", "event_id"])
    returned = session.execute(statement.returning(InboxItem.id, InboxItem.person_id), rows)
    return [(item_id, person_id) for item_id, person_id in returned]


def close_decided(session: Session, entry: Entry) -> None:
    """Requests to release what no longer waits ask for nothing any more."""
    query = select(InboxItem).where(
        InboxItem.entry_id == entry.id, InboxItem.matter == SUBMITTED, InboxItem.done_at.is_(None)
    )
    items = list(session.scalars(query))
    if not items:
        return
    waiting = select(Revision.number).where(Revision.entry_id == entry.id, Revision.state == IN_REVIEW)
    numbers = set(session.scalars(waiting))
    for item in items:
        if item.data.get("revision") not in numbers:
            item.done_at = clock.now()
    session.flush()


def mark_read(session: Session, person_id: int, item_ids: Iterable[int]) -> None:
    """Mark some of a person's items as read."""
    session.execute(
        update(InboxItem)
        .where(InboxItem.person_id == person_id, InboxItem.id.in_(list(item_ids)), InboxItem.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def mark_all_read(session: Session, person_id: int, until: int) -> None:
    """Mark everything up to the item `until` as read: what came since the page was made has not been seen."""
    session.execute(
        update(InboxItem)
        .where(InboxItem.person_id == person_id, InboxItem.id <= until, InboxItem.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def tidy(sessions: Sessions) -> str:
    """The job `inbox.tidy`: forget what was read half a year ago, what is two years old, and mail long done."""
    now = clock.now()
    with sessions() as session:
        begin_write(session)
        old = (InboxItem.read_at < now - KEPT_READ) | (InboxItem.created_at < now - KEPT)
        session.execute(delete(InboxItem).where(old).execution_options(synchronize_session=False))
        done = (MailMessage.finished_at < now - KEPT_READ) & MailMessage.finished_at.is_not(None)
        session.execute(delete(MailMessage).where(done).execution_options(synchronize_session=False))
        session.commit()
    return "tidied"
