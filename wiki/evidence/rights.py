"""Who writes down what steps and touchpoints rest on; everybody signed in reads it."""

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.currency.asking import asked_about
from wiki.entries.models import DELETED, Entry
from wiki.entries.rights import may_write
from wiki.ownership.models import RESPONSIBLE, Accountability, Duty
from wiki.ownership.queries import accountable_on, duties_on
from wiki.people.models import FunctionHolder


def may_add(session: Session, actor: Actor, entry: Entry) -> bool:
    """Whether the actor may add, change and remove evidence of the entry and its steps: whoever may write the entry,
    whoever answers for it or does it, at one of its steps, too, and who is asked about it today."""
    if entry.status == DELETED:
        return False
    if may_write(actor, entry):
        return True
    return actor.person_id is not None and _answers(session, actor.person_id, entry)


def _answers(session: Session, person_id: int, entry: Entry) -> bool:
    day = company_day(session)
    functions = select(FunctionHolder.function_id).where(
        FunctionHolder.person_id == person_id,
        FunctionHolder.since <= day,
        or_(FunctionHolder.until.is_(None), FunctionHolder.until > day),
    )

    def is_held(row: type[Accountability] | type[Duty]) -> ColumnElement[bool]:
        return (row.entry_id == entry.id) & or_(row.person_id == person_id, row.function_id.in_(functions))

    answers = accountable_on(day).where(is_held(Accountability))
    does = duties_on(day).where(is_held(Duty), Duty.letter == RESPONSIBLE)
    if session.scalar(select(or_(exists(answers.subquery().select()), exists(does.subquery().select())))):
        return True
    return person_id in asked_about(session, entry, day).person_ids
