"""What the worker does about learning, and releases that ask everybody again: how long each takes, and how long it
keeps others from writing."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from benchmarks.figures import Reading
from benchmarks.learning.students import EDITOR, LEARNER
from benchmarks.ownership.timed import Company
from wiki.core import clock
from wiki.core.consumers import Consumers, Taken
from wiki.core.db import begin_write, wired
from wiki.entries.asking_again import EVERYBODY, AskAgain
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.queries import head
from wiki.entries.release import Manner, content_of, release
from wiki.entries.service import Edit, save
from wiki.learning import reminding, starting
from wiki.people.models import Person
from wiki.people.rights import actor_of
from wiki.reading import reminding as asking
from wiki.reading.models import RequiredReading

CHANGED = ("person.first_day_changed", "function.changed")


@dataclass
class Locks:
    """How long each writing transaction of an engine lasted, from its beginning to its commit."""

    seconds: list[float] = field(default_factory=list)
    _since: dict[int, float] = field(default_factory=dict)

    def watch(self, engine: Any) -> None:
        """From now on."""
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "commit", self._end)

    def _begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            self._since[id(connection)] = time.perf_counter()

    def _end(self, connection: Connection) -> None:
        began = self._since.pop(id(connection), None)
        if began is not None:
            self.seconds.append(time.perf_counter() - began)


@dataclass
class Jobs:
    """Each of them run once in the company, one after the other."""

    company: Company
    locks: Locks
    tell: Callable[[str], None]

    def run(self) -> list[Reading]:
        """The longest that any of the jobs held the write lock, and how long the release held it."""
        released = self._timed("release that asks everybody again", self._release)
        sessions = self.company.runtime.sessions
        jobs: dict[str, Callable[[], object]] = {
            "learning.start": lambda: starting.JOB.run(sessions),
            "learning.remind": lambda: reminding.JOB.run(sessions),
            "reading.ask": lambda: asking.JOB.run(sessions),
            **{f"after {name}": lambda name=name: self._changed(name) for name in CHANGED},  # type: ignore[misc]
        }
        longest = max(((self._timed(name, job), name) for name, job in jobs.items()), key=lambda each: each[0])
        return [
            Reading("asking_again", (released * 1000,), "a version of an entry that binds everybody is released"),
            Reading("learning_jobs", (longest[0] * 1000,), f"longest: {longest[1]}"),
        ]

    def _timed(self, name: str, job: Callable[[], object]) -> float:
        self.locks.seconds.clear()
        began = time.perf_counter()
        with self.company.app.test_request_context():
            said = job()
        whole, longest = time.perf_counter() - began, max(self.locks.seconds, default=0.0)
        self.tell(f"{name}: {whole:.2f} s, {len(self.locks.seconds)} writing, longest {longest * 1000:.0f} ms ({said})")
        return longest

    def _written(self, act: Callable[[Session], object]) -> object:
        with self.company.runtime.sessions() as session:
            begin_write(session)
            found = act(session)
            session.commit()
        return found

    def _release(self) -> object:
        return self._written(release_again)

    def _changed(self, name: str) -> object:
        """What follows one change of one person."""
        with self.company.runtime.sessions() as session:
            learner = session.scalar(select(Person.id).where(Person.email == LEARNER))
        data = {"person_id": learner} if name.startswith("person.") else {}
        taken = [Taken(0, 0, name, clock.now(), None, None, data, 1)]
        consumers = self.company.runtime.wiring.get(Consumers).by_name
        for each in ("learning.start", "reading.joined"):
            consumers[each](self.company.runtime.sessions, taken)
        return name


def release_again(session: Session) -> str:
    """A further version of the first binding entry, which everybody is asked to confirm."""
    query = select(Entry).join(RequiredReading, RequiredReading.entry_id == Entry.id).order_by(Entry.id)
    entry = session.scalars(query.where(RequiredReading.everybody).limit(1)).one()
    actor = actor_of(session, session.scalars(select(Person).where(Person.email == EDITOR)).one())
    newest = head(session, entry.id)
    content = dict(content_of(wired(session, Kinds).of(entry), newest))
    content["summary"] = {code: f"{text} Neu." for code, text in content["summary"].items()}
    saved = save(session, actor, entry, Edit(content, newest.number if newest else 0, note="x"))
    if saved.revision is None:
        raise RuntimeError("nothing was changed")
    release(session, actor, saved.revision, Manner(ask_again=AskAgain(EVERYBODY)))
    return "released"
