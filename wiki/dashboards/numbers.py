"""What waits in an area beside coverage: requests, people who leave, remarks that something is unclear."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.entries.discussion_queries import UNCLEAR
from wiki.entries.models import IN_REVIEW, Comment, Entry, Revision
from wiki.entries.rights import readable
from wiki.ownership.models import ASKED, DECLINED, DutyRequest, RequestPackage
from wiki.people.models import Department, Person
from wiki.people.rights import looked_after

DECLINED_FOR = timedelta(days=30)
"""So long a refusal is shown as something to act on."""


@dataclass(frozen=True)
class Requests:
    """Requests about the entries of an area: duties that wait for an answer, those past their day, lately declined."""

    waiting: int
    escalated: int
    declined: int


def requests_of(session: Session, slugs: Iterable[str] | None, today: date) -> Requests:
    """The requests about entries of these departments (None: all); one query."""
    area = true() if slugs is None else Entry.department.in_(set(slugs))
    recent = func.date(DutyRequest.decided_at) >= (today - DECLINED_FOR).isoformat()
    if session.get_bind().dialect.name == "postgresql":
        recent = func.date(DutyRequest.decided_at) >= today - DECLINED_FOR
    waits = DutyRequest.state == ASKED
    late = or_(RequestPackage.escalations > 0, RequestPackage.due < today)
    row = session.execute(
        select(
            func.count().filter(waits),
            func.count().filter(and_(waits, late)),
            func.count().filter(and_(DutyRequest.state == DECLINED, recent)),
        )
        .select_from(DutyRequest)
        .join(RequestPackage)
        .join(Entry, Entry.id == DutyRequest.entry_id)
        .where(area)
    ).one()
    return Requests(*row)


def next_packages(session: Session, slugs: Iterable[str] | None, most: int = 6) -> list[RequestPackage]:
    """The open packages about entries of these departments, the one that escalates next first; two queries."""
    area = true() if slugs is None else Entry.department.in_(set(slugs))
    about = select(DutyRequest.package_id).join(Entry, Entry.id == DutyRequest.entry_id)
    query = (
        select(RequestPackage)
        .where(RequestPackage.id.in_(about.where(area, DutyRequest.state == ASKED)))
        .options(
            joinedload(RequestPackage.asked),
            joinedload(RequestPackage.asker),
            joinedload(RequestPackage.escalated_to),
            joinedload(RequestPackage.requests),
        )
        .order_by(RequestPackage.due, RequestPackage.id)
        .limit(most)
    )
    return list(session.scalars(query).unique())


def leaving(session: Session, actor: Actor, slugs: Iterable[str] | None, today: date) -> list[Person]:
    """Who leaves, soonest first, as far as the actor may know: what is announced, and the own area's."""
    known = or_(Person.leaving_announced.is_(True), looked_after(session, actor), Person.id == actor.person_id)
    area = true() if slugs is None else Department.slug.in_(set(slugs))
    query = (
        select(Person)
        .outerjoin(Department, Department.id == Person.department_id)
        .where(Person.active, Person.last_day >= today, known, area)
    )
    return list(
        session.scalars(query.options(joinedload(Person.department)).order_by(Person.last_day, Person.sort_key))
    )


def proposals(session: Session, actor: Actor) -> Counter[str]:
    """How many versions wait for a decision, by kind, of entries the actor may read."""
    query = (
        select(Entry.kind, func.count())
        .join(Revision, Revision.entry_id == Entry.id)
        .where(Revision.state == IN_REVIEW, readable(actor))
        .group_by(Entry.kind)
    )
    return Counter(dict(session.execute(query).tuples().all()))


def unclear(actor: Actor, slugs: Iterable[str] | None = None) -> Select[tuple[Comment, Entry]]:
    """Open remarks that something is unclear, what somebody new asks first, then the oldest; without who made them."""
    area = true() if slugs is None else Entry.department.in_(set(slugs))
    return (
        select(Comment, Entry)
        .join(Entry, Entry.id == Comment.entry_id)
        .where(
            Comment.tone == UNCLEAR,
            Comment.parent_id.is_(None),
            Comment.resolved_at.is_(None),
            Comment.removed_at.is_(None),
            readable(actor),
            area,
        )
        .order_by(Comment.by_newcomer.desc(), Comment.created_at, Comment.id)
    )


def unclear_to_newcomers(session: Session, actor: Actor, slugs: Iterable[str] | None = None) -> int:
    """How many pages have an open question of somebody new; one query."""
    asked = unclear(actor, slugs).where(Comment.by_newcomer).order_by(None)
    return session.scalar(asked.with_only_columns(func.count(func.distinct(Entry.id)))) or 0
