"""A company in which a hotline hands over to the engineers: what its tests do."""

from dataclasses import dataclass
from typing import Any

from company import Company
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core.consumers import Taken
from wiki.core.db import wired
from wiki.core.outbox import Event
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.release import release
from wiki.entries.service import Edit, Intent, save
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.seams.saying import At


def step(key: str, **more):
    """A step of a process."""
    return {"key": key, "lane": "backstage", "title": {"de": f"Schritt {key}", "en": f"Step {key}"}, **more}


STEPS = [
    step("aaa", function="agent", touchpoint="anruf", break_point={"de": "Warteschleife"}),
    {**step("bbb"), "lane": "customer"},
    step("ccc", function="techniker"),
    step("ddd", function="techniker", touchpoint="brief"),
]


@dataclass
class Shop:
    """The company, its process and the seam between its two departments."""

    company: Company
    process: int
    at: At

    def actor(self, name: str):
        """Somebody as an actor."""
        session = self.company.session
        if not session.info.get("writing"):
            session.rollback()
        return actor_of(session, session.get(Person, self.company.ids[name]))

    def doing(self, name: str, act, *arguments):
        """`act(session, actor, …)` in a transaction of its own."""
        return self.company.writing(lambda session: act(session, self.actor(name), *arguments))

    def client(self, name: str):
        """A browser in which somebody has signed in."""
        person = self.company.session.get(Person, self.company.ids[name])
        return self.company.stock.sign_in(person.email)

    def another_process(self, title: str):
        """A further process with the same steps."""
        return self.company.entry("process", title, "Hotline", steps=STEPS)

    def now_has(self, steps: list[Any], intent: Intent = Intent.RELEASE) -> int:
        """A new version of the process with these steps; returns the revision's id."""

        def write(session):
            entry = session.get(Entry, self.process)
            kind = wired(session, Kinds).get("process")
            content = {
                "title": {"de": "Entstörung", "en": "Entstörung"}, "department": "hotline", "steps": steps,
            }  # fmt: skip
            cleaned, problems = payloads.clean(kind, content)
            assert not problems
            return save(session, SYSTEM, entry, Edit(cleaned, entry.latest_number, intent=intent)).revision

        return self.company.writing(write)

    def release(self, revision) -> None:
        """Release a version that waits."""
        self.company.writing(lambda session: release(session, SYSTEM, session.merge(revision)))

    def event(self, name: str) -> Taken:
        """The newest event called so, as the worker takes it."""
        self.company.session.rollback()
        query = select(Event).where(Event.name == name).order_by(Event.id.desc()).limit(1)
        found = self.company.session.scalars(query).one()
        return Taken(0, found.id, name, found.occurred_at, found.actor_id, found.entry_id, found.data, 0)


def make_shop(company: Company) -> Shop:
    """Anna leads the hotline, Bert the engineers; Carla is CX manager, Dora is neither."""
    for name in ("Anna", "Bert", "Dora"):
        company.person(name)
    company.person("Carla", "", "cx_manager")
    company.department("Hotline", "Anna")
    company.department("Technik", "Bert")
    company.function("Agent", "Hotline")
    company.function("Techniker", "Technik")
    company.touchpoint("Anruf", "Hotline", channel="telephone")
    company.touchpoint("Brief", "Technik", channel="post")
    process = company.entry("process", "Entstörung", "Hotline", steps=STEPS)
    return Shop(company, process, At(process, "aaa", "ccc"))
