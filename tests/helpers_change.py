"""What the tests of change management do."""

from dataclasses import dataclass
from typing import Any

from company import Company

from wiki.change import groups, rounds
from wiki.change.groups import GroupData
from wiki.change.models import ASKED
from wiki.change.rounds import RoundData
from wiki.people.models import Person
from wiki.people.service import actor_of

LEAD, READER, MANAGER = "Anna Lindqvist", "Bert Ohm", "Carla Weiß"
ANSWERS = "2 4 4 4 4\n4 3 4 4 4\n4 2 4 4 4\n4 3 5 5 5\n5 5 5 5 5"
"""One at awareness, three at desire, one at nothing."""


@dataclass
class Team:
    """The company and its initiative."""

    company: Company
    initiative: int

    def actor(self, name: str = LEAD):
        """Somebody as an actor."""
        session = self.company.session
        if not session.info.get("writing"):
            session.rollback()
        return actor_of(session, session.get(Person, self.company.ids[name]))

    def doing(self, act, *arguments: Any, by: str = LEAD):
        """`act(session, actor, initiative, …)` in a transaction of its own."""
        try:
            return self.company.writing(lambda session: act(session, self.actor(by), self.initiative, *arguments))
        except Exception:
            self.company.session.rollback()
            raise

    def client(self, name: str = LEAD):
        """A browser in which somebody has signed in."""
        person = self.company.session.get(Person, self.company.ids[name])
        return self.company.stock.sign_in(person.email)

    def group(self, **other: Any) -> int:
        """The hotline, forty people with much to say."""
        known = {"department_id": self.company.ids["Hotline"], "people": 40, "influence": 4, "interest": 5}
        return self.doing(groups.save, GroupData(**{**known, **other}))

    def round(self, group: int, **other: Any):
        """An asked round of today."""
        known = {"sort": ASKED, "day": self.company.today, "answers": ANSWERS}
        return self.doing(rounds.add, group, RoundData(**{**known, **other}))
