"""A company in which words are missing: Emil and Dora look things up, Rita writes terms, Ada administers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from company import Company

from wiki.people import switches
from wiki.people.models import Person
from wiki.people.service import actor_of


@dataclass
class Wanting:
    """People act by name and send forms by browser."""

    company: Company
    csrf: Callable[[str], str]

    def actor(self, name: str) -> Any:
        session = self.company.session
        session.rollback()
        return actor_of(session, session.get_one(Person, self.company.ids[name]))

    def doing(self, name: str, act: Any, *arguments: Any, **named: Any) -> Any:
        actor = self.actor(name)
        return self.company.writing(lambda session: act(session, actor, *arguments, **named))

    def client(self, name: str) -> Any:
        return self.company.stock.sign_in(f"{name.lower()}@example.org")

    def post(self, client: Any, page: str, address: str, **typed: Any) -> Any:
        """Send a form as a browser does after it has opened `page`."""
        return client.post(address, data={"csrf_token": self.csrf(client.get(page).text), **typed})

    def term(self, title: str, *others: str) -> int:
        labels = [{"language": "de", "text": title, "status": "preferred"}]
        labels += [{"language": "de", "text": each} for each in others]
        return self.company.entry("term", title, labels=labels, definition={"de": "ein Wort"})

    def count_searches(self, on: bool = True) -> None:
        self.doing("Ada", switches.turn, "search_words", on)


@pytest.fixture
def wanting(company: Company, csrf: Callable[[str], str]) -> Wanting:
    for name in ("Emil", "Dora"):
        company.person(name)
    company.person("Rita", "", "editor")
    company.person("Ada", "", "administrator")
    made = Wanting(company, csrf)
    made.term("Retoure", "Rücksendung")
    return made
