"""Marking entries as binding: who confirms them, within how many days, for how long a confirmation holds, and why."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import audit, outbox
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from wiki.core.text import clean_line
from wiki.entries import queries as entry_queries
from wiki.entries.cleaning import overtaken
from wiki.entries.models import RELEASED, Entry
from wiki.ownership.staff import Staff
from wiki.people.models import Department, Function
from wiki.people.switches import is_on
from wiki.reading.asking import Asking, bring_up_to_date, held, open_round
from wiki.reading.models import SWITCH, WITHIN_DAYS, RequiredReading

REQUIRED, RELAXED = "reading.required", "reading.relaxed"
MOST_DAYS, MOST_MONTHS, LONGEST_WHY = 365, 120, 300


@dataclass(frozen=True)
class RequiredData:
    """What is said of a binding entry; `edits` is how often it had been changed when the form was opened."""

    everybody: bool = False
    department_ids: tuple[int, ...] = ()
    function_ids: tuple[int, ...] = ()
    within_days: int = WITHIN_DAYS
    again_months: int = 0
    verified: bool = False
    why: str = ""
    edits: int = 0


def may_require(actor: Actor, entry: Entry) -> bool:
    """Whether the actor may mark the entry as binding: heads what belongs to their departments, CX managers all."""
    if not actor.may(Permission.READING_REQUIRE):
        return False
    return actor.may(Permission.LEARNING_OVERSEE) or entry.department in actor.areas


def demand_on(session: Session) -> None:
    """Raise NotFound while read confirmation is switched off."""
    if not is_on(session, SWITCH):
        raise NotFound


def _entry(session: Session, actor: Actor, entry_id: int) -> Entry:
    demand_on(session)
    found = session.get(Entry, entry_id)
    if found is None:
        raise NotFound
    entry = entry_queries.lock(session, found)
    if not may_require(actor, entry):
        raise Forbidden(_("Only CX managers, and heads for their own area, mark entries as binding."))
    return entry


def require(session: Session, actor: Actor, entry_id: int, data: RequiredData) -> RequiredReading:
    """Mark the entry as binding, or say anew whom it binds; whoever it binds is asked at once to confirm what is
    released. Raises NotFound, Forbidden, Conflict (nothing is released) or Invalid."""
    entry = _entry(session, actor, entry_id)
    if entry.status != RELEASED or entry.released is None:
        raise Conflict(_("Only what is released can be binding."))
    required, today = held(session, entry.id), company_day(session)
    why = clean_line(data.why)
    problems = _problems(session, data, why)
    problems += overtaken(data.edits, required.edits if required is not None else 0, "why")
    if problems:
        raise Invalid(problems)
    if required is None:
        required = RequiredReading(entry_id=entry.id, since=today, edits=0)
        session.add(required)
    if required.ended_on is not None or required.since is None:
        required.since, required.ended_on = today, None
    required.everybody = data.everybody
    required.department_ids = [] if data.everybody else sorted(set(data.department_ids))
    required.function_ids = [] if data.everybody else sorted(set(data.function_ids))
    required.within_days, required.again_months = data.within_days, data.again_months
    required.verified, required.why, required.by_id = data.verified, why, actor.person_id
    required.edits += 1
    session.flush()
    _note(session, actor, required, REQUIRED)
    open_round(session, required, entry.released, Asking(actor.person_id))
    bring_up_to_date(session, required, Staff(session, today), actor.person_id)
    return required


def relax(session: Session, actor: Actor, entry_id: int, edits: int) -> None:
    """The entry is binding no more: nobody is asked any longer; what was confirmed stays. Raises NotFound, Forbidden
    or Conflict."""
    entry = _entry(session, actor, entry_id)
    required, today = held(session, entry.id), company_day(session)
    if required is None or required.ended_on is not None:
        raise NotFound
    if required.edits != edits:
        raise Conflict(_("Somebody else has changed this meanwhile. Please look at it again."))
    required.ended_on, required.edits = today, required.edits + 1
    session.flush()
    _note(session, actor, required, RELAXED)
    bring_up_to_date(session, required, Staff(session, today), actor.person_id)


def _problems(session: Session, data: RequiredData, why: str) -> list[Problem]:
    found = []
    if not (data.everybody or data.department_ids or data.function_ids):
        found.append(Problem("everybody", _("Please say whom it binds: everybody, departments or functions.")))
    for where, model, ids in (("department_ids", Department, data.department_ids),
                              ("function_ids", Function, data.function_ids)):  # fmt: skip
        wanted = set(ids)
        if wanted and set(session.scalars(select(model.id).where(model.id.in_(wanted)))) != wanted:
            found.append(Problem(where, _("One of these does not exist any more.")))
    if not 1 <= data.within_days <= MOST_DAYS:
        found.append(Problem("within_days", _("Between 1 and %(most)s days, please.", most=MOST_DAYS)))
    if not 0 <= data.again_months <= MOST_MONTHS:
        found.append(Problem("again_months", _("At most %(most)s months, please.", most=MOST_MONTHS)))
    if len(why) > LONGEST_WHY:
        found.append(Problem("why", _("At most %(number)s characters, please.", number=LONGEST_WHY)))
    return found


def _note(session: Session, actor: Actor, required: RequiredReading, event: str) -> None:
    details = {
        "everybody": required.everybody, "departments": required.department_ids, "functions": required.function_ids,
        "days": required.within_days, "months": required.again_months,
    }  # fmt: skip
    act = event.replace(".", ":")
    audit.append(session, actor.pseudonym, f"web:{act}", f"entry:{required.entry_id}", **details)
    outbox.record(session, event, actor_id=actor.person_id, entry_id=required.entry_id)
