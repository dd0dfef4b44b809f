"""What a person can answer for: one source a sort of item. Rooms add theirs to the registry when they are wired."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.handover.models import HandoverItem


@dataclass(frozen=True)
class Found:
    """One thing a person answers for on a day. `key` is unique among all of the person's."""

    key: str
    title_de: str
    title_en: str
    entry_id: int | None = None
    step_key: str = ""
    ref_id: int = 0
    department: str = ""
    """Slug of the department it belongs to, for handing over by department."""


@dataclass(frozen=True)
class Transfer:
    """What `move` is to write down from `day` on: the item leaves `leaver_id` for `holder_id`, `acting` as a head for
    the time being; without a holder it is an open gap, or over."""

    leaver_id: int
    holder_id: int | None
    acting: bool
    day: date


@dataclass(frozen=True)
class Source:
    """A sort of items.

    `find(session, person, day)` gives what the person answers for. `move` writes down where an item goes, in the
    transaction that finishes the hand-over; a source without it is told for information and goes nowhere by itself.
    `needs_somebody(session, item, person, day)`: whether a head takes it when nobody else does.
    """

    sort: str
    title: Any
    icon: str
    find: Callable[[Session, int, date], list[Found]]
    move: Callable[[Session, HandoverItem, Transfer], None] | None = None
    needs_somebody: Callable[[Session, HandoverItem, int, date], bool] = lambda _session, _item, _person, _day: True
    help: Any = ""


@dataclass
class HandoverSources:
    """The sources in the order of the page; reach it with `wired(session, HandoverSources)`."""

    sources: list[Source] = field(default_factory=list)

    @property
    def by_sort(self) -> dict[str, Source]:
        """The sources by their sort."""
        return {each.sort: each for each in self.sources}


def moving(session: Session) -> frozenset[str]:
    """The sorts that somebody takes over; the others are told for information."""
    return frozenset(each.sort for each in wired(session, HandoverSources).sources if each.move is not None)
