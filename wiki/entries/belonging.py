"""What a release belongs to: an upper floor (initiatives) offers it and ties the released version to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.errors import Invalid, Problem
from wiki.entries.models import Entry, Revision

Offers = list[tuple[Any, list[tuple[int, str]]]]
"""Groups (label, [(id of an entry, title)]): the nearest first."""


@dataclass
class Belonging:
    """Filled by one upper floor; the application ties it to its sessions. `tie` answers False for what the actor may
    not tie a version to."""

    offered: Callable[[Session, Actor, Sequence[Entry], str], Offers] = field(default=lambda *_: [])
    tie: Callable[[Session, Actor, Revision, int], bool] = field(default=lambda *_: False)


def tie(session: Session, actor: Actor, revision: Revision, wanted: int | None) -> None:
    """Tie a version that is being released; raises Invalid where that cannot be."""
    if wanted is not None and not wired(session, Belonging).tie(session, actor, revision, wanted):
        raise Invalid([Problem("belongs_to", _l("This initiative is not under way any more."))])
