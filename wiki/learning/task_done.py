"""A station whose task is ticked off among one's tasks is done, too."""

from wiki.core.consumers import Sessions, Taken
from wiki.core.db import begin_write
from wiki.learning.taking import task_was_done

EVENTS = frozenset({"task.done"})


def consume(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """Mark the stations of tasks that are done; tasks of other rooms are left alone."""
    with sessions() as session:
        begin_write(session)
        for each in batch:
            task_was_done(session, int(each.data.get("task") or 0))
        session.commit()
    return {}
