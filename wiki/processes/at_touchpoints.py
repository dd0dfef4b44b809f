"""What released processes do at touchpoints, for the map of touchpoints."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from wiki.entries.models import RELEASED, Entry, EntryLink
from wiki.processes.models import ProcessStep


@dataclass(frozen=True)
class Uses:
    """How often released processes lead to a touchpoint, and how many of their steps there are broken."""

    processes: int
    breaks: int


def uses_by_touchpoint(session: Session) -> dict[int, Uses]:
    """The uses of every touchpoint that has any, by the touchpoint's id; one query."""
    leads = (EntryLink.source_id == ProcessStep.process_id) & (EntryLink.step_key == ProcessStep.key)
    breaks = func.sum(case((ProcessStep.has_break_point, 1), else_=0))
    query = (
        select(EntryLink.target_id, func.count(EntryLink.source_id.distinct()), breaks)
        .join(ProcessStep, leads)
        .join(Entry, Entry.id == EntryLink.source_id)
        .where(EntryLink.role == "steps", EntryLink.target_id.is_not(None), Entry.status == RELEASED)
        .group_by(EntryLink.target_id)
    )
    return {row[0]: Uses(row[1], int(row[2])) for row in session.execute(query)}
