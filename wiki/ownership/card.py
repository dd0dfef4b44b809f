"""Who is to be asked about entries today: who is accountable, who stands in, who is responsible, which head is next.

Written for pages that many read: at most seven queries, mostly five, whatever the number of entries. Without signing
in functions are told, never people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.clock import company_day
from wiki.entries.models import Entry
from wiki.entries.whom import Answered, Asked
from wiki.ownership.holders import FUNCTION, Holder, function, person
from wiki.ownership.models import RESPONSIBLE, Accountability, Duty
from wiki.ownership.queries import accountable_on, lasting_on, of_entries
from wiki.ownership.staff import Answerer, Job, Somebody, Staff
from wiki.people.models import Department, Function, initials_of
from wiki.web.i18n import day as shown_day

MOST_RESPONSIBLE = 2


@dataclass(frozen=True)
class Rows:
    """What holds on a day for whole entries: entry → who is accountable, entry → who is responsible."""

    accountable: dict[int, Accountability]
    responsible: dict[int, list[Holder]]

    @property
    def holders(self) -> set[Holder]:
        """Everybody named."""
        found = {each for each in map(holder_of, self.accountable.values()) if each is not None}
        return found.union(*self.responsible.values())


def holder_of(row: Accountability) -> Holder | None:
    """Who is accountable, None where nobody is."""
    if row.person_id is not None:
        return person(row.person_id)
    return function(row.function_id) if row.function_id is not None else None


def rows_of(session: Session, entry_ids: Sequence[int], day: date) -> Rows:
    """Two queries."""
    accountable = of_entries(accountable_on(day), entry_ids).where(Accountability.step_key == "")
    duties = select(Duty.entry_id, Duty.holder_key).where(
        lasting_on(day), Duty.entry_id.in_(entry_ids), Duty.step_key == "", Duty.letter == RESPONSIBLE
    )
    responsible: dict[int, list[Holder]] = {}
    for entry_id, key in session.execute(duties.order_by(Duty.since, Duty.id)):
        responsible.setdefault(entry_id, []).append(Holder.read(key))
    return Rows({row.entry_id: row for row in session.scalars(accountable)}, responsible)


def answered(session: Session, actor: Actor, entry: Entry, language: str) -> Answered:
    """Who answers for `entry`, as its page tells."""
    return _Cards(session, actor, [entry], language).of(entry)


def in_short(session: Session, actor: Actor, entries: Sequence[Entry], language: str) -> dict[int, str]:
    """For each entry that somebody answers for whom to ask, in a few words."""
    cards = _Cards(session, actor, entries, language)
    return {entry.id: words for entry in entries if (words := cards.words(entry))}


class _Cards:
    def __init__(self, session: Session, actor: Actor, entries: Sequence[Entry], language: str) -> None:
        self._language = language
        self._names = actor.signed_in and actor.may(Permission.PERSON_READ)
        day = company_day(session)
        self._rows = rows_of(session, [each.id for each in entries], day)
        holders = self._rows.holders
        if self._names:
            self._staff = Staff(session, day, about=holders)
        else:
            self._job_names = _function_names(session, holders, language)
            self._unit_names = _department_names(session, holders, language)

    def of(self, entry: Entry) -> Answered:
        row = self._rows.accountable.get(entry.id)
        responsible = self._rows.responsible.get(entry.id, [])
        if not self._names:
            return self._without_names(row, responsible)
        found = self._staff.answerer(row, entry.department)
        lines = [*self._accountable(found, entry), *self._responsible(found, responsible)]
        head = self._next_head(found, entry)
        if head is not None:
            lines.append(_line(head, _("Next, if nobody answers: head")))
        return Answered(tuple(lines), complete=not found.gap)

    def words(self, entry: Entry) -> str:
        """The name of who is to be asked; without signing in of the function."""
        row = self._rows.accountable.get(entry.id)
        if row is None:
            return ""
        if not self._names:
            return self._job_names.get(row.function_id or 0, "")
        found = self._staff.answerer(row, entry.department)
        if found.person is None:
            return found.function.name(self._language) if found.function else ""
        name = found.person.name
        deputy = self._deputy(found.person)
        if deputy is not None and found.person.away_until is not None:
            return str(_("%(deputy)s, for %(name)s until %(day)s", deputy=deputy.name, name=name,
                         day=shown_day(found.person.away_until)))  # fmt: skip
        if found.acting:
            return str(_("%(name)s, for the time being", name=name))
        return f"{found.function.name(self._language)}: {name}" if found.function else name

    def _accountable(self, found: Answerer, entry: Entry) -> list[Asked]:
        url = url_for(f"{entry.kind}.ownership", slug=entry.slug)
        lines = []
        if found.gap:
            lines.append(_gap(found, self._language, url))
        if found.person is None:
            return lines
        note = str(_("For the time being accountable")) if found.acting else str(_("Accountable"))
        if found.function and not found.gap:
            note = f"{note} · {found.function.name(self._language)}"
        return [*lines, *self._with_deputy(found.person, note)]

    def _with_deputy(self, somebody: Somebody, note: str) -> list[Asked]:
        if somebody.away_until is None:
            return [_line(somebody, note)]
        until = shown_day(somebody.away_until)
        deputy = self._deputy(somebody)
        if deputy is None:
            return [_line(somebody, f"{note} · {_('away until %(day)s', day=until)}")]
        stands_in = _("stands in for %(name)s until %(day)s", name=somebody.name, day=until)
        return [_line(deputy, f"{_('Deputy')} · {stands_in}"), _line(somebody, note)]

    def _deputy(self, somebody: Somebody) -> Somebody | None:
        deputy = self._staff.people.get(somebody.deputy_id or 0) if somebody.away_until else None
        return deputy if deputy is not None and deputy.here else None

    def _responsible(self, found: Answerer, holders: Sequence[Holder]) -> list[Asked]:
        lines: list[Asked] = []
        shown = {found.person.id} if found.person and not found.gap else set()
        for holder in holders:
            lines += self._responsible_line(holder, shown)
        return lines[:MOST_RESPONSIBLE]

    def _responsible_line(self, holder: Holder, shown: set[int]) -> list[Asked]:
        people = self._staff.people_of(holder)
        if any(each.id in shown for each in people):
            return []
        shown |= {each.id for each in people}
        named: Job | None = self._staff.functions.get(holder.id) if holder.sort == FUNCTION else None
        unit = self._staff.departments.get(holder.id) if holder.department_id else None
        if unit is not None:
            return [_nameless(unit.name(self._language), url_for("people.department", slug=unit.slug))]
        note = (
            f"{_('Responsible (does it)')} · {named.name(self._language)}" if named else str(_("Responsible (does it)"))
        )
        if len(people) == 1:
            return [_line(people[0], note)]
        if named is None:
            return []
        names = ", ".join(each.name for each in people[:3]) or named.name(self._language)
        return [Asked(names, note, initials=str(len(people)) if people else named.name(self._language)[:2].upper())]

    def _next_head(self, found: Answerer, entry: Entry) -> Somebody | None:
        if found.person is None:
            return None
        head = self._staff.next_head(found.person.id)
        if head is None:
            unit = self._staff.by_slug.get(entry.department)
            head = self._staff.head_above(unit.id if unit else None, (found.person.id,))
        return head

    def _without_names(self, row: Accountability | None, responsible: Sequence[Holder]) -> Answered:
        name = self._job_names.get(row.function_id or 0) if row else None
        lines = [Asked(name, _("Accountable"), initials=name[:2].upper())] if name else []
        for holder in responsible:
            names = self._job_names if holder.sort == FUNCTION else self._unit_names
            told = names.get(holder.id) if holder.person_id is None else None
            if told:
                lines.append(_nameless(told))
        return Answered(tuple(lines[: MOST_RESPONSIBLE + 1]), complete=bool(lines))


def _line(somebody: Somebody, note: str) -> Asked:
    url = url_for("people.person", person_id=somebody.id)
    return Asked(somebody.name, str(note), url, initials_of(somebody.name))


def _nameless(name: str, url: str = "") -> Asked:
    return Asked(name, _("Responsible (does it)"), url, name[:2].upper())


def _gap(found: Answerer, language: str, url: str) -> Asked:
    if found.gap == "unheld" and found.function is not None:
        return Asked(found.function.name(language), _("Accountable · nobody holds this function"), url, vacant=True)
    left = found.gap == "gone"
    note = _("Who was accountable has left") if left else _("Nobody is accountable yet")
    return Asked(_("Vacant"), note, url, vacant=True)


def _function_names(session: Session, holders: set[Holder], language: str) -> dict[int, str]:
    ids = {each.function_id for each in holders} - {None}
    if not ids:
        return {}
    return {each.id: each.name(language) for each in session.scalars(select(Function).where(Function.id.in_(ids)))}


def _department_names(session: Session, holders: set[Holder], language: str) -> dict[int, str]:
    ids = {each.department_id for each in holders} - {None}
    if not ids:
        return {}
    query = select(Department).where(Department.id.in_(ids))
    return {each.id: each.name(language) for each in session.scalars(query)}
