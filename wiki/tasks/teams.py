"""Whose initiatives the tasks belong to: told by the floor above, asked wherever rights are judged."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.models import Entry


def _none(_actor: Actor) -> Select[tuple[int]]:
    return select(Entry.id).where(false())


@dataclass(frozen=True)
class MilestoneShown:
    """Something an initiative wants to have reached by a day."""

    id: int
    initiative_id: int
    title: str
    due: date
    reached_on: date | None


class FindMilestones(Protocol):
    """Finds milestones."""

    def __call__(
        self, session: Session, initiative_ids: Collection[int], first: date | None = None, last: date | None = None
    ) -> Sequence[MilestoneShown]:
        """Those of the initiatives, due within the days."""


def _nobody(_session: Session, _initiative_ids: Collection[int]) -> Mapping[int, Sequence[int]]:
    return {}


def _nothing(
    session: Session, initiative_ids: Collection[int], first: date | None = None, last: date | None = None
) -> Sequence[MilestoneShown]:
    del session, initiative_ids, first, last
    return ()


def _never(_session: Session, _task_id: int) -> bool:
    return False


@dataclass
class Teams:
    """What the initiatives tell of themselves by their entry ids; reach it with `wired(session, Teams)`."""

    joined_by: Callable[[Actor], Select[tuple[int]]] = _none
    """Those in which the actor takes part, in whatever part."""
    steered_by: Callable[[Actor], Select[tuple[int]]] = _none
    """Those the actor leads or sponsors."""
    leads: Callable[[Session, Collection[int]], Mapping[int, Sequence[int]]] = _nobody
    """Initiative → the people who lead it, then those who sponsor it."""
    milestones: FindMilestones = _nothing
    """The milestones of some initiatives, due from a first day to a last, the first due first."""
    wants_value: Callable[[Session, int], bool] = _never
    """Whether the task asks for a value that is entered at the initiative, and is done by that alone."""
