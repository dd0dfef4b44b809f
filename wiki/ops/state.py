"""How the running wiki is: what `/readyz`, `/metrics` and `cxwiki doctor` tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.consumers import Consumers, DueJob
from wiki.core.errors import Unavailable
from wiki.core.leases import Lease
from wiki.core.outbox import Delivery, Event, Subscriptions
from wiki.entries.models import Entry, Revision
from wiki.ops import schema
from wiki.ops.worker import LEASE
from wiki.people.models import Person
from wiki.search.engine import EngineUnusable
from wiki.search.wiring import Search
from wiki.web.runtime import Runtime

LATE = timedelta(minutes=5)
"""An event that waits longer than this for its consumer says that the worker stands still."""


@dataclass(frozen=True)
class Waiting:
    """What waits for one consumer."""

    consumer: str
    open: int
    failed: int
    oldest: datetime | None

    @property
    def age(self) -> timedelta:
        """How long the oldest event has been waiting."""
        return clock.now() - self.oldest if self.oldest else timedelta()


def waiting(session: Session) -> list[Waiting]:
    """Open and failed deliveries by consumer, also of consumers that nobody knows any more."""
    counts: dict[tuple[str, str], tuple[int, datetime | None]] = {}
    query = (
        select(Delivery.consumer, Delivery.state, func.count(), func.min(Event.occurred_at))
        .join(Event)
        .where(Delivery.state.in_(("queued", "failed")))
        .group_by(Delivery.consumer, Delivery.state)
    )
    for consumer, state, number, oldest in session.execute(query):
        counts[consumer, state] = (number, oldest)
    names = sorted({consumer for consumer, _state in counts})
    nothing = (0, None)
    return [
        Waiting(
            name,
            open=counts.get((name, "queued"), nothing)[0],
            failed=counts.get((name, "failed"), nothing)[0],
            oldest=counts.get((name, "queued"), nothing)[1],
        )
        for name in names
    ]


def worker_alive(session: Session) -> bool:
    """Whether a worker holds its lease."""
    until = session.scalar(select(Lease.until).where(Lease.name == LEASE))
    return until is not None and until > clock.now()


def consumers_missing(runtime: Runtime) -> list[str]:
    """Subscriptions that nobody consumes: a mistake in the program."""
    return sorted(runtime.wiring.get(Subscriptions).by_consumer.keys() - runtime.wiring.get(Consumers).by_name.keys())


def problems(runtime: Runtime) -> dict[str, str]:
    """Why the wiki is not ready, by part; empty when it is."""
    try:
        schema.require_head(runtime.engine)
        with runtime.sessions() as session:
            found = _problems(session)
        index = runtime.wiring.get(Search).engine.problem()
        return found | ({"index": index} if index else {})
    except Unavailable as error:
        return {"schema": str(error.message)}
    except SQLAlchemyError as error:
        return {"database": f"does not answer: {type(error).__name__}"}


def _problems(session: Session) -> dict[str, str]:
    found = {}
    late = [each for each in waiting(session) if each.age > LATE]
    if late:
        found["worker"] = ", ".join(f"{each.consumer} has waited {int(each.age.total_seconds())} s" for each in late)
    return found


@dataclass(frozen=True)
class Metric:
    """One measured number with its labels."""

    name: str
    help: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """In Prometheus's text format; labels hold codes only, never text people typed."""
        labels = ",".join(f'{name}="{value}"' for name, value in self.labels)
        return f"{self.name}{{{labels}}} {self.value:g}" if labels else f"{self.name} {self.value:g}"


def metrics(runtime: Runtime, version: str) -> list[Metric]:
    """Everything measured, in a fixed number of queries."""
    with runtime.sessions() as session:
        found = [
            Metric("cxwiki_info", "The program's version.", 1, (("version", version),)),
            Metric("cxwiki_worker_alive", "Whether a worker holds its lease.", float(worker_alive(session))),
            Metric("cxwiki_people_active", "Active accounts.", _count(session, Person.active)),
            Metric(
                "cxwiki_revisions", "Revisions of all entries.", session.scalar(select(func.count(Revision.id))) or 0
            ),
        ]
        entries = select(Entry.kind, Entry.status, func.count()).group_by(Entry.kind, Entry.status)
        for kind, status, number in session.execute(entries.order_by(Entry.kind, Entry.status)):
            found.append(Metric("cxwiki_entries", "Entries.", number, (("kind", kind), ("status", status))))
        for each in waiting(session):
            label = (("consumer", each.consumer),)
            found.append(Metric("cxwiki_deliveries_open", "Events on their way.", each.open, label))
            found.append(Metric("cxwiki_deliveries_failed", "Events given up.", each.failed, label))
            seconds = each.age.total_seconds()
            found.append(Metric("cxwiki_deliveries_oldest_seconds", "Age of the oldest open event.", seconds, label))
        for job in session.scalars(select(DueJob).order_by(DueJob.name)):
            found.append(Metric("cxwiki_job_failures", "Failures in a row.", job.failures, (("job", job.name),)))
    return sorted([*found, *_index(runtime)], key=lambda each: each.name)


def _index(runtime: Runtime) -> list[Metric]:
    """How many entries the search index holds; 0 and not usable while searches are answered without one."""
    engine = runtime.wiring.get(Search).engine
    try:
        held, usable = engine.ask(lambda source: source.size()), 1
    except EngineUnusable:
        held, usable = 0, 0
    return [
        Metric("cxwiki_search_index_entries", "Entries the search index holds.", held),
        Metric("cxwiki_search_index_usable", "Whether searches are answered from the index.", usable),
    ]


def _count(session: Session, condition: object) -> int:
    return session.scalar(select(func.count()).select_from(Person).where(condition)) or 0  # type: ignore[arg-type]


def as_text(found: list[Metric]) -> str:
    """The metrics in Prometheus's text format."""
    lines: list[str] = []
    before = ""
    for each in found:
        if each.name != before:
            lines += [f"# HELP {each.name} {each.help}", f"# TYPE {each.name} gauge"]
            before = each.name
        lines.append(each.line())
    return "\n".join(lines) + "\n"
