"""Reading the steps of released processes."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import RELEASED, EntryLink
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


def moments_of_truth(slugs: Iterable[str]) -> Select[tuple[str]]:
    """Which of the touchpoints `slugs` decide whether a customer stays."""
    return select(Touchpoint.slug).where(Touchpoint.slug.in_(set(slugs)), Touchpoint.moment_of_truth)


def shown_on_map(actor: Actor, language: str, *conditions: ColumnElement[bool]) -> Select[tuple[Process]]:
    """The released processes that the actor may read, by title."""
    order = Process.sort_de if language == "de" else Process.sort_en
    query = select(Process).where(Process.status == RELEASED, readable(actor), *conditions)
    return query.order_by(order, Process.id)


def has_break_point(severities: Iterable[str]) -> ColumnElement[bool]:
    """Processes in which something breaks as badly as one of `severities` says (empty: not rated)."""
    return exists().where(
        ProcessStep.process_id == Process.id,
        ProcessStep.has_break_point,
        ProcessStep.break_severity.in_(list(severities)),
    )


def severities_of(session: Session, process_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many break points of which severity the processes have, by process; `unrated` where nobody said."""
    query = (
        select(ProcessStep.process_id, ProcessStep.break_severity, func.count())
        .where(ProcessStep.process_id.in_(list(process_ids)), ProcessStep.has_break_point)
        .group_by(ProcessStep.process_id, ProcessStep.break_severity)
    )
    found: dict[int, dict[str, int]] = {}
    for process_id, severity, number in session.execute(query):
        found.setdefault(process_id, {})[severity or "unrated"] = number
    return found
