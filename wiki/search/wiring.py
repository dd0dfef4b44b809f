"""What search ties to the application."""

from dataclasses import dataclass

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
