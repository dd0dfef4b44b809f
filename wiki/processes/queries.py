"""Reading the steps of released processes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import RELEASED, Entry, EntryLink
from wiki.entries.rights import readable
from wiki.processes.models import Process, ProcessStep
from wiki.touchpoints.models import Touchpoint


def steps_at(actor: Actor, touchpoint_id: int, language: str) -> Select[tuple[Process, ProcessStep]]:
    """The steps that happen at a touchpoint, with their processes, as far as the actor may read them."""
    order = Process.sort_de if language == "de" else Process.sort_en
    return (
        select(Process, ProcessStep)
        .join(ProcessStep, ProcessStep.process_id == Process.id)
        .join(EntryLink, (EntryLink.source_id == Process.id) & (EntryLink.step_key == ProcessStep.key))
        .where(EntryLink.role == "steps", EntryLink.target_id == touchpoint_id, readable(actor))
        .order_by(order, Process.id, ProcessStep.position)
    )


@dataclass(frozen=True)
class Uses:
    """How often released processes lead to a touchpoint, and how many of their steps there are broken."""

    processes: int
    breaks: int


def uses_by_touchpoint(session: Session) -> dict[int, Uses]:
    """What released processes do at touchpoints, by the touchpoint's id."""
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


def moments_of_truth(slugs: Iterable[str]) -> Select[tuple[str]]:
    """Which of the touchpoints `slugs` decide whether a customer stays."""
    return select(Touchpoint.slug).where(Touchpoint.slug.in_(set(slugs)), Touchpoint.moment_of_truth)
