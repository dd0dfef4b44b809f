"""How the wiki runs at this moment: worker, deliveries, index, jobs, seals, backup. A fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.core.audit import AuditRow, AuditSeal, unsealed
from wiki.core.db import wired
from wiki.core.leases import Lease
from wiki.core.outbox import Delivery, Event
from wiki.ops import deliveries, due, state
from wiki.ops.worker import LEASE
from wiki.search.engine import EngineUnusable
from wiki.search.wiring import CONSUMER, Search

BACKUP = "backup:made"
VERIFIED = "audit:verified"


@dataclass(frozen=True)
class Index:
    """The search index: how much it holds, how much waits for it, what is wrong with it."""

    engine: str
    size: int
    waiting: int
    problem: str


@dataclass(frozen=True)
class Chain:
    """The sealed record: rows, those without a seal yet, and the last verification."""

    rows: int
    unsealed: int
    verified: AuditRow | None

    @property
    def broken(self) -> int:
        """In how many places it did not hold when it was last verified."""
        return int(self.verified.detail.get("broken", 0)) if self.verified else 0

    @property
    def places(self) -> list[tuple[int, str]]:
        """The first of these places: the number of the row, and the name of the fault."""
        found = self.verified.detail.get("places", []) if self.verified else []
        return [(number, fault) for number, fault in found]


@dataclass(frozen=True)
class Condition:
    """Everything the page of operation tells."""

    worker_alive: bool
    worker_until: datetime | None
    numbers: list[deliveries.Numbers]
    jobs: list[due.Due]
    index: Index
    chain: Chain
    backup: AuditRow | None

    @property
    def failed(self) -> int:
        """Deliveries given up."""
        return sum(each.failed for each in self.numbers)

    @property
    def open(self) -> int:
        """Deliveries on their way."""
        return sum(each.open for each in self.numbers)

    @property
    def jobs_in_trouble(self) -> int:
        """Jobs that failed or did not run in time."""
        return sum(each.failing or each.overdue for each in self.jobs)


def condition(session: Session) -> Condition:
    """The condition at this moment."""
    return Condition(
        worker_alive=state.worker_alive(session),
        worker_until=session.scalar(select(Lease.until).where(Lease.name == LEASE)),
        numbers=deliveries.numbers(session),
        jobs=due.due(session),
        index=index(session),
        chain=chain(session),
        backup=newest(session, BACKUP),
    )


def index(session: Session) -> Index:
    """The state of the search index."""
    engine = wired(session, Search).engine
    problem = engine.problem()
    try:
        size = engine.ask(lambda source: source.size())
    except EngineUnusable as error:
        size, problem = 0, problem or str(error)
    query = select(func.count(Event.entry_id.distinct())).join(Delivery)
    waiting = session.scalar(query.where(Delivery.consumer == CONSUMER, Delivery.state == "queued")) or 0
    return Index("PostgreSQL" if "postgres" in type(engine).__module__ else "Whoosh", size, waiting, problem)


def chain(session: Session) -> Chain:
    """The state of the sealed record."""
    rows = session.scalar(select(func.count()).select_from(AuditRow)) or 0
    return Chain(rows, unsealed(session), newest(session, VERIFIED))


def newest(session: Session, act: str) -> AuditRow | None:
    """The newest row of the audit about `act`, wherever it came from."""
    query = select(AuditRow).where(AuditRow.action.in_([f"{source}:{act}" for source in ("web", "system")]))
    return session.scalar(query.order_by(AuditRow.id.desc()).limit(1))


def sealed(session: Session) -> int:
    """How many rows carry a seal."""
    return session.scalar(select(func.max(AuditSeal.number))) or 0
