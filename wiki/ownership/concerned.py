"""Which departments have duties for entries or for steps of them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func
from sqlalchemy.orm import Session

from wiki.core.clock import company_day
from wiki.entries.models import Entry
from wiki.ownership.models import Accountability, Duty
from wiki.ownership.queries import accountable_on, duties_on
from wiki.people.models import Function, Person


def departments(session: Session, entries: Sequence[Entry]) -> Iterable[int]:
    """Those of the people and functions that have a letter today, and those that have one themselves. Two queries."""
    today, ids = company_day(session), [each.id for each in entries]
    unit = func.coalesce(Person.department_id, Function.department_id)
    accountable = accountable_on(today).where(Accountability.entry_id.in_(ids))
    duties = duties_on(today).where(Duty.entry_id.in_(ids))
    for query, model, column in (
        (accountable, Accountability, unit), (duties, Duty, func.coalesce(Duty.department_id, unit))
    ):  # fmt: skip
        joined = query.outerjoin(Person, Person.id == model.person_id)
        joined = joined.outerjoin(Function, Function.id == model.function_id)
        yield from (each for each in session.scalars(joined.with_only_columns(column)) if each is not None)
