"""Which departments take part in processes: those of the functions and touchpoints that the steps name."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.entries.models import Entry
from wiki.people.models import Department, Function
from wiki.processes.models import Process, ProcessStep


def departments(session: Session, entries: Sequence[Entry]) -> Iterable[int]:
    """By id; two queries."""
    ids = [each.id for each in entries if isinstance(each, Process)]
    if not ids:
        return
    of_these = ProcessStep.process_id.in_(ids)
    working = select(Function.department_id).join(ProcessStep, ProcessStep.function == Function.slug)
    yield from (each for each in session.scalars(working.where(of_these).distinct()) if each is not None)
    meeting = (
        select(Department.id)
        .join(Entry, Entry.department == Department.slug)
        .join(ProcessStep, ProcessStep.touchpoint == Entry.slug)
    )
    yield from session.scalars(meeting.where(of_these, Entry.kind == "touchpoint").distinct())
