"""Posts as items of a hand-over: functions held and departments led. They move on the day itself."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import SYSTEM
from wiki.core import outbox
from wiki.handover.models import HandoverItem
from wiki.handover.sources import Found, Source, Transfer
from wiki.people.departments import note_head
from wiki.people.functions import add_holder, remove_holder
from wiki.people.models import Department, Function, FunctionHolder, Person
from wiki.people.rights import note


def _find_functions(session: Session, person_id: int, day: date) -> list[Found]:
    query = (
        select(Function)
        .options(joinedload(Function.department))
        .join(FunctionHolder, FunctionHolder.function_id == Function.id)
        .where(FunctionHolder.person_id == person_id, FunctionHolder.since <= day)
        .where(or_(FunctionHolder.until.is_(None), FunctionHolder.until > day))
        .order_by(Function.sort_key)
    )
    return [
        Found(
            f"function:{each.id}", each.name("de"), each.name("en"), ref_id=each.id,
            department=each.department.slug if each.department else "",
        )
        for each in session.scalars(query)
    ]  # fmt: skip


def _find_departments(session: Session, person_id: int, _day: date) -> list[Found]:
    query = select(Department).where(Department.head_id == person_id).order_by(Department.sort_key)
    return [
        Found(f"head:{each.id}", each.name("de"), each.name("en"), ref_id=each.id, department=each.slug)
        for each in session.scalars(query)
    ]


def _move_function(session: Session, item: HandoverItem, transfer: Transfer) -> None:
    """First taken, then given: one person alone may hold some. Without a successor the function is left open, and the
    head of its department answers for it (`Staff.answerer`)."""
    function = session.get(Function, item.ref_id)
    if function is None:
        return
    remove_holder(session, SYSTEM, function, transfer.leaver_id)
    successor = session.get(Person, transfer.holder_id) if transfer.holder_id is not None else None
    if successor is not None and not transfer.acting and not (function.single_holder and function.holders):
        add_holder(session, SYSTEM, function, successor)


def _move_department(session: Session, item: HandoverItem, transfer: Transfer) -> None:
    """Without a successor nobody leads the department itself, and the head above does."""
    department = session.get(Department, item.ref_id, with_for_update={"of": Department})
    if department is None or department.head_id != transfer.leaver_id:
        return
    department.head_id = None if transfer.acting else transfer.holder_id
    session.flush()
    note_head(session, department)
    note(session, SYSTEM, "department:changed", f"department:{department.id}")
    outbox.record(session, "department.changed", department_id=department.id)


SOURCES = (
    Source("head", _l("Head of"), "building", _find_departments, _move_department),
    Source(
        "function", _l("Function"), "person-badge", _find_functions, _move_function,
        help=_l("With a function go all duties that are held by it."),
    ),
)  # fmt: skip
