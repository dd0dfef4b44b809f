"""Reading the steps of processes that lie behind moments."""

from collections.abc import Collection

from sqlalchemy import Select, select, tuple_

from wiki.processes.models import Process, ProcessStep


def steps_named(pairs: Collection[tuple[str, str]]) -> Select[tuple[str, ProcessStep]]:
    """(slug of the process, step) for those of the (slug, key) `pairs` that exist in released processes."""
    return (
        select(Process.slug, ProcessStep)
        .join(ProcessStep, ProcessStep.process_id == Process.id)
        .where(tuple_(Process.slug, ProcessStep.key).in_(sorted(pairs)))
    )
