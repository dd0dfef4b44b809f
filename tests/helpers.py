"""What tests of several folders need."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine, event

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For tests of what no database sees differently."""


@dataclass
class Counted:
    """The statements that ran while counting."""

    statements: list[str] = field(default_factory=list)

    @property
    def selects(self) -> int:
        """How many of them read."""
        return sum(each.lstrip().upper().startswith(("SELECT", "WITH")) for each in self.statements)


@contextmanager
def count_queries(engine: Engine) -> Iterator[Counted]:
    """Count what runs on `engine`: `with count_queries(engine) as counted: …; assert counted.selects == 7`."""
    counted = Counted()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", note)
