"""People, departments and functions out of files: read, laid into a draft, told, and put in force all at once.

Only who manages people, departments and functions everywhere imports: heads look after their own people one by one.
Nobody is deactivated for being in no file.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core.db import is_sqlite, wired
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.core.sheets import Sheet, read_sheets
from wiki.people import importing_changes
from wiki.people.importing_apply import Applying, Progress
from wiki.people.importing_changes import States
from wiki.people.importing_columns import DEPARTMENTS, FUNCTIONS, PEOPLE, Mapped, Record, Wrong, map_sheet
from wiki.people.importing_draft import Draft, Outcome, present
from wiki.people.importing_people import check, lay_people
from wiki.people.importing_structure import lay_departments, lay_functions
from wiki.people.models import Department, Person
from wiki.people.rights import note

_NEEDED = {
    PEOPLE: Permission.PERSON_MANAGE,
    DEPARTMENTS: Permission.DEPARTMENT_MANAGE,
    FUNCTIONS: Permission.FUNCTION_MANAGE,
}


@dataclass(frozen=True)
class Import:
    """What files would do. `before` are the states without them."""

    draft: Draft
    before: States

    @property
    def ok(self) -> bool:
        """Whether it can be put in force."""
        return self.draft.ok

    def count(self, outcome: Outcome) -> int:
        """How many rows come out so."""
        return sum(each.outcome is outcome for each in self.draft.changes)

    @property
    def digest(self) -> str:
        """Another one when it would do something else."""
        told = [(each.kind, each.record.line, each.outcome, each.name, each.details) for each in self.draft.changes]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def may_import(actor: Actor) -> bool:
    """Whether the actor may bring in people, departments and functions."""
    return all(actor.may(each) for each in _NEEDED.values())


def read(files: Iterable[tuple[str, bytes]]) -> list[Sheet]:
    """The tables of these files. Raises Invalid for one that cannot be read, with all that is wrong."""
    sheets, problems = [], []
    for name, data in files:
        try:
            sheets += read_sheets(name, data)
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)
    return sheets


def plan(session: Session, actor: Actor, sheets: Iterable[Sheet]) -> Import:
    """What these tables would do; reads only."""
    if not may_import(actor):
        raise Forbidden(_("Your access roles do not include this."))
    draft = present(session, actor)
    before = importing_changes.states(draft)
    for sheet in sheets:
        found = map_sheet(sheet)
        if isinstance(found, Wrong):
            draft.problems.append(found)
        else:
            draft.sheets.append(found)
    if draft.ok:
        lay_departments(draft, _records(draft.sheets, DEPARTMENTS))
    if draft.ok:
        lay_functions(draft, _records(draft.sheets, FUNCTIONS))
        lay_people(draft, _records(draft.sheets, PEOPLE), wired(session, Settings).default_language)
        check(draft)
    if draft.ok:
        importing_changes.tell(draft, before)
    draft.problems.sort(key=lambda each: (each.file, each.line))
    return Import(draft, before)


def _records(sheets: list[Mapped], kind: str) -> list[Record]:
    return [record for sheet in sheets if sheet.kind == kind for record in sheet.records]


def put_in_force(
    session: Session, actor: Actor, sheets: list[Sheet], progress: Progress | None = None, *, invite: bool = False
) -> Import:
    """Plan anew inside the transaction and write it, or nothing with a problem. The session must be writing.

    `invite`: everybody new is sent an invitation, where the wiki can send mail.
    """
    if not is_sqlite(session):
        session.execute(select(Department.id).order_by(Department.id).with_for_update())
        session.execute(select(Person.id).order_by(Person.id).with_for_update())
    found = plan(session, actor, sheets)
    if not found.ok:
        return found
    try:
        Applying(session, actor, found.draft, found.before, progress).run(invite=invite)
    except IntegrityError as error:
        raise Conflict(_("Somebody saved at the same moment. Nothing was imported; please try again.")) from error
    counts = {each.value: found.count(each) for each in Outcome}
    note(session, actor, "people:imported", "people", **counts)
    return found
