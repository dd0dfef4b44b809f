"""What other floors see to before an entry is removed for good."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import Entry


@dataclass
class Purges:
    """Filled by the features as they are wired; reach it with `wired(session, Purges)`."""

    before: list[Callable[[Session, Actor, Entry], None]] = field(default_factory=list)
