"""What is asked and confirmed, as rows: for the person, for heads (open or done, with the day), for lists as files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.entries.models import RELEASED, Entry, Revision
from wiki.people.models import Person
from wiki.people.rights import led_by
from wiki.reading.models import Confirmation, ReadingDuty, ReadingRound, ReadingVerification, RequiredReading

ASSIGNED, IN_PROGRESS, OVERDUE, EXPIRED = "assigned", "in_progress", "overdue", "expired"
CONFIRMED, VERIFIED = "confirmed", "verified"
STATES = (OVERDUE, EXPIRED, IN_PROGRESS, ASSIGNED, CONFIRMED, VERIFIED)
OPEN, DONE = "open", "done"
"""All that heads are told."""


def open_duties() -> Select[tuple[ReadingDuty]]:
    """What is asked and neither confirmed nor over, of entries that are still released."""
    answered = select(Confirmation.id).where(Confirmation.duty_id == ReadingDuty.id).exists()
    return (
        select(ReadingDuty)
        .join(ReadingRound, ReadingRound.id == ReadingDuty.round_id)
        .join(Entry, Entry.id == ReadingRound.entry_id)
        .where(ReadingDuty.ended_on.is_(None), ~answered, Entry.status == RELEASED)
    )


def open_duty(session: Session, person_id: int, entry_id: int) -> ReadingDuty | None:
    """What the person is asked for at this entry."""
    query = open_duties().where(ReadingDuty.person_id == person_id, ReadingRound.entry_id == entry_id)
    return session.scalar(query.order_by(ReadingDuty.id.desc()).limit(1))


def last_confirmed(session: Session, person_id: int, entry_id: int) -> Confirmation | None:
    """The newest version of the entry the person has confirmed, whether it still holds or not."""
    query = select(Confirmation).where(Confirmation.person_id == person_id, Confirmation.entry_id == entry_id)
    return session.scalar(query.order_by(Confirmation.number.desc(), Confirmation.id.desc()).limit(1))


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person. `confirmed`: the version the person knows already, 0 for none."""

    duty_id: int
    entry: Entry
    due_on: date
    asked_on: date
    message: str
    why: str
    opened: bool
    confirmed: int = 0
    expired_on: date | None = None
    asked_number: int = 0

    def state(self, today: date) -> str:
        """One of the states of what is open."""
        if self.due_on < today:
            return OVERDUE
        if self.expired_on is not None:
            return EXPIRED
        return IN_PROGRESS if self.opened else ASSIGNED


def waiting_for(session: Session, person_id: int, today: date | None = None) -> list[Waiting]:
    """What waits for the person, due first; two queries."""
    day = today or company_day(session)
    query = open_duties().where(ReadingDuty.person_id == person_id).options(
        joinedload(ReadingDuty.round).joinedload(ReadingRound.entry),
        joinedload(ReadingDuty.round).joinedload(ReadingRound.revision),
    )  # fmt: skip
    duties = list(session.scalars(query.order_by(ReadingDuty.due_on, ReadingDuty.id)))
    ids = {each.round.entry_id for each in duties}
    whys = select(RequiredReading.entry_id, RequiredReading.why).where(RequiredReading.entry_id.in_(ids))
    why = dict(session.execute(whys).tuples().all()) if ids else {}
    known = _known(session, person_id, ids)
    return [_waiting(each, why.get(each.round.entry_id, ""), known.get(each.round.entry_id), day) for each in duties]


def _known(session: Session, person_id: int, ids: set[int]) -> dict[int, tuple[int, date | None]]:
    rows = select(Confirmation.entry_id, Confirmation.number, Confirmation.expires_on).where(
        Confirmation.person_id == person_id, Confirmation.entry_id.in_(ids)
    )
    found = session.execute(rows.order_by(Confirmation.number, Confirmation.id)) if ids else ()
    return {entry_id: (number, expires) for entry_id, number, expires in found if entry_id is not None}


def _waiting(duty: ReadingDuty, why: str, known: tuple[int, date | None] | None, day: date) -> Waiting:
    number, expires = known or (0, None)
    asked = duty.round.revision.number
    expired = expires if expires is not None and expires <= day and number >= asked else None
    return Waiting(
        duty.id, duty.round.entry, duty.due_on, duty.asked_on, duty.round.message, why, duty.opened_at is not None,
        number, expired, asked,
    )  # fmt: skip


def confirmed_by(person_id: int) -> Select[tuple[Confirmation]]:
    """What the person has confirmed, the newest first: it stays."""
    query = select(Confirmation).where(Confirmation.person_id == person_id).options(joinedload(Confirmation.entry))
    return query.order_by(Confirmation.confirmed_at.desc(), Confirmation.id.desc())


