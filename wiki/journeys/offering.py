"""What the form of a journey offers while somebody types: the steps of processes by their titles."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import RELEASED
from wiki.entries.rights import readable
from wiki.processes.models import Process, ProcessStep

MOST_STEPS = 600
"""Options beyond which nobody looks through them; keys may always be typed."""


def offers(session: Session, actor: Actor, language: str) -> Mapping[str, list[tuple[str, str]]]:
    """(key, process and step) of every step of released processes that the author may read, process by process."""
    order = Process.sort_de if language == "de" else Process.sort_en
    steps = session.execute(
        select(Process, ProcessStep)
        .join(Process.steps)
        .where(Process.status == RELEASED, readable(actor))
        .order_by(order, Process.id, ProcessStep.position)
        .limit(MOST_STEPS)
    )
    return {
        "process_step": [(step.key, f"{process.title(language)}: {step.title(language)}") for process, step in steps]
    }
