"""How seams stand: what is said of them, what is agreed, how bad they are. A few queries, however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from wiki.entries.models import Entry
from wiki.seams.models import ACCEPTED, CARRIED, PROPOSED, UNKNOWN, Seam, SeamAgreement
from wiki.seams.reading import Among, Crossing, around, crossings
from wiki.seams.severity import weight, word_of

AGREED, WAITS, OUTDATED, MISSING, NOT_NEEDED = "agreed", "waits", "outdated", "missing", "not_needed"
"""In force · proposed, not yet accepted by both · accepted by other departments than those of today · none between two
departments · none, and one department alone is concerned"""


@dataclass(frozen=True, slots=True)
class Said:
    """What people say about a seam."""

    id: int
    causes: tuple[str, ...] = ()
    context: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Accord:
    """An agreement of a seam as lists need it. `units`: ids of the departments that were asked."""

    seam_id: int
    number: int
    units: tuple[int | None, int | None]
    since: date | None
    accepted: tuple[bool, bool]


NOTHING_SAID = Said(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A seam with everything that lists, numbers and marks ask."""

    crossing: Crossing
    said: Said
    accord: Accord | None
    """What was in force on the day that was asked for."""
    proposal: Accord | None
    number: int
    """Its weight: the greater, the worse."""

    @property
    def state(self) -> str:
        """How it stands with an agreement."""
        if holds(self.accord, self.crossing):
            return AGREED
        if self.proposal is not None:
            return WAITS
        if self.accord is not None:
            return OUTDATED
        return MISSING if self.crossing.joins_departments else NOT_NEEDED

    @property
    def severity(self) -> str:
        """How bad it is, as a word."""
        return word_of(self.number)

    @property
    def is_open(self) -> bool:
        """Whether something is to be done: two departments have not agreed, or something goes wrong within one."""
        if self.state == AGREED:
            return False
        return self.crossing.joins_departments or bool(self.said.causes) or self.said.context not in (CARRIED, UNKNOWN)


def holds(accord: Accord | None, crossing: Crossing) -> bool:
    """Whether an agreement in force was accepted by the departments that meet there today."""
    if accord is None:
        return False
    first, second = crossing.units
    return accord.units == (first.id if first else None, second.id if second else None)


def standing(session: Session, day: date | None = None, among: Among | None = None) -> list[Standing]:
    """The seams of today's released processes (all, or those `among` finds), in the order of the steps, with what was
    agreed on `day` (empty: what holds and waits now)."""
    return standing_of(session, crossings(session, around(session, among), among), day, among)


def standing_of(
    session: Session, found: Iterable[Crossing], day: date | None = None, among: Among | None = None
) -> list[Standing]:  # fmt: skip
    """How these seams stand; two queries."""
    said, accords, proposals = _rows(session, day, among)
    return [_stand(each, said, accords, proposals) for each in found]


def of_process(session: Session, process_id: int, day: date | None = None) -> list[Standing]:
    """The seams of one process."""
    return standing(session, day, select(Entry.id).where(Entry.id == process_id))


def worst_first(found: Iterable[Standing]) -> list[Standing]:
    """The worst first; equals in the order of processes and steps."""
    return sorted(found, key=lambda each: -each.number)


def _stand(
    crossing: Crossing, said: dict[tuple[int, str, str], Said], accords: dict[int, Accord],
    proposals: dict[int, Accord],
) -> Standing:  # fmt: skip
    told = said.get(crossing.place, NOTHING_SAID)
    accord = accords.get(told.id)
    lacks = crossing.joins_departments and not holds(accord, crossing)
    breaks = (crossing.before.severity, crossing.after.severity)
    number = weight(told.causes, told.context, breaks, lacks_agreement=lacks)
    return Standing(crossing, told, accord, proposals.get(told.id), number)


def _rows(
    session: Session, day: date | None, among: Among | None
) -> tuple[dict[tuple[int, str, str], Said], dict[int, Accord], dict[int, Accord]]:
    seams = select(Seam.id, Seam.entry_id, Seam.from_key, Seam.to_key, Seam.causes, Seam.context)
    agreements = select(
        SeamAgreement.seam_id, SeamAgreement.number, SeamAgreement.state, SeamAgreement.from_department_id,
        SeamAgreement.to_department_id, SeamAgreement.since, SeamAgreement.from_accepted_at,
        SeamAgreement.to_accepted_at,
    ).where(_counts_on(day))  # fmt: skip
    if among is not None:
        seams = seams.where(Seam.entry_id.in_(among))
        agreements = agreements.join(Seam, Seam.id == SeamAgreement.seam_id).where(Seam.entry_id.in_(among))
    said = {
        (row.entry_id, row.from_key, row.to_key): Said(row.id, tuple(row.causes), row.context)
        for row in session.execute(seams)
    }
    found: dict[str, dict[int, Accord]] = {ACCEPTED: {}, PROPOSED: {}}
    for row in session.execute(agreements):
        found[row.state][row.seam_id] = Accord(
            row.seam_id, row.number, (row.from_department_id, row.to_department_id), row.since,
            (row.from_accepted_at is not None, row.to_accepted_at is not None),
        )  # fmt: skip
    return said, found[ACCEPTED], found[PROPOSED]


def _counts_on(day: date | None) -> ColumnElement[bool]:
    in_force = SeamAgreement.state == ACCEPTED
    if day is None:
        return or_(and_(in_force, SeamAgreement.until.is_(None)), SeamAgreement.state == PROPOSED)
    return and_(in_force, SeamAgreement.since <= day, or_(SeamAgreement.until.is_(None), SeamAgreement.until > day))


def known_places(session: Session, process_id: int) -> dict[tuple[int, str, str], Crossing]:
    """The seams a released process has now, by place."""
    among = select(Entry.id).where(Entry.id == process_id)
    return {each.place: each for each in crossings(session, around(session, among), among)}
