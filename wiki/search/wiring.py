"""What search ties to the application."""

from dataclasses import dataclass, field

from wiki.search.columns import Columns
from wiki.search.engine import Engine
from wiki.search.prepared import Prepared

CONSUMER = "index"
EVENTS = frozenset(
    f"entry.{what}" for what in ("released", "archived", "unarchived", "deleted", "undeleted", "renamed", "purged")
)


@dataclass(frozen=True)
class Search:
    """The index of this application, and what this process keeps prepared beside it."""

    engine: Engine
    prepared: Prepared
    columns: Columns = field(default_factory=Columns)
    others: tuple[Engine, ...] = ()
    """Engines that could have been in use before; what they left is thrown away."""
