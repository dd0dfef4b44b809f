"""Asking people to confirm: what is open follows the versions, the company and the days, however often it is done.

The row of `required_reading` is held while the duties of an entry are changed, so that two who do it at once do it in
turn and nobody is asked twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, joinedload

from wiki.core import outbox
from wiki.core.clock import company_day
from wiki.entries.models import RELEASED, Revision
from wiki.ownership.staff import Staff
from wiki.reading.audience import Confirmed, asked_for, bound_by
from wiki.reading.models import Confirmation, ReadingDuty, ReadingRound, RequiredReading

ASKED, ENDED = "reading.asked", "reading.ended"


@dataclass(frozen=True)
class Asking:
    """What is asked for with a version: by whom (None: the wiki itself), in which words, of which departments alone."""

    by_id: int | None = None
    message: str = ""
    department_ids: tuple[int, ...] = ()


def held(session: Session, entry_id: int) -> RequiredReading | None:
    """What makes the entry binding, held until the transaction ends; None where nothing ever did."""
    return session.get(RequiredReading, entry_id, with_for_update=True, populate_existing=True)


def open_round(session: Session, required: RequiredReading, revision: Revision, asking: Asking) -> ReadingRound:
    """Ask for a version from today on; the same version is asked for once."""
    today = company_day(session)
    query = select(ReadingRound).where(
        ReadingRound.entry_id == required.entry_id, ReadingRound.revision_id == revision.id
    )
    known = session.scalar(query)
    if known is not None:
        return known
    for older in session.scalars(
        select(ReadingRound).where(ReadingRound.entry_id == required.entry_id, ReadingRound.replaced_on.is_(None))
    ):
        older.replaced_on = today
    made = ReadingRound(
        entry_id=required.entry_id, revision_id=revision.id, asked_on=today,
        due_on=today + timedelta(days=required.within_days), message=asking.message,
        department_ids=list(asking.department_ids), by_id=asking.by_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


@dataclass
class _Asked:
    """What is known of one entry: who is asked, who has confirmed."""

    open: dict[int, ReadingDuty] = field(default_factory=dict)
    same_day: dict[tuple[int, int], ReadingDuty] = field(default_factory=dict)
    confirmed: dict[int, Confirmed] = field(default_factory=dict)

    def holds(self, person_id: int, asked: ReadingRound, day: date) -> bool:
        """Whether the person has confirmed what is asked for, and it has not expired."""
        done = self.confirmed.get(person_id)
        return done is not None and done.holds(asked.revision.number, day)


def bring_up_to_date(session: Session, required: RequiredReading, staff: Staff, by_id: int | None = None) -> int:
    """Ask who is to be asked by now and ask nobody else any more; returns how many are newly asked.

    The caller holds `required`. A second time on the same day changes nothing.
    """
    day, known = staff.day, _asked(session, required.entry_id, staff.day)
    missing = _missing(session, required, staff, known)
    for duty in missing.over:
        duty.ended_on = day
    facts = [outbox.Fact({"duty": each.id, "person": each.person_id}, required.entry_id) for each in missing.over]
    outbox.record_all(session, ENDED, facts)
    made = _ask(session, required, missing.asked, known, day)
    for round_id, duties in made.items():
        outbox.record(
            session, ASKED, actor_id=by_id, entry_id=required.entry_id, round_id=round_id, duties=sorted(duties)
        )
    return sum(map(len, made.values()))


def is_up_to_date(session: Session, required: RequiredReading, staff: Staff) -> bool:
    """Whether `bring_up_to_date` would do nothing; asked without holding anything."""
    missing = _missing(session, required, staff, _asked(session, required.entry_id, staff.day))
    return not missing.over and not missing.asked


@dataclass(frozen=True)
class _Missing:
    """What is asked for no more, and who is to be asked for which version."""

    over: list[ReadingDuty]
    asked: list[tuple[int, ReadingRound]]


def _missing(session: Session, required: RequiredReading, staff: Staff, known: _Asked) -> _Missing:
    rounds = _rounds(session, required.entry_id)
    is_binding = required.ended_on is None and required.entry.status == RELEASED and bool(rounds)
    wanted = asked_for(staff, rounds, bound_by(staff, required)) if is_binding else {}
    going = {
        person_id for person_id, duty in known.open.items()
        if person_id in wanted and wanted[person_id].id == duty.round_id
    }  # fmt: skip
    return _Missing(
        [duty for person_id, duty in known.open.items() if person_id not in going],
        [(person_id, each) for person_id, each in sorted(wanted.items())
         if person_id not in going and not known.holds(person_id, each, staff.day)],
    )  # fmt: skip


def _rounds(session: Session, entry_id: int) -> list[ReadingRound]:
    query = select(ReadingRound).where(ReadingRound.entry_id == entry_id).options(joinedload(ReadingRound.revision))
    return list(session.scalars(query))


def _asked(session: Session, entry_id: int, day: date) -> _Asked:
    found = _Asked()
    answered = select(Confirmation.duty_id).where(Confirmation.duty_id == ReadingDuty.id).exists()
    of_entry = select(ReadingDuty).join(ReadingRound).where(ReadingRound.entry_id == entry_id, ~answered)
    for duty in session.scalars(of_entry.where((ReadingDuty.ended_on.is_(None)) | (ReadingDuty.ended_on == day))):
        if duty.ended_on is None:
            found.open[duty.person_id] = duty
        if duty.asked_on == day:
            found.same_day[duty.round_id, duty.person_id] = duty
    rows = select(Confirmation.person_id, Confirmation.number, Confirmation.expires_on)
    rows = rows.where(Confirmation.entry_id == entry_id).order_by(Confirmation.number, Confirmation.id)
    found.confirmed = {row.person_id: Confirmed(row.number, row.expires_on) for row in session.execute(rows)}
    return found


def _ask(
    session: Session, required: RequiredReading, missing: Iterable[tuple[int, ReadingRound]], known: _Asked, day: date
) -> dict[int, list[int]]:
    """Round → the duties of it that are new, written in a few statements: others wait for the write lock meanwhile. Who
    was asked, let go and is asked again on one day keeps the duty."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = []
    for person_id, asked in missing:
        due = max(asked.due_on, day + timedelta(days=required.within_days)) if day > asked.asked_on else asked.due_on
        duty = known.same_day.get((asked.id, person_id))
        if duty is not None:
            duty.ended_on, duty.due_on = None, due
            found[asked.id].append(duty.id)
        else:
            rows.append({"round_id": asked.id, "person_id": person_id, "asked_on": day, "due_on": due})
    session.flush()
    if rows:
        written = insert(ReadingDuty).returning(ReadingDuty.round_id, ReadingDuty.id)
        for round_id, duty_id in session.execute(written, rows).tuples():
            found[round_id].append(duty_id)
    return found
