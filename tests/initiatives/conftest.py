"""A company with an initiative: Lena leads it, Max belongs to the team, Carla steers all, Dora is none of these."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from company import Company

from wiki.access.permissions import Actor
from wiki.initiatives.measuring import Measured
from wiki.initiatives.models import LEAD, MEMBER, Initiative
from wiki.initiatives.service import start
from wiki.initiatives.team import join
from wiki.people.models import Person
from wiki.people.service import actor_of

CONTENT = {
    "figure": {"de": "Rückrufe wie zugesagt", "en": "Calls back as promised"}, "unit": "share", "baseline": "62,5",
    "baseline_on": "2026-09-01", "baseline_cases": 200, "baseline_source": "Ticketsystem", "target": "90",
    "target_on": "2027-01-31",
}  # fmt: skip


@dataclass
class Change:
    """The initiative and who is about it."""

    company: Company
    id: int

    def actor(self, name: str) -> Actor:
        """The person as an actor, with the rights of now."""
        session = self.company.session
        person = session.get(Person, self.company.ids[name])
        assert person is not None
        return actor_of(session, person)

    def doing(self, name: str, act: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """`act(session, actor, initiative, …)` in a transaction of its own."""
        return self.company.writing(lambda session: act(session, self.actor(name), self.id, *arguments, **named))

    def client(self, name: str) -> Any:
        """A browser in which the person has signed in."""
        return self.company.stock.sign_in(f"{name.lower()}@example.org")

    @property
    def now(self) -> Initiative:
        """The initiative as it is in the database."""
        self.company.session.rollback()
        found = self.company.session.get(Initiative, self.id)
        assert found is not None
        return found

    def value(self, value: str, cases: int | None = 160, on: date | None = None) -> Measured:
        """A value measured today."""
        return Measured(Decimal(value), on or self.company.today, cases, "Ticketsystem")


@pytest.fixture
def change(company: Company) -> Change:
    """An initiative that has begun."""
    for name in ("Lena", "Max", "Dora"):
        company.person(name)
    company.person("Carla", "", "cx_manager")
    company.touchpoint("Hotline")
    company.process("Rückruf", "", "Zusagen", "Anrufen")
    found = Change(
        company,
        company.entry("initiative", "Rückrufe halten", touchpoints=["hotline"], processes=["rueckruf"], **CONTENT),
    )
    found.doing("Carla", join, company.ids["Lena"], LEAD)
    found.doing("Carla", join, company.ids["Max"], MEMBER)
    found.doing("Lena", start, "Wir fangen mit der Hotline an.")
    return found
