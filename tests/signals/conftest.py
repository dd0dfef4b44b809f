"""A company with a hotline: Anna leads it, Carla is CX manager, Emil reports."""

from dataclasses import dataclass
from typing import Any

import pytest
from company import Company

from wiki.people.models import Person
from wiki.people.service import actor_of


@dataclass
class Hotline:
    """People act by name; `process` has the steps Anruf and Zusage (key `zus`) with a break point."""

    company: Company
    process: int
    touchpoint: int

    def actor(self, name: str) -> Any:
        session = self.company.session
        session.rollback()
        return actor_of(session, session.get_one(Person, self.company.ids[name]))

    def doing(self, name: str, act: Any, *arguments: Any, **named: Any) -> Any:
        actor = self.actor(name)
        return self.company.writing(lambda session: act(session, actor, *arguments, **named))

    def client(self, name: str) -> Any:
        return self.company.stock.sign_in(f"{name.lower()}@example.org")


STEPS = [
    {"key": "anr", "lane": "frontstage", "title": {"de": "Anruf", "en": "Call"}},
    {
        "key": "zus", "lane": "frontstage", "title": {"de": "Zusage", "en": "Promise"}, "break_severity": "critical",
        "break_point": {"de": "Niemand ruft zurück.", "en": "Nobody calls back."},
    },
]  # fmt: skip


@pytest.fixture
def hotline(company: Company) -> Hotline:
    company.person("Anna", "", "manager")
    for name in ("Emil", "Dora"):
        company.person(name)
    company.person("Carla", "", "cx_manager")
    company.department("Hotline", "Anna")
    touchpoint = company.touchpoint("Anruf", "Hotline", channel="telephone")
    process = company.entry("process", "Entstörung", "Hotline", steps=STEPS)
    return Hotline(company, process, touchpoint)
