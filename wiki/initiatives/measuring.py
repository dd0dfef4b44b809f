"""Measured values of an initiative's figure. Works inside a writing transaction and flushes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line
from wiki.entries.cleaning import MISSING
from wiki.initiatives.models import INTERIM, Initiative, Measurement
from wiki.initiatives.service import demand_released, joined, record

LONGEST_SOURCE, LONGEST_NOTE, MOST_CASES = 300, 500, 999_999_999


@dataclass(frozen=True)
class Measured:
    """A value somebody measured, in the unit of the figure. `cases`: how many it rests on."""

    value: Decimal | None
    on: date | None
    cases: int | None = None
    source: str = ""
    note: str = ""


def measure(session: Session, actor: Actor, initiative_id: int, data: Measured) -> Measurement:
    """Write a value down that was measured on the way. Raises Invalid."""
    initiative = joined(session, actor, initiative_id)
    demand_released(initiative)
    problems = problems_of(session, initiative, data)
    if problems:
        raise Invalid(problems)
    made = add(session, actor, initiative, INTERIM, data)
    record(session, actor, initiative, "measured", measurement=made.id, sort=made.sort)
    return made


def add(session: Session, actor: Actor, initiative: Initiative, sort: str, data: Measured) -> Measurement:
    """The row of a checked value; the initiative shows the newest one."""
    made = Measurement(
        initiative_id=initiative.id, sort=sort, measured_on=data.on, value=float(data.value or 0), n=data.cases,
        source=clean_line(data.source), note=clean_line(data.note), recorded_at=clock.now(),
        recorded_by_id=actor.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    newest = measurements_of(session, initiative.id)[-1]
    initiative.effect, initiative.effect_on, initiative.effect_cases = newest.value, newest.measured_on, newest.n
    session.flush()
    return made


def measurements_of(session: Session, initiative_id: int) -> list[Measurement]:
    """All values in the order in which they were measured."""
    query = select(Measurement).where(Measurement.initiative_id == initiative_id)
    return list(session.scalars(query.order_by(Measurement.measured_on, Measurement.id)))


def problems_of(
    session: Session, initiative: Initiative, data: Measured, not_before: date | None = None
) -> list[Problem]:
    """What is wrong with a value."""
    figure, problems = initiative.figure, []
    if not figure.unit:
        problems.append(Problem("value", _("The initiative names no figure yet. Add figure and unit to it first.")))
    if data.value is None:
        problems.append(Problem("value", _("A number such as 12,5 or 12.5, without a thousands separator.")))
    elif figure.is_share and not 0 <= data.value <= 100:
        problems.append(Problem("value", _("A share lies between 0 and 100 %.")))
    if figure.is_share and data.cases is None:
        problems.append(Problem("cases", _("A share says little without the number of cases it rests on.")))
    if data.cases is not None and not 1 <= data.cases <= MOST_CASES:
        problems.append(Problem("cases", _("A whole number from %(least)s to %(most)s.", least=1, most=MOST_CASES)))
    problems += _day_problems(data.on, company_day(session), not_before)
    if not clean_line(data.source):
        problems.append(Problem("source", MISSING))
    for name, text, most in (("source", data.source, LONGEST_SOURCE), ("note", data.note, LONGEST_NOTE)):
        if len(clean_line(text)) > most:
            problems.append(Problem(name, _("Use at most %(number)s characters.", number=most)))
    return problems


def _day_problems(day: date | None, today: date, not_before: date | None) -> list[Problem]:
    if day is None:
        return [Problem("measured_on", _("A day such as 2026-11-21."))]
    if day > today:
        return [Problem("measured_on", _("This day is still to come."))]
    if not_before is not None and day < not_before:
        return [Problem("measured_on", _("This is before the initiative was closed."))]
    return []
