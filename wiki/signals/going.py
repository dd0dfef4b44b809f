"""Which initiatives a signal can still belong to: told by the floor above."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.entries.models import ARCHIVED, DELETED, Entry

INITIATIVE = "initiative"


@dataclass
class Going:
    """Filled by initiatives; reach it with `wired(session, Going)`. `condition`: on `Entry`, that it is not over."""

    condition: Callable[[], ColumnElement[bool]] = true


def can_take_up(session: Session) -> ColumnElement[bool]:
    """A condition on `Entry`: an initiative that is neither over nor put away."""
    kept = Entry.status.not_in((ARCHIVED, DELETED))
    return (Entry.kind == INITIATIVE) & kept & wired(session, Going).condition()


def is_going(session: Session, initiative_id: int) -> bool:
    """The same for one initiative."""
    return session.scalar(select(Entry.id).where(Entry.id == initiative_id, can_take_up(session))) is not None
