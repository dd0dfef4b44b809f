"""What is missing or wrong about who answers for what, over everything or over some entries, on any day.

People, entries and duties are read once (a fixed number of queries) and judged in memory. What other floors know of
(seams) is added by `findings.Findings`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.config import Settings
from wiki.core.db import wired
from wiki.entries.models import RELEASED, Entry
from wiki.ownership import rules
from wiki.ownership.findings import Finding, Findings, Rule, Severity, Subject
from wiki.ownership.holders import DEPARTMENT, FUNCTION, PERSON, Holder
from wiki.ownership.models import ACCOUNTABLE, CONSULTED, INFORMED, RESPONSIBLE, Accountability, Duty
from wiki.ownership.queries import accountable_on, held_on, lasting_on
from wiki.ownership.rights import oversees, oversees_anything
from wiki.ownership.staff import Answerer, Somebody, Staff

_BY_LETTER = {ACCOUNTABLE: Severity.GAP, RESPONSIBLE: Severity.RISK, CONSULTED: Severity.HINT, INFORMED: Severity.HINT}


def findings(
    session: Session, day: date, entries: ColumnElement[bool] | None = None, staff: Staff | None = None
) -> list[Finding]:
    """Everything found on `day` about the released entries that meet `entries` (None: all), the worst first."""
    chosen = (Entry.status == RELEASED) & (true() if entries is None else entries)
    registry = wired(session, Findings)
    found = list(_Duties(session, day, chosen, staff or Staff(session, day)).judge())
    for provide in registry.providers:
        found += provide(session, day, chosen)
    return sorted(found, key=lambda each: each.order)


def of_object(session: Session, entry_id: int, day: date) -> list[Finding]:
    """The same for one entry and its steps."""
    return findings(session, day, Entry.id == entry_id)


def overloaded(session: Session, day: date, staff: Staff) -> list[Finding]:
    """People who are accountable for, or consulted about, more released entries than the settings allow. Nobody is
    compared with anybody: who stays below the limit is not in it."""
    settings = wired(session, Settings)
    accountable, consulted = _accountable(session, day, staff), _consulted(session, day, settings.most_consulted)
    return [
        *_too_much(rules.MUCH_ACCOUNTABLE, ACCOUNTABLE, settings.most_accountable, accountable, staff),
        *_too_much(rules.MUCH_CONSULTED, CONSULTED, settings.most_consulted, consulted, staff),
    ]


def _too_much(rule: Rule, letter: str, limit: int, numbers: Mapping[int, int], staff: Staff) -> list[Finding]:
    """Who is over the limit, by name and not by number."""
    many = [staff.people[each] for each, number in numbers.items() if number > limit and staff.people[each].here]
    return [
        Finding(rule, rule.severity, _whose(person, staff), letter, person.id, None,
                {"person": person, "number": numbers[person.id], "limit": limit})
        for person in sorted(many, key=lambda each: (each.name, each.id))
    ]  # fmt: skip


def seen_by(session: Session, actor: Actor, day: date, *, own: bool = False) -> list[Finding]:
    """What `actor` may see in lists: findings of the area they oversee, or with `own` those that concern them."""
    staff = Staff(session, day)
    people = overloaded(session, day, staff)
    if own:
        held = select(Accountability.entry_id).where(
            or_(Accountability.person_id == actor.person_id, Accountability.function_id.is_not(None))
        )
        found = findings(session, day, Entry.id.in_(held), staff)
        return [each for each in found + people if each.person_id == actor.person_id]
    if not oversees_anything(actor):
        return []
    everything = oversees(actor)
    mine = people if _all_of(everything) else [each for each in people if each.subject.department in actor.areas]
    return findings(session, day, everything, staff) + mine


def _all_of(condition: ColumnElement[bool]) -> bool:
    return condition.compare(true())


class _Duties:
    """The entries in question with everybody who answers for them, in memory."""

    def __init__(self, session: Session, day: date, chosen: ColumnElement[bool], staff: Staff) -> None:
        registry = wired(session, Findings)
        self._staff = staff
        self._most_responsible = wired(session, Settings).most_responsible
        self._subjects: dict[int, Subject] = {}
        self._expected: set[int] = set()
        expected = registry.expected().label("expected")
        columns = (Entry.id, Entry.kind, Entry.slug, Entry.title_de, Entry.title_en, Entry.department, expected)
        for row in session.execute(select(*columns).where(chosen)):
            titles = (row.title_de, row.title_en)
            self._subjects[row.id] = Subject(row.id, row.kind, row.slug, titles, row.department)
            if row.expected:
                self._expected.add(row.id)
        ids = select(Entry.id).where(chosen)
        accountable = session.execute(held_on(day).where(Accountability.entry_id.in_(ids)))
        self._accountable = {(each.entry_id, each.step_key): each for each in accountable}
        self._steps = {key: pair for read in registry.steps for key, pair in read(session, chosen).items()}
        in_force = lasting_on(day) & Duty.entry_id.in_(ids)
        self._responsible = _responsible(session, in_force)
        self._unanswered = _unanswered(session, in_force, self._staff)

    def judge(self) -> Iterator[Finding]:
        """Every finding, in no order."""
        for entry_id, subject in self._subjects.items():
            row = self._accountable.get((entry_id, ""))
            if row is not None or entry_id in self._expected:
                yield from self._accountability(subject, row, expected=entry_id in self._expected)
        for (entry_id, step_key), row in self._accountable.items():
            step = self._step(entry_id, step_key)
            if step is not None:
                yield from self._accountability(step, row, expected=False)
        yield from self._of_duties()

    def _step(self, entry_id: int, step_key: str) -> Subject | None:
        """The step as a subject; None for a whole entry, and for a step that is no longer in the released version."""
        titles = self._steps.get((entry_id, step_key)) if step_key else None
        return replace(self._subjects[entry_id], step_key=step_key, step_titles=titles) if titles is not None else None

    def _accountability(self, subject: Subject, row: Any, *, expected: bool) -> Iterator[Finding]:
        answerer = self._staff.answerer(row, subject.department)
        if answerer.gap == "vacant":
            if expected or (answerer.person is not None and row is not None and row.acting):
                yield _found(rules.VACANT, subject, ACCOUNTABLE, None, answerer.person)
        elif answerer.gap == "gone" and row is not None:
            gone = self._staff.people.get(row.person_id or 0)
            yield _found(rules.GONE, subject, ACCOUNTABLE, None, answerer.person, person=gone or _("Somebody"))
        elif answerer.gap == "unheld":
            yield _found(rules.UNHELD, subject, ACCOUNTABLE, None, answerer.person, function=answerer.function or "?")
        else:
            yield from self._away(subject, answerer)

    def _away(self, subject: Subject, answerer: Answerer) -> Iterator[Finding]:
        person = answerer.person
        if person is None or person.away_until is None or stands_in(self._staff, person) is not None:
            return
        head = self._staff.next_head(person.id)
        yield _found(rules.AWAY, subject, ACCOUNTABLE, person.id, head, person=person, until=person.away_until)

    def _of_duties(self) -> Iterator[Finding]:
        done: set[int] = set()
        for (entry_id, step_key), number in self._responsible.items():
            subject = self._subject(entry_id, step_key)
            if subject is None:
                continue
            done.add(entry_id)
            if number > self._most_responsible:
                yield _found(rules.CROWDED, subject, RESPONSIBLE, number=number)
        for entry_id in self._expected - done:
            yield _found(rules.NOBODY_DOES, self._subjects[entry_id], RESPONSIBLE)
        for entry_id, step_key, letter, holder in self._unanswered:
            subject = self._subject(entry_id, step_key)
            if subject is not None:
                yield self._of_holder(subject, letter, holder)

    def _subject(self, entry_id: int, step_key: str) -> Subject | None:
        return self._step(entry_id, step_key) if step_key else self._subjects[entry_id]

    def _of_holder(self, subject: Subject, letter: str, holder: Holder) -> Finding:
        """Who holds the duty is gone, a function nobody holds, a department nobody leads."""
        staff = self._staff
        if holder.sort == PERSON:
            person, head = staff.people.get(holder.id), staff.next_head(holder.id)
            return _found(rules.GONE, subject, letter, None, head, person=person or _("Somebody"))
        if holder.sort == FUNCTION:
            job = staff.functions.get(holder.id)
            head = staff.head_above(job.department_id) if job else None
            return _found(rules.UNHELD, subject, letter, None, head, function=job or "?")
        return _found(rules.HEADLESS, subject, letter, department=staff.departments.get(holder.id) or "?")


def stands_in(staff: Staff, person: Somebody) -> Somebody | None:
    """Who acts for somebody who is away on that day: a deputy who is there; nobody where the deputy is away, too."""
    deputy = staff.people.get(person.deputy_id) if person.deputy_id is not None else None
    return deputy if deputy is not None and deputy.here and deputy.away_until is None else None


def _found(
    rule: Rule, subject: Subject, letter: str, person_id: int | None = None, acting: Somebody | None = None,
    **facts: Any,
) -> Finding:  # fmt: skip
    severity = min(rule.severity, _BY_LETTER[letter])
    told = {"acting": acting or _("nobody"), "letter": letter, **facts}
    return Finding(rule, severity, subject, letter, person_id, acting.id if acting else None, told)


def _responsible(session: Session, in_force: ColumnElement[bool]) -> dict[tuple[int, str], int]:
    """How many are responsible for each place."""
    query = select(Duty.entry_id, Duty.step_key, func.count()).where(in_force, Duty.letter == RESPONSIBLE)
    rows = session.execute(query.group_by(Duty.entry_id, Duty.step_key)).all()
    return {(entry_id, step_key): number for entry_id, step_key, number in rows}


def _unanswered(
    session: Session, in_force: ColumnElement[bool], staff: Staff
) -> list[tuple[int, str, str, Holder]]:  # fmt: skip
    """(entry, step, letter, holder) of the duties behind whose holder nobody stands."""
    holders = [Holder(PERSON, each.id) for each in staff.people.values() if not each.here]
    holders += [Holder(FUNCTION, each) for each in staff.functions]
    holders += [Holder(DEPARTMENT, each) for each in staff.departments]
    empty = {each.key: each for each in holders if not staff.people_of(each)}
    query = select(Duty.entry_id, Duty.step_key, Duty.letter, Duty.holder_key)
    rows = session.execute(query.where(in_force, Duty.holder_key.in_(empty)))
    return [(row.entry_id, row.step_key, row.letter, empty[row.holder_key]) for row in rows]


def _accountable_entries(session: Session, day: date) -> set[tuple[Holder, int]]:
    query = accountable_on(day).join(Entry).where(Entry.status == RELEASED)
    columns = (Accountability.entry_id, Accountability.person_id, Accountability.function_id)
    return {
        (Holder(PERSON, row.person_id) if row.person_id else Holder(FUNCTION, row.function_id), row.entry_id)
        for row in session.execute(query.with_only_columns(*columns))
        if row.person_id is not None or row.function_id is not None
    }


def _consulted(session: Session, day: date, limit: int) -> dict[int, int]:
    number = func.count(Duty.entry_id.distinct())
    query = select(Duty.person_id, number).join(Entry).where(Entry.status == RELEASED, lasting_on(day))
    query = query.where(Duty.letter == CONSULTED, Duty.person_id.is_not(None))
    rows = session.execute(query.group_by(Duty.person_id).having(number > limit)).all()
    return {person_id: many for person_id, many in rows if person_id is not None}


def _accountable(session: Session, day: date, staff: Staff) -> Counter[int]:
    """For how many entries each person is accountable, alone or as the holder of a function."""
    held = _accountable_entries(session, day)
    people = {holder: [each.id for each in staff.people_of(holder)[:1]] for holder in {each for each, _entry in held}}
    return Counter(person_id for person_id, _entry in {(who, entry) for each, entry in held for who in people[each]})


def _whose(person: Somebody, staff: Staff) -> Subject:
    unit = staff.departments.get(person.department_id or 0)
    return Subject(titles=(person.name, person.name), department=unit.slug if unit else "")
