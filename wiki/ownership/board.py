"""Who answers for one entry and each of its steps on a day: what its page "Who answers" shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry, Revision
from wiki.entries.page import local
from wiki.ownership.card import holder_of
from wiki.ownership.holders import Holder
from wiki.ownership.models import ACCOUNTABLE, ASKED, LETTERS, Accountability, Duty, DutyRequest, RequestPackage
from wiki.ownership.queries import accountable_on, duties_on, of_entries
from wiki.ownership.rights import may_assign
from wiki.ownership.staff import Answerer, Staff

OTHER_LETTERS = tuple(each for each in LETTERS if each != ACCOUNTABLE)


@dataclass(frozen=True)
class Held:
    """That a holder does it since a day."""

    holder: Holder
    since: date


@dataclass
class Line:
    """An entry as a whole (`key` empty) or a step. `accountable_row` and `others` are its own; what a step does not say
    it has from the whole (`falls_back`)."""

    key: str
    title: str
    accountable_row: Accountability | None = None
    accountable: Answerer = field(default_factory=Answerer)
    others: dict[str, list[Held]] = field(default_factory=dict)
    falls_back: set[str] = field(default_factory=set)

    @property
    def holder(self) -> Holder | None:
        """Who is named as accountable, whether here or not."""
        return holder_of(self.accountable_row) if self.accountable_row else None

    @property
    def speaks_for_itself(self) -> bool:
        """Whether it says anything of its own."""
        own = {letter for letter, held in self.others.items() if held}
        if self.accountable_row is not None:
            own.add(ACCOUNTABLE)
        return bool(own - self.falls_back)

    def of(self, letter: str) -> list[Held]:
        """Who has one of the other letters."""
        return self.others.get(letter, [])


@dataclass(frozen=True)
class Board:
    """The lines of an entry, the whole first, and what is asked and open."""

    day: date
    staff: Staff
    lines: list[Line]
    asked: list[DutyRequest]

    @property
    def whole(self) -> Line:
        """The entry itself."""
        return self.lines[0]

    @property
    def steps(self) -> list[Line]:
        """The steps, in order."""
        return self.lines[1:]

    def title_of(self, key: str) -> str:
        """The title of a step, empty for the entry or a step that is gone."""
        return next((each.title for each in self.steps if each.key == key), "")


def board_of(
    session: Session, actor: Actor, entry: Entry, revision: Revision | None, day: date, language: str
) -> Board:
    """Who answers for `entry` as `revision` has it, on `day`. A fixed number of queries."""
    staff = Staff(session, day)
    rows = {row.step_key: row for row in session.scalars(of_entries(accountable_on(day), [entry.id]))}
    others = _others(session, entry.id, day)
    steps = _steps(session, entry, revision, language)
    lines = [Line(key, title, rows.get(key), others=others.get(key, {})) for key, title in [("", ""), *steps]]
    whole = lines[0]
    whole.accountable = staff.answerer(whole.accountable_row, entry.department)
    for line in lines[1:]:
        _fill(line, whole, staff, entry.department)
    return Board(day, staff, lines, _asked(session, actor, entry))


def _fill(line: Line, whole: Line, staff: Staff, department: str) -> None:
    if line.holder is None:
        line.accountable_row, line.accountable = whole.accountable_row, whole.accountable
        line.falls_back.add(ACCOUNTABLE)
    else:
        line.accountable = staff.answerer(line.accountable_row, department)
    for letter in OTHER_LETTERS:
        if not line.of(letter) and whole.of(letter):
            line.others = {**line.others, letter: whole.of(letter)}
            line.falls_back.add(letter)


def _others(session: Session, entry_id: int, day: date) -> dict[str, dict[str, list[Held]]]:
    """Step → letter → who."""
    found: dict[str, dict[str, list[Held]]] = {}
    query = duties_on(day).where(Duty.entry_id == entry_id).order_by(Duty.since, Duty.id)
    for row in session.scalars(query):
        held = Held(Holder.read(row.holder_key), row.since)
        found.setdefault(row.step_key, {}).setdefault(row.letter, []).append(held)
    return found


def _steps(session: Session, entry: Entry, revision: Revision | None, language: str) -> Iterable[tuple[str, str]]:
    if revision is None:
        return
    payload = wired(session, Kinds).of(entry).read(revision.payload, revision.schema_version)
    step: Mapping[str, Any]
    for number, step in enumerate(payload.get("steps", ()), 1):
        if "key" in step:
            yield str(step["key"]), f"{number} {local(step.get('title'), language)}"


def _asked(session: Session, actor: Actor, entry: Entry) -> list[DutyRequest]:
    """The open requests about the entry that `actor` may know of: who asked, who is asked, the head it went to, and
    whoever keeps an eye on the entry."""
    query = (
        select(DutyRequest)
        .join(DutyRequest.package)
        .where(DutyRequest.entry_id == entry.id, DutyRequest.state == ASKED)
        .options(contains_eager(DutyRequest.package).joinedload(RequestPackage.asked))
        .order_by(RequestPackage.due, DutyRequest.id)
    )
    found = list(session.scalars(query))
    if may_assign(actor, entry) or actor.may(Permission.OWNERSHIP_OVERSEE):
        return found
    me = actor.person_id
    return [each for each in found if me in _told(each.package)]


def _told(package: RequestPackage) -> tuple[int | None, ...]:
    return package.asker_id, package.asked_id, package.escalated_to_id
