"""What must hold after any number of kills."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.faults.load import Acknowledged
from wiki.access.permissions import ANYBODY
from wiki.core import audit
from wiki.core.audit import AuditRow
from wiki.core.keys import Keys
from wiki.core.outbox import Delivery, Event, Subscriptions
from wiki.entries.models import RELEASED, Entry, Release, Revision
from wiki.entries.rights import PUBLISHED
from wiki.notify.models import InboxItem
from wiki.ops.doctor_content import CONTENT
from wiki.people.models import Person
from wiki.search.facets import Filters
from wiki.search.service import search
from wiki.search.wiring import Search
from wiki.web.runtime import Runtime


def open_deliveries(runtime: Runtime) -> int:
    """How many events are still on their way."""
    with runtime.sessions() as session:
        query = select(func.count(Delivery.id)).where(Delivery.state != "done")
        waiting = session.scalar(query) or 0
        return waiting + audit.unsealed(session)


def faults(runtime: Runtime, told: Acknowledged) -> list[str]:
    """Everything that is not as it must be."""
    with runtime.sessions() as session:
        found = [
            *_lost_saves(session, told),
            *_half_written(session),
            *_lost_audit(session, runtime),
            *_deliveries(session, runtime),
            *_inbox(session),
            *_index(session, runtime),
        ]
    return found + [f"{each.part}: {each.what}" for check in CONTENT for each in check(runtime)]


def _entries(session: Session) -> dict[str, Entry]:
    return {f"/glossary/{each.slug}": each for each in session.scalars(select(Entry).where(Entry.kind == "term"))}


def _lost_saves(session: Session, told: Acknowledged) -> Iterator[str]:
    entries = _entries(session)
    for path, markers in told.saves.items():
        revisions = session.scalars(
            select(Revision).where(Revision.entry_id == entries[path].id).order_by(Revision.number)
        )
        kept = Counter(each.note for each in revisions if each.payload["definition"]["de"] == f"Stand {each.note}")
        for marker in markers:
            if kept[marker] != 1:
                yield f"{path}: the acknowledged save {marker} is there {kept[marker]} times"


def _half_written(session: Session) -> Iterator[str]:
    for path, entry in _entries(session).items():
        revisions = list(
            session.scalars(select(Revision).where(Revision.entry_id == entry.id).order_by(Revision.number))
        )
        if [each.number for each in revisions] != list(range(1, entry.latest_number + 1)):
            yield f"{path}: revisions {len(revisions)}, latest {entry.latest_number}"
        released = [each for each in revisions if each.state == RELEASED]
        if [each.id for each in released] != [entry.released_id] or entry.released_id != revisions[-1].id:
            yield f"{path}: {len(released)} released revisions"
        intervals = list(session.scalars(select(Release).where(Release.entry_id == entry.id).order_by(Release.id)))
        if [each.revision_id for each in intervals] != [each.id for each in revisions]:
            yield f"{path}: {len(intervals)} releases of {len(revisions)} revisions"
        if [each for each in intervals if each.ended_at is None] != intervals[-1:]:
            yield f"{path}: the present release is not the only open one"
        if entry.summary_de != revisions[-1].payload["definition"]["de"]:
            yield f"{path}: readers see {entry.summary_de!r}"


def _lost_audit(session: Session, runtime: Runtime) -> Iterator[str]:
    rows = Counter(
        (row.subject, row.detail.get("revision"))
        for row in session.scalars(select(AuditRow).where(AuditRow.action == "wiki:entry:released"))
    )
    for revision in session.scalars(select(Revision)):
        number = rows[f"entry:{revision.entry_id}", revision.number]
        if number != 1:
            yield f"entry {revision.entry_id}: revision {revision.number} has {number} audit rows"
    broken = audit.verify(session, runtime.wiring.get(Keys).audit)
    if broken:
        yield f"the audit chain is broken in {len(broken)} places"
    if audit.unsealed(session):
        yield f"{audit.unsealed(session)} audit rows are not sealed"


def _deliveries(session: Session, runtime: Runtime) -> Iterator[str]:
    subscriptions = runtime.wiring.get(Subscriptions)
    for state, number in session.execute(
        select(Delivery.state, func.count()).where(Delivery.state != "done").group_by(Delivery.state)
    ):
        yield f"{number} deliveries are {state}"
    made: dict[int, list[str]] = {}
    for event_id, consumer in session.execute(select(Delivery.event_id, Delivery.consumer)):
        made.setdefault(event_id, []).append(consumer)
    released: Counter[tuple[int | None, object]] = Counter()
    for event in session.scalars(select(Event)):
        if sorted(made.get(event.id, [])) != sorted(subscriptions.consumers_of(event.name)):
            yield f"event {event.id} ({event.name}) went to {made.get(event.id)}"
        if event.name == "entry.released":
            released[event.entry_id, event.data["revision"]] += 1
    for revision in session.scalars(select(Revision)):
        if released[revision.entry_id, revision.number] != 1:
            number = released[revision.entry_id, revision.number]
            yield f"entry {revision.entry_id}: the release of revision {revision.number} has {number} events"


def _inbox(session: Session) -> Iterator[str]:
    watchers = list(session.scalars(select(Person.id).where(Person.email.startswith("watcher"))))
    items = Counter(session.execute(select(InboxItem.person_id, InboxItem.event_id)).tuples())
    released = select(Event).where(Event.name == "entry.released", Event.actor_id.is_not(None))
    for event in session.scalars(released):
        for person_id in watchers:
            if items[person_id, event.id] != 1:
                yield f"watcher {person_id} was told {items[person_id, event.id]} times of event {event.id}"


def _index(session: Session, runtime: Runtime) -> Iterator[str]:
    engine = runtime.wiring.get(Search).engine
    held = engine.ask(lambda source: source.size())
    wanted = session.scalar(select(func.count(Entry.id)).where(Entry.status.in_(PUBLISHED)))
    if held != wanted:
        yield f"the index holds {held} entries, the database {wanted}"
    for path, entry in _entries(session).items():
        marker = entry.summary_de.removeprefix("Stand ")
        if marker == entry.summary_de:
            continue
        found = search(session, ANYBODY, marker, Filters())
        if [each.entry_id for each in found.matches][:1] != [entry.id]:
            yield f"{path}: what readers see ({marker}) is not what search finds"
