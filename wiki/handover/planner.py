"""Where everything goes on the day: decided from values alone, so that it can be tried on any day and any company."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wiki.handover.models import ACCEPTED, ENDED, MOVED, STAYED, TO_HEAD


@dataclass(frozen=True)
class Wish:
    """An item as it stands: whether its sort needs somebody at any time, who was asked and what became of it."""

    key: str
    state: str
    successor_id: int | None = None
    needs_somebody: bool = True
    head_id: int | None = None
    """The nearest head who is there on that day."""


@dataclass(frozen=True)
class Move:
    """What becomes of an item: MOVED and TO_HEAD to `holder_id` (None: nobody is left, an open gap), STAYED, ENDED."""

    key: str
    result: str
    holder_id: int | None = None


def plan(wishes: Iterable[Wish], *, leaver_id: int, leaving: bool, is_here: Callable[[int], bool]) -> list[Move]:
    """Every item's way. An acceptance counts while the successor is there on that day; whoever stays keeps the rest,
    of whoever leaves the head takes what needs somebody."""
    return [_way(wish, leaver_id, leaving, is_here) for wish in wishes]


def _way(wish: Wish, leaver_id: int, leaving: bool, is_here: Callable[[int], bool]) -> Move:
    successor = wish.successor_id
    if wish.state == ACCEPTED and successor is not None and successor != leaver_id and is_here(successor):
        return Move(wish.key, MOVED, successor)
    if not leaving:
        return Move(wish.key, STAYED, leaver_id)
    if not wish.needs_somebody:
        return Move(wish.key, ENDED)
    return Move(wish.key, TO_HEAD, wish.head_id if wish.head_id != leaver_id else None)
