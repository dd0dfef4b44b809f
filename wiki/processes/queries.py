"""Reading the steps of released processes."""

from collections.abc import Iterable

from sqlalchemy import Select, select

from wiki.access.permissions import Actor
from wiki.entries.models import EntryLink
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
