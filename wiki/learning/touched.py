"""What an act on a path touches: how many are on the way on it, for how many it begins by itself.

Who of the latter has followed it before is not looked at: whoever writes the audience of a draft could ask for it
person by person.
"""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.entries import queries
from wiki.entries.impact import ImpactLine
from wiki.entries.models import Entry
from wiki.learning.kind import KIND
from wiki.learning.models import Enrolment, LearningPath
from wiki.learning.starting import Aim, everybody
from wiki.people.models import Person
from wiki.tasks.gone import is_gone

LEAST = 5
"""Fewer people than this are not counted: their number would speak of persons."""


def touched(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """Both numbers, of all these paths together."""
    ids = [each.id for each in entries if isinstance(each, LearningPath)]
    if not ids:
        return []
    going = _going(session, ids)
    text = ngettext("%(num)s person is on the way on it", "%(num)s people are on the way on it", going)
    found = [ImpactLine(text, going)] if going >= LEAST else []
    if beginning := _beginning(session, actor, ids):
        text = ngettext(
            "begins by itself for %(num)s person, once", "begins by itself for %(num)s people, for each once", beginning
        )
        few = _("begins by itself for fewer than five people, for each once")
        found.append(ImpactLine(text, beginning) if beginning >= LEAST else ImpactLine(few, 1))
    return found


def _going(session: Session, ids: Sequence[int]) -> int:
    is_open = (Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None))
    people = select(func.count(Enrolment.person_id.distinct())).join(Person, Person.id == Enrolment.person_id)
    here = ~is_gone(company_day(session))
    return session.scalar(people.where(Enrolment.path_id.in_(ids), *is_open, here)) or 0


def _beginning(session: Session, actor: Actor, ids: Sequence[int]) -> int:
    """By what the newest versions say, which are about to be released."""
    aims = []
    for revision in queries.heads(session, actor, list(ids)):
        content = KIND.read(revision.payload, revision.schema_version)
        named = (frozenset(content.get(name, ())) for name in ("functions", "departments", "roles"))
        aims.append(Aim(revision.entry_id, bool(content.get("for_newcomers", False)), *named))
    if not any(each.for_newcomers or each.is_for_some for each in aims):
        return 0
    people = everybody(session, company_day(session))
    return sum(any(who.reason(aim) for aim in aims) for who in people)
