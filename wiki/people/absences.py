"""Days away and standing deputies: entered by oneself, by a head for the people below, by who manages people.

Why somebody is away is asked nowhere. That an absence exists is told to nobody before it begins; while it lasts
everybody signed in sees who stands in, and until when.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core import outbox
from wiki.core.clock import company_day
from wiki.core.errors import Forbidden, Invalid, NotFound, Problem
from wiki.people.models import Absence, Person
from wiki.people.rights import may_look_after, note

LONGEST = 366 * 2
"""An absence ends at most so many days from today."""
KEPT = timedelta(days=365)


@dataclass(frozen=True)
class AbsenceData:
    """Days, both inclusive, and who stands in; nobody means the standing deputy."""

    first_day: date | None
    last_day: date | None
    deputy_id: int | None = None


@dataclass(frozen=True)
class StandIn:
    """Somebody is away today: who stands in, if anybody, and the last day of it."""

    deputy: Person | None
    until: date


def may_enter(session: Session, actor: Actor, person: Person) -> bool:
    """Whether the actor may enter this person's days away and deputy."""
    return actor.is_system or actor.person_id == person.id or may_look_after(session, actor, person)


def require_entering(session: Session, actor: Actor, person: Person) -> None:
    """Raise Forbidden unless `may_enter`."""
    if not may_enter(session, actor, person):
        raise Forbidden(_("Days away are entered by the person, a head above or the administration."))


def coming(session: Session, person: Person) -> list[Absence]:
    """The absences of a person that are not over yet, the next one first."""
    today = company_day(session)
    query = select(Absence).where(Absence.person_id == person.id, Absence.last_day >= today)
    return list(session.scalars(query.options(joinedload(Absence.deputy)).order_by(Absence.first_day)))


def stand_in(session: Session, person: Person) -> StandIn | None:
    """Who stands in for a person today, None when the person is there."""
    today = company_day(session)
    query = select(Absence).where(Absence.person_id == person.id, Absence.first_day <= today, Absence.last_day >= today)
    found = session.scalar(query.order_by(Absence.last_day.desc()).limit(1))
    if found is None:
        return None
    deputy = found.deputy or person.deputy
    return StandIn(deputy if deputy is not None and works_on(deputy, today) else None, found.last_day)


def works_on(person: Person, day: date) -> bool:
    """Whether the person has an active account and has not left by `day`."""
    return person.active and (person.last_day is None or person.last_day >= day)


def add_absence(session: Session, actor: Actor, person: Person, data: AbsenceData) -> Absence:
    """Enter days away. Refused when they overlap others, or when the deputy is away or gone then."""
    require_entering(session, actor, person)
    # The person's row is held, so that two entered at the same moment cannot overlap.
    session.refresh(person, with_for_update={"of": Person})
    problems = _day_problems(session, person, data)
    if not problems:
        problems = _deputy_problems(session, person, data)
    if problems:
        raise Invalid(problems)
    row = Absence(
        person_id=person.id, first_day=data.first_day, last_day=data.last_day, deputy_id=data.deputy_id
    )  # fmt: skip
    session.add(row)
    session.flush()
    _record(session, actor, person, "absence_entered")
    return row


def remove_absence(session: Session, actor: Actor, person: Person, absence_id: int) -> None:
    """Take days away back. Days already past stay: the absence then ends yesterday."""
    require_entering(session, actor, person)
    row = session.get(Absence, absence_id)
    if row is None or row.person_id != person.id:
        raise NotFound(_("These days are not entered any more."))
    today = company_day(session)
    if row.first_day < today <= row.last_day:
        row.last_day = today - timedelta(days=1)
    elif row.first_day >= today:
        session.delete(row)
    session.flush()
    _record(session, actor, person, "absence_removed")


def set_deputy(session: Session, actor: Actor, person: Person, deputy_id: int | None) -> None:
    """Name who stands in whenever the person is away and nobody else is named; None for nobody."""
    require_entering(session, actor, person)
    deputy = session.get(Person, deputy_id) if deputy_id is not None else None
    if deputy_id is not None and (problem := _not_there(deputy, person, company_day(session))):
        raise Invalid([Problem("deputy_id", problem)])
    person.deputy_id = deputy_id
    session.flush()
    _record(session, actor, person, "deputy_named", deputy=f"p{deputy.id}" if deputy else "")


def forget_old(session: Session) -> int:
    """Remove absences that ended more than a year ago; returns how many. The session must be writing."""
    old = delete(Absence).where(Absence.last_day < company_day(session) - KEPT).returning(Absence.id)
    return len(session.execute(old).all())


def _day_problems(session: Session, person: Person, data: AbsenceData) -> list[Problem]:
    today = company_day(session)
    if data.first_day is None:
        return [Problem("first_day", _("Write the first day."))]
    if data.last_day is None:
        return [Problem("last_day", _("Write the last day."))]
    if data.last_day < data.first_day:
        return [Problem("last_day", _("The last day lies before the first one."))]
    if data.last_day < today:
        return [Problem("last_day", _("These days are past. Enter days from today on."))]
    if (data.last_day - today).days > LONGEST:
        return [Problem("last_day", _("This day lies too far ahead."))]
    clash = session.scalar(_overlapping(person.id, data.first_day, data.last_day))
    if clash is not None:
        days = {"first": _in_words(clash.first_day), "last": _in_words(clash.last_day)}
        return [Problem("first_day", _("%(first)s to %(last)s are entered already.", **days))]
    return []


def _deputy_problems(session: Session, person: Person, data: AbsenceData) -> list[Problem]:
    """Where nobody is named for these days, the standing deputy is looked at: a hint while it can still be acted on."""
    deputy_id = data.deputy_id or person.deputy_id
    if deputy_id is None or data.first_day is None or data.last_day is None:
        return []
    deputy = session.get(Person, deputy_id)
    if problem := _not_there(deputy, person, data.last_day):
        return [Problem("deputy_id", problem)]
    away = session.scalar(_overlapping(deputy_id, data.first_day, data.last_day))
    if away is not None and deputy is not None:  # since when and until when is told to nobody before it begins
        hint = _("%(name)s is away then, too. Please name somebody else for these days.", name=deputy.name)
        return [Problem("deputy_id", hint)]
    return []


def _not_there(deputy: Person | None, person: Person, day: date) -> str:
    """Why `deputy` cannot stand in for `person` until `day`, empty when it can. A day of leaving that is not announced
    is not told."""
    if deputy is None or not deputy.active or (not works_on(deputy, day) and deputy.leaving_announced):
        return str(_("This person has left by then. Please name somebody else."))
    if deputy.id == person.id:
        return str(_("Nobody stands in for themselves. Please name somebody else."))
    return ""


def _overlapping(person_id: int, first: date, last: date) -> Select[tuple[Absence]]:
    return (
        select(Absence)
        .where(Absence.person_id == person_id, Absence.first_day <= last, Absence.last_day >= first)
        .order_by(Absence.first_day)
        .limit(1)
    )


def _in_words(day: date) -> str:
    """A day for a message, also where nobody's request is answered."""
    return str(format_date(day, "medium", get_locale() or "en"))


def _record(session: Session, actor: Actor, person: Person, act: str, **detail: str) -> None:
    """The days themselves stay out of audit and events: they are forgotten after a year, those are not."""
    note(session, actor, f"person:{act}", f"person:{person.id}", **detail)
    outbox.record(session, "person.away_changed", actor_id=actor.person_id, person_id=person.id)
