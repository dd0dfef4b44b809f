"""Whom a release tells: what the releaser chose, kept beside the revision and obeyed by the inbox.

For callers: a `Telling` goes into `release`; `notices_of` says afterwards what was chosen, when and by whom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.errors import Problem
from wiki.entries.models import TELL_DEPARTMENTS, TELL_NOBODY, TELL_WATCHERS, ReleaseNotice, Revision
from wiki.people.models import Department, Person
from wiki.people.queries import people_by_id

CHOICES = (TELL_NOBODY, TELL_WATCHERS, TELL_DEPARTMENTS)
LONGEST_MESSAGE = 500


@dataclass(frozen=True)
class Telling:
    """Who hears of a change: nobody, those who watch, or those and the people of some departments, with a sentence of
    one's own. Departments below the chosen ones are meant, too."""

    choice: str = TELL_WATCHERS
    department_ids: tuple[int, ...] = ()
    message: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """For an event."""
        return {"choice": self.choice, "departments": list(self.department_ids), "message": self.message}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Telling":
        """Out of an event; events from before there was a choice tell those who watch."""
        departments = tuple(int(each) for each in data.get("departments", ()))
        return cls(str(data.get("choice", TELL_WATCHERS)), departments, str(data.get("message", "")))


@dataclass(frozen=True)
class ToldOf:
    """What was chosen for the release of a revision. `by` is None for the system and for who is gone."""

    revision_id: int
    entry_id: int
    choice: str
    departments: tuple[Department, ...]
    message: str
    when: datetime
    by: Person | None


def problems_of(session: Session, telling: Telling) -> list[Problem]:
    """What is wrong, at `tell`, `tell_departments` and `tell_message`."""
    found = []
    if telling.choice not in CHOICES:
        found.append(Problem("tell", _l("Please choose who is told.")))
    if len(telling.message) > LONGEST_MESSAGE:
        found.append(Problem("tell_message", _l("At most %(number)s characters, please.", number=LONGEST_MESSAGE)))
    if telling.choice == TELL_DEPARTMENTS:
        wanted = set(telling.department_ids)
        known = set(session.scalars(select(Department.id).where(Department.id.in_(wanted)))) if wanted else set()
        if not wanted:
            found.append(Problem("tell_departments", _l("Please choose at least one department.")))
        elif wanted != known:
            found.append(Problem("tell_departments", _l("One of these departments does not exist any more.")))
    return found


def note(session: Session, actor: Actor, revision: Revision, telling: Telling) -> None:
    """Keep beside the revision what was chosen for its release; it is said anew when the revision is released anew."""
    row = session.get(ReleaseNotice, revision.id)
    if row is None:
        row = ReleaseNotice(revision_id=revision.id, entry_id=revision.entry_id)
        session.add(row)
    row.choice, row.message = telling.choice, telling.message
    row.department_ids = list(telling.department_ids) if telling.choice == TELL_DEPARTMENTS else []
    row.decided_at, row.decided_by_id = clock.now(), actor.person_id


def notices_of(session: Session, revision_ids: Iterable[int]) -> dict[int, ToldOf]:
    """Whom the releases of these revisions told, by revision; three queries. Imports chose nothing and are left out."""
    ids = list(revision_ids)
    rows = list(session.scalars(select(ReleaseNotice).where(ReleaseNotice.revision_id.in_(ids)))) if ids else []
    wanted = {each for row in rows for each in row.department_ids}
    units = select(Department).where(Department.id.in_(wanted))
    departments = {each.id: each for each in session.scalars(units)} if wanted else {}
    people = people_by_id(session, (row.decided_by_id for row in rows if row.decided_by_id is not None))
    return {
        row.revision_id: ToldOf(
            row.revision_id, row.entry_id, row.choice,
            tuple(departments[each] for each in row.department_ids if each in departments),
            row.message, row.decided_at, people.get(row.decided_by_id or 0),
        )
        for row in rows
    }  # fmt: skip


def members_of(session: Session, department_ids: Iterable[int]) -> set[int]:
    """The active people of these departments and of those below them. Two queries."""
    units = below(session, department_ids)
    query = select(Person.id).where(Person.department_id.in_(units), Person.active)
    return set(session.scalars(query)) if units else set()


def below(session: Session, department_ids: Iterable[int]) -> set[int]:
    """The departments with everything below them."""
    found = set(department_ids)
    if not found:
        return found
    parents = {row.id: row.parent_id for row in session.execute(select(Department.id, Department.parent_id))}
    grown = True
    while grown:
        more = {each for each, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found
