"""Every figure of initiatives, tasks and signals, in one run, over the wire.

A page that is added gets a line in `PAGES`.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.change.undertakings import Size, Undertakings
from benchmarks.databases import Databases
from benchmarks.figures import Reading
from benchmarks.ownership import crowd
from benchmarks.ownership.crowd import HEAD, MANAGER, READER, Crowd
from benchmarks.ownership.timed import Company, Page, pages

PAGES = (
    Page("board", MANAGER, "/tasks/board?initiative=initiative-0"),
    Page("board", READER, "/tasks/board?initiative=initiative-0"),
    Page("board", MANAGER, "/tasks/board"),
    Page("my_tasks", MANAGER, "/tasks/mine"),
    Page("my_tasks", READER, "/tasks/mine"),
    Page("loop", MANAGER, "/initiatives/initiative-0/loop"),
    Page("loop", READER, "/initiatives/initiative-3/loop"),
    Page("fields", MANAGER, "/loops/fields"),
    Page("fields", READER, "/loops/fields?field=steer"),
    Page("change_lists", MANAGER, "/loops/"),
    Page("change_lists", MANAGER, "/loops/report"),
    Page("change_lists", MANAGER, "/signals/"),
    Page("change_lists", READER, "/signals/"),
    Page("change_lists", MANAGER, "/tasks/"),
    Page("change_lists", MANAGER, "/tasks/calendar"),
    Page("change_lists", MANAGER, "/tasks/timeline?initiative=initiative-0"),
    Page("change_lists", MANAGER, "/initiatives/"),
    Page("change_lists", MANAGER, "/change/"),
    Page("change_lists", MANAGER, "/evidence/"),
    Page("change_lists", HEAD, "/"),
)


def change(
    databases: Databases, rounds: int, tell: Callable[[str], None], size: Size | None = None,
    people: crowd.Size | None = None,
) -> list[Reading]:  # fmt: skip
    """All figures of initiatives."""

    def fill(session: Session) -> None:
        Crowd(session, people or crowd.Size(duties=5000)).fill()
        Undertakings(session, size or Size()).fill()

    with tempfile.TemporaryDirectory(prefix="cxwiki-change-") as name:
        tell("change: building a company …")
        with Company(databases, Path(name), fill) as company:
            tell("change: pages …")
            return pages(company, PAGES, rounds, tell)
