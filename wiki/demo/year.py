"""The sample company's year: acts of services on earlier days, one after another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.consumers import Jobs
from wiki.core.db import begin_write
from wiki.entries.models import Entry
from wiki.ownership import holders
from wiki.ownership.holders import Holder, Place
from wiki.people.models import Department, Function, Person
from wiki.people.rights import actor_of
from wiki.web.runtime import Runtime

MORNING = time(9, 0)
NIGHTLY = {"handover", "duties.in_force", "requests.attend", "reviews.remind", "people_last_days",
           "reading.ask", "learning.start"}  # fmt: skip


class Year:
    """Turns the clock back, day by day, and finds by name whoever acts or is acted upon."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._zone = runtime.settings.zone
        self._now = clock.now()
        self._reached = datetime.min.replace(tzinfo=self._now.tzinfo)

    @property
    def today(self) -> date:
        """The last day of the story: the day it is told."""
        return self._now.astimezone(self._zone).date()

    def day(self, ago: int) -> date:
        """The day `ago` days before; after it with a negative number."""
        return self.today - timedelta(days=ago)

    @contextmanager
    def clock_at(self, ago: int) -> Iterator[None]:
        """The clock stands at that day, a minute after what happened last; people speak German. No way back."""
        morning = datetime.combine(self.day(ago), MORNING, self._zone).astimezone(self._now.tzinfo)
        instant = min(max(morning, self._reached + timedelta(minutes=1)), self._now)
        if instant > morning + timedelta(hours=14) or instant < self._reached:
            raise ValueError(f"{ago} days ago lies before what has happened already")
        self._reached = instant
        with clock.frozen(instant), force_locale("de"):
            yield

    @contextmanager
    def on(self, ago: int) -> Iterator["Scene"]:
        """One transaction on that day."""
        with self.clock_at(ago), self.runtime.sessions() as session:
            begin_write(session)
            yield Scene(session)
            session.commit()

    def night(self, ago: int) -> None:
        """What the worker does on that day about requests, reviews and people who have left."""
        with self.clock_at(ago):
            for job in self.runtime.wiring.get(Jobs).jobs:
                if job.name in NIGHTLY:
                    job.run(self.runtime.sessions)


class Scene:
    """A transaction and who is in it."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def today(self) -> date:
        """The day on which it happens."""
        return company_day(self.session)

    def day(self, ago: int) -> date:
        """The day `ago` days before it; after it with a negative number."""
        return self.today - timedelta(days=ago)

    def person(self, name: str) -> Person:
        """The person called so."""
        return self.session.scalars(select(Person).where(Person.name == name)).one()

    def department(self, name: str) -> Department:
        """The department with this German name."""
        return self.session.scalars(select(Department).where(Department.name_de == name)).one()

    def function(self, name: str) -> Function:
        """The function with this German name."""
        return self.session.scalars(select(Function).where(Function.name_de == name)).one()

    def entry(self, kind: str, slug: str) -> Entry:
        """The entry at this address."""
        return self.session.scalars(select(Entry).where(Entry.kind == kind, Entry.slug == slug)).one()

    def actor(self, name: str = "") -> Actor:
        """The person called so, acting; without a name the system."""
        return actor_of(self.session, self.person(name)) if name else SYSTEM

    def holder(self, name: str) -> Holder:
        """The person, function or department called so."""
        person = self.session.scalar(select(Person.id).where(Person.name == name))
        if person is not None:
            return holders.person(person)
        function = self.session.scalar(select(Function.id).where(Function.name_de == name))
        return holders.function(function) if function is not None else holders.department(self.department(name).id)

    def place(self, where: str) -> Place:
        """`touchpoint/hotline`, or with a step `process/reparatur#annehmen`."""
        address, _hash, step = where.partition("#")
        kind, _slash, slug = address.partition("/")
        return Place(self.entry(kind, slug).id, step)


@dataclass(frozen=True)
class Act:
    """Something that happened `ago` days ago, in a transaction of its own."""

    ago: int
    do: Callable[[Scene], object]
