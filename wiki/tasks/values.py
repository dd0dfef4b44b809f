"""What people want of tasks, as values for the services."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date


@dataclass(frozen=True)
class TaskData:
    """What somebody wants done."""

    title: str
    text: str = ""
    category: str = ""
    assignee_id: int | None = None
    starts: date | None = None
    due: date | None = None
    repeat: str = ""
    items: tuple[str, ...] = ()
    ask_about_data: bool = False
    """Whether what looks like customer data is refused: the first time somebody sends a form, before they say it is
    none."""

    @property
    def prints(self) -> dict[str, str]:
        """Field → a short print of its value, by which a form knows what it was shown."""
        return {name: _print(getattr(self, name)) for name in SHOWN}


SHOWN = tuple(each.name for each in fields(TaskData) if each.name != "ask_about_data")
"""The fields people see and change."""


def _print(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Subject:
    """What a task belongs to and is about; `origin` is what made it, once."""

    initiative_id: int | None = None
    entry_id: int | None = None
    step_key: str = ""
    comment_id: int | None = None
    origin: str = ""


@dataclass(frozen=True)
class Seen:
    """What somebody had before the eyes when they began to change a task: the count of changes, and the prints of the
    values. Without prints every field that is another now counts as changed by others."""

    edits: int
    prints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """Where a task is to go. `seen` is the column it was seen in; empty: wherever it is. `after_id`: below this task,
    0 at the top, None at the end."""

    state: str
    after_id: int | None = None
    seen: str = ""
    waits_for: str = ""