def verified_among(session: Session, confirmation_ids: Sequence[int]) -> set[int]:
    """Which of the confirmations the head has verified."""
    query = select(ReadingVerification.confirmation_id)
    return set(session.scalars(query.where(ReadingVerification.confirmation_id.in_(confirmation_ids))))


@dataclass(frozen=True)
class Standing:
    """How it stands with one person and one binding entry, as the head may know: open or done, with the day."""

    person_id: int
    entry_id: int
    duty_id: int | None
    confirmation_id: int | None
    number: int = 0
    due_on: date | None = None
    confirmed_at: datetime | None = None
    expires_on: date | None = None
    verified_at: datetime | None = None

    @property
    def state(self) -> str:
        """`open` or `done`."""
        return OPEN if self.duty_id is not None else DONE


def standings(
    session: Session, person_ids: Iterable[int] | None, entry_ids: Iterable[int] | None = None
) -> list[Standing]:
    """What these people (None: all) are asked for, and else what they confirmed last, of these entries (None: all that
    are binding). For the people's own head and for files; counts for others are in `counting.py`. Two queries."""
    people = None if person_ids is None else list(person_ids)
    entries = None if entry_ids is None else list(entry_ids)
    binding = select(RequiredReading.entry_id).where(RequiredReading.ended_on.is_(None))
    opened = open_duties().with_only_columns(
        ReadingDuty.id, ReadingDuty.person_id, ReadingRound.entry_id, ReadingDuty.due_on
    )
    done = select(
        Confirmation.person_id, Confirmation.entry_id, Confirmation.id, Confirmation.number, Confirmation.confirmed_at,
        Confirmation.expires_on, ReadingVerification.verified_at,
    ).outerjoin(ReadingVerification, ReadingVerification.confirmation_id == Confirmation.id)  # fmt: skip
    opened = opened.where(ReadingRound.entry_id.in_(binding if entries is None else entries))
    done = done.where(Confirmation.entry_id.in_(binding if entries is None else entries))
    if people is not None:
        opened, done = opened.where(ReadingDuty.person_id.in_(people)), done.where(Confirmation.person_id.in_(people))
    found: dict[tuple[int, int], Standing] = {}
    for row in session.execute(done.order_by(Confirmation.number, Confirmation.id)):
        person_id, entry_id = row.person_id or 0, row.entry_id or 0
        found[person_id, entry_id] = Standing(
            person_id, entry_id, None, row.id, row.number, None, row.confirmed_at, row.expires_on, row.verified_at
        )
    for duty_id, person_id, entry_id, due_on in session.execute(opened):
        before = found.get((person_id, entry_id)) or Standing(person_id, entry_id, None, None)
        found[person_id, entry_id] = replace(before, duty_id=duty_id, due_on=due_on)
    return [each for key, each in sorted(found.items()) if key[0]]


def led_people(session: Session, actor: Actor) -> list[Person]:
    """The people the actor leads, by name: read confirmation of others than these is nobody's business."""
    query = select(Person).where(led_by(session, actor), Person.active)
    return list(session.scalars(query.options(joinedload(Person.department)).order_by(Person.sort_key, Person.id)))


def led_ids(session: Session, actor: Actor) -> frozenset[int]:
    """The numbers of the people the actor leads, and so sees by name."""
    return frozenset(each.id for each in led_people(session, actor))


def binding_entries() -> Select[tuple[RequiredReading]]:
    """What is binding now, by title."""
    query = select(RequiredReading).join(Entry, Entry.id == RequiredReading.entry_id)
    query = query.where(RequiredReading.ended_on.is_(None), Entry.status == RELEASED)
    return query.options(joinedload(RequiredReading.entry)).order_by(Entry.sort_de, Entry.id)


def confirmations_of(session: Session, entry_ids: Sequence[int]) -> int:
    """How many people have confirmed a version of these entries."""
    query = select(func.count(func.distinct(Confirmation.pseudonym))).where(Confirmation.entry_id.in_(entry_ids))
    return session.scalar(query) or 0


def people_asked(entry_ids: Sequence[int]) -> Select[tuple[int]]:
    """The people who are asked to confirm one of these entries."""
    return open_duties().with_only_columns(ReadingDuty.person_id).where(ReadingRound.entry_id.in_(entry_ids))


def asked_with(session: Session, entry_id: int, number: int) -> frozenset[int]:
    """Who is asked to confirm version `number` of the entry: they hear of it by that alone."""
    of_version = (ReadingRound.entry_id == entry_id, Revision.number == number)
    query = select(ReadingDuty.person_id).join(ReadingRound).join(Revision, ReadingRound.revision_id == Revision.id)
    return frozenset(session.scalars(query.where(*of_version, ReadingDuty.ended_on.is_(None))))
