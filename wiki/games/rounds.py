"""A long deck comes in rounds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Round(Generic[T]):
    """Some of a deck: round `number` of `rounds`."""

    items: Sequence[T]
    number: int
    rounds: int

    def of(self, items: Sequence[Any]) -> "Round[Any]":
        """The same round with what its items are in full."""
        return replace(self, items=items)


def cut(every: Sequence[T], number: int, size: int) -> Round[T]:
    """The round `number` (beyond the last it is the last) of at most `size`."""
    rounds = max(1, -(-len(every) // size))
    number = min(max(1, number), rounds)
    return Round(every[(number - 1) * size : number * size], number, rounds)
