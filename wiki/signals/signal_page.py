"""Everything the page of a signal shows, each asked once."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.errors import NotFound
from wiki.core.text import fold
from wiki.entries.models import Entry
from wiki.people.models import Person
from wiki.people.queries import people_by_id
from wiki.signals import whys
from wiki.signals.chart import Chart, drawn
from wiki.signals.frequency import Figures, Month, by_month, figures_of, sightings_of
from wiki.signals.going import can_take_up
from wiki.signals.listing import Asked, alike, ranked
from wiki.signals.models import DUPLICATE, WAITING, Sighting, Signal, Why
from wiki.signals.place import Spot, spots_of
from wiki.signals.rights import is_own, may_report, may_triage
from wiki.signals.sightings import may_take_back
from wiki.signals.tasks_of import task_origin
from wiki.tasks.models import Task
from wiki.tasks.named import Named, names_of
from wiki.tasks.rights import readable_tasks


class SignalPage:
    """A signal with what is known of it and what the reader may do."""

    def __init__(self, session: Session, actor: Actor, number: int, language: str, today: date) -> None:
        options = [joinedload(each) for each in (Signal.entry, Signal.initiative, Signal.reported_by,
                                                 Signal.decided_by, Signal.duplicate_of)]  # fmt: skip
        signal = session.scalar(select(Signal).where(Signal.id == number).options(*options))
        if signal is None:
            raise NotFound
        self.signal = signal
        self.decides = may_triage(actor, signal)
        self.is_own = is_own(actor, signal)
        self.may_report = may_report(actor)
        self.may_reword = self.decides or (self.is_own and signal.decided_at is None)
        self._session, self._actor, self._language, self._today = session, actor, language, today

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided what becomes of it."""
        return self.signal.state in WAITING

    @property
    def is_duplicate(self) -> bool:
        """Whether another stands for it."""
        return self.signal.state == DUPLICATE

    @cached_property
    def spot(self) -> Spot | None:
        """Where it was seen."""
        return spots_of(self._session, self._actor, [self.signal], self._language).get(self.signal.id)

    @cached_property
    def sightings(self) -> list[Sighting]:
        """When it was seen, duplicates included, the newest first."""
        return sightings_of(self._session, self.signal.id)

    @cached_property
    def tellers(self) -> dict[int, Person]:
        """Who told of these, by id."""
        return people_by_id(self._session, {each.told_by_id for each in self.sightings})

    def may_take_back(self, sighting: Sighting) -> bool:
        """Whether the reader may take this sighting away."""
        own = [each for each in self.sightings if each.signal_id == self.signal.id]
        several = len(own) > 1 and sighting.signal_id == self.signal.id
        return several and may_take_back(self._actor, self.signal, sighting)

    @cached_property
    def figures(self) -> Figures:
        """How often it was seen."""
        found = figures_of(self._session, [self.signal.id], self._today)
        return found.get(self.signal.id, Figures())

    @cached_property
    def months(self) -> list[Month]:
        """The last twelve months."""
        return by_month(self.sightings, self._today)

    @property
    def chart(self) -> Chart:
        """The same as a drawing."""
        return drawn(self.months)

    @cached_property
    def whys(self) -> list[Why]:
        """The answers to why, in their order."""
        return whys.of_signal(self._session, self.signal.id)

    @property
    def guesses(self) -> int:
        """How many answers rest on nothing."""
        return sum(not each.evidence for each in self.whys)

    @cached_property
    def duplicates(self) -> Sequence[Signal]:
        """The signals it stands for."""
        query = select(Signal).where(Signal.duplicate_of_id == self.signal.id).order_by(Signal.id)
        return self._session.scalars(query).all()

    @cached_property
    def alike(self) -> list[Signal]:
        """What may be the same."""
        return [] if self.is_duplicate else alike(self._session, self.signal)

    @cached_property
    def initiative(self) -> Named | None:
        """What is done about it, as far as the reader may see it."""
        wanted = self.signal.initiative_id
        return names_of(self._session, self._actor, self._language, [wanted]).get(wanted) if wanted else None

    @cached_property
    def initiatives(self) -> list[tuple[str, str]]:
        """Those that could be about it: (id, title), by title."""
        ids = self._session.scalars(select(Entry.id).where(can_take_up(self._session)))
        named = names_of(self._session, self._actor, self._language, ids)
        return sorted(((str(key), each.title) for key, each in named.items()), key=lambda pair: fold(pair[1]))

    @cached_property
    def next_waiting(self) -> tuple[int, int] | None:
        """For who decides: the next signal that waits, in the order of the list, and how many do besides this one."""
        if not self.decides:
            return None
        ids = ranked(self._session, Asked(), self._today)
        after = ids.index(self.signal.id) + 1 if self.signal.id in ids else 0
        others = [each for each in (*ids[after:], *ids[:after]) if each != self.signal.id]
        return (others[0], len(others)) if others else None

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """The tasks made of it that the reader may see."""
        query = select(Task).where(Task.origin.startswith(task_origin(self.signal.id, "")))
        seen = query.where(readable_tasks(self._session, self._actor)).options(joinedload(Task.assignee))
        return self._session.scalars(seen.order_by(Task.id)).all()
