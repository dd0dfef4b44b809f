"""Whose initiatives the tasks belong to: told by the floor above, asked wherever rights are judged."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Select, false, select

from wiki.access.permissions import Actor
from wiki.entries.models import Entry


def _none(_actor: Actor) -> Select[tuple[int]]:
    return select(Entry.id).where(false())


@dataclass
class Teams:
    """Queries of initiatives' entry ids; reach it with `wired(session, Teams)`."""

    joined_by: Callable[[Actor], Select[tuple[int]]] = _none
    """Those in which the actor takes part, in whatever part."""
    steered_by: Callable[[Actor], Select[tuple[int]]] = _none
    """Those the actor leads or sponsors."""
