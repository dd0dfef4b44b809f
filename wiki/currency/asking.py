"""Who is asked whether an entry is still true: who is accountable on that day, the deputy of somebody away, the head
for the time being, else the editors."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, exists, or_, select, true
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.entries.models import Entry
from wiki.ownership.findings import Findings
from wiki.ownership.linter import stands_in
from wiki.ownership.models import Accountability
from wiki.ownership.queries import accountable_on, of_entries
from wiki.ownership.staff import Somebody, Staff
from wiki.people.models import Absence, Department, DepartmentHead, FunctionHolder, Person
from wiki.web.front.readers import ENTRY, PERSON


@dataclass(frozen=True)
class Asked:
    """Who is asked; nobody in particular: the editors. `instead_of` is who is away."""

    person: Somebody | None = None
    instead_of: Somebody | None = None
    acting: bool = False

    @property
    def person_ids(self) -> set[int]:
        """Who may say so by this: whoever is asked, and who is away, should they look in."""
        return {each.id for each in (self.person, self.instead_of) if each is not None}


def asked_of(staff: Staff, row: Accountability | None, department: str, *, expected: bool) -> Asked:
    """Who is asked, given the row of accountability that holds on the staff's day. Where nobody need be accountable,
    a vacancy is nobody's: the editors are asked."""
    named = row is not None and (row.person_id is not None or row.function_id is not None)
    if not named and not expected:
        return Asked()
    answerer = staff.answerer(row, department)
    person = answerer.person
    if person is None or person.away_until is None:
        return Asked(person, acting=answerer.acting)
    if deputy := stands_in(staff, person):
        return Asked(deputy, person)
    head = staff.next_head(person.id)
    if head is not None and head.away_until is None:
        return Asked(head, person, acting=True)
    return Asked(None, person)


def asked_about(session: Session, entry: Entry, day: date, staff: Staff | None = None) -> Asked:
    """The same for one entry."""
    expected = wired(session, Findings).expected()
    is_expected = session.scalar(select(Entry.id).where(Entry.id == entry.id, expected)) is not None
    whole = of_entries(accountable_on(day), [entry.id]).where(Accountability.step_key == "")
    return asked_of(staff or Staff(session, day), session.scalar(whole), entry.department, expected=is_expected)


def may_confirm(session: Session, actor: Actor, entry: Entry, day: date, staff: Staff | None = None) -> bool:
    """Whether the actor may say that the entry is still true: who is asked, and everybody who releases."""
    if actor.may(Permission.ENTRY_RELEASE):
        return True
    if actor.person_id is None or not _might_be_asked(session, actor.person_id, entry.id):
        return False
    return actor.person_id in asked_about(session, entry, day, staff).person_ids


def _might_be_asked(session: Session, person_id: int, entry_id: int) -> bool:
    parameters = {"person_id": person_id, "entry_id": entry_id}
    return bool(session.scalar(select(concerned()), parameters))


def might_be_asked_about(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The entries this person might be asked about on some day; for heads and deputies that may be any."""
    if session.scalar(select(_acts_for_others()), {"person_id": actor.person_id}):
        return true()
    functions = select(FunctionHolder.function_id).where(FunctionHolder.person_id == actor.person_id)
    own = or_(Accountability.person_id == actor.person_id, Accountability.function_id.in_(functions))
    return Entry.id.in_(select(Accountability.entry_id).where(own))


def _acts_for_others() -> ColumnElement[bool]:
    return or_(
        exists().where(Department.head_id == PERSON),
        exists().where(DepartmentHead.person_id == PERSON),
        exists().where(Person.deputy_id == PERSON),
        exists().where(Absence.deputy_id == PERSON),
    )


def concerned() -> ColumnElement[int]:
    """The person when one who might be asked about the entry on some day, else 0: pages are kept apart for them.
    Whoever leads a department or stands in for somebody counts, whatever the entry."""
    at = Accountability.entry_id == ENTRY
    held = select(Accountability.id).join(FunctionHolder, FunctionHolder.function_id == Accountability.function_id)
    might = or_(
        exists().where(at, Accountability.person_id == PERSON),
        exists(held.where(at, FunctionHolder.person_id == PERSON)),
        _acts_for_others(),
    )
    return case((might, PERSON), else_=0)
