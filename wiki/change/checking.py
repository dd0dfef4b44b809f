"""What nobody may write about groups: names of people, and data of customers without being asked once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.errors import Invalid, Problem
from wiki.core.personal_data import find_in
from wiki.core.text import fold
from wiki.entries.cleaning import MISSING
from wiki.people.models import Person

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST_NAME = 3
_MOST_WORDS = 5
"""Names of people have at most so many words."""


@dataclass(frozen=True)
class Sure:
    """What the author has been asked about and confirmed."""

    no_names: bool = False
    no_customer_data: bool = False


UNASKED = Sure()
"""Nobody has been asked yet."""


@dataclass
class Checks:
    """Gathers what is wrong; `done` raises it all at once."""

    problems: list[Problem] = field(default_factory=list)

    def say(self, where: str, message: object) -> None:
        """Something is wrong at a field."""
        self.problems.append(Problem(where, message))

    def text(self, where: str, text: str, most: int, *, needed: bool = True) -> None:
        """A text that is there and not too long."""
        if needed and not text:
            self.say(where, MISSING)
        if len(text) > most:
            self.say(where, _("At most %(most)s characters; this has %(count)s.", most=most, count=len(text)))

    def number(self, where: str, number: int | None, least: int, most: int) -> None:
        """A whole number within bounds."""
        if number is None or not least <= number <= most:
            self.say(where, _("A whole number from %(least)s to %(most)s.", least=least, most=most))

    def choice(self, where: str, value: object, known: Iterable[object]) -> None:
        """One of a few."""
        if value not in known:
            self.say(where, _("Please choose one of the list."))

    def edits(self, where: str, seen: int, now: int) -> None:
        """Nobody has changed it since the form was opened."""
        if seen != now:
            self.say(where, _("Somebody else has changed this meanwhile. Please look at it again before you save."))

    def customer_data(self, texts: Iterable[str], sure: Sure) -> None:
        """What looks like customer data is asked about once."""
        found = find_in(texts)
        if found and not sure.no_customer_data:
            named = ", ".join(dict.fromkeys(match.text for match in found[:5]))
            self.say("no_customer_data", _("Please check: %(found)s", found=named))

    def nobody_named(self, session: Session, texts: dict[str, str], sure: Sure) -> None:
        """Names of the directory are refused; a single word that is somebody's family name is asked about once."""
        names = [fold(each) for each in session.scalars(select(Person.name))]
        whole = frozenset(each for each in names if " " in each)
        last = frozenset(each.rsplit(" ", 1)[-1] for each in names)
        asked: list[str] = []
        for where, text in texts.items():
            words = _WORD.findall(text)
            named = _whole_names(words, whole)
            if named:
                self.say(where, _("No names of people, please: %(names)s", names=", ".join(named)))
            else:
                asked += _family_names(words, last)
        if asked and not sure.no_names:
            self.say("no_names", _("Please check: %(found)s", found=", ".join(dict.fromkeys(asked[:5]))))

    def done(self) -> None:
        """Raise what was found."""
        if self.problems:
            raise Invalid(self.problems)


def _whole_names(words: list[str], names: frozenset[str]) -> list[str]:
    """First and last name, or last and first."""
    found = []
    for length in range(2, _MOST_WORDS + 1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            turned = [part[-1], *part[:-1]], [*part[1:], part[0]]
            if any(fold(" ".join(each)) in names for each in (part, *turned)):
                found.append(" ".join(part))
    return list(dict.fromkeys(found))


def _family_names(words: list[str], names: frozenset[str]) -> list[str]:
    """Words with a capital that are somebody's family name."""
    return [each for each in words if each[0].isupper() and len(each) >= _SHORTEST_NAME and fold(each) in names]
