"""The data protection page: made of what the features declare about their tables, so that it cannot drift."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core.about_people import PersonalData, Rows, Topic
from wiki.core.db import wired
from wiki.people import queries
from wiki.people.models import Person
from wiki.people.rights import ADMINISTRATOR
from wiki.people.switches import all_standing


@dataclass(frozen=True)
class Promise:
    """Something the wiki does not do: `short`, then explained. While `switch` is on, the other words are true."""

    short: Any
    text: Any
    switch: str = ""
    short_when_on: Any = ""
    text_when_on: Any = ""

    def words(self, switched_on: frozenset[str]) -> tuple[Any, Any]:
        """(short, explained) as it is true now."""
        return (self.short_when_on, self.text_when_on) if self.switch in switched_on else (self.short, self.text)


PROMISES = (
    Promise(_l("Nobody's work is measured."), _l("No counts of edits, no rankings, no comparison of people.")),
    Promise(
        _l("Nobody is told what you read."),
        _l("No list of readers, no reading times. What you read lately is remembered by your browser alone."),
        "reading",
        _l("Nobody is told what you read, unless you confirm it."),
        _l(
            "No list of readers, no reading times. What is binding you confirm yourself; "
            "that alone is seen by your head."
        ),
    ),
    Promise(
        _l("Searches are not kept."),
        _l("What somebody looked for is answered and forgotten."),
        "search_words",
        _l("Nobody is told what you look for."),
        _l(
            "Searches without a hit are kept as words, without the person, once they occurred on three different days; "
            "never names of people here, and no longer than 90 days."
        ),
    ),
    Promise(
        _l("No names for strangers."),
        _l("Without signing in nobody sees who wrote, released or is responsible for anything."),
    ),
    Promise(
        _l("Nothing goes to others."),
        _l(
            "No advertising, no statistics by third parties, no fonts or scripts from elsewhere. "
            "Programs that the administration has told of changes do not learn whose they are."
        ),
    ),
    Promise(
        _l("No record of visits."),
        _l("Network addresses are not kept. Cookies only keep you signed in and remember language and appearance."),
    ),
)
"""What the wiki does not do."""


@dataclass(frozen=True)
class Shown:
    """One topic on the page: `fields` in words, `switched` None where nothing is to be told about a switch."""

    topic: Topic
    fields: list[str]
    switched: bool | None


@dataclass(frozen=True)
class Page:
    """What the page shows. `contacts` are people to ask, for those who may see names."""

    never: list[tuple[Any, Any]]
    topics: list[Shown]
    contact: str
    contacts: list[Person]


def page(session: Session, actor: Actor) -> Page:
    """The page as `actor` may see it: names and the state of switches for those signed in."""
    settings = wired(session, Settings)
    may_see_names = actor.signed_in and actor.may(Permission.PERSON_READ)
    switched_on = frozenset(each.switch.name for each in all_standing(session) if each.on)
    return Page(
        never=[each.words(switched_on) for each in PROMISES],
        topics=[_shown(topic, settings, switched_on, actor) for topic in wired(session, PersonalData).topics],
        contact=settings.privacy_contact,
        contacts=queries.holders_of_role(session, ADMINISTRATOR) if may_see_names else [],
    )


def _shown(topic: Topic, settings: Settings, switched_on: frozenset[str], actor: Actor) -> Shown:
    return Shown(topic, _fields(topic.rows), _state(topic, settings, switched_on) if actor.signed_in else None)


def _state(topic: Topic, settings: Settings, switched_on: frozenset[str]) -> bool | None:
    switch = topic.switch
    if switch is None:
        return None
    if switch.name:
        return switch.name in switched_on
    return switch.is_on(settings) if switch.is_on is not None else None


def _fields(rows: tuple[Rows, ...]) -> list[str]:
    """Each sort of rows with its fields: `Account: name, e-mail address …`."""
    found = []
    for each in rows:
        inside = ", ".join(dict.fromkeys(str(label) for label, _column in each.shows))
        found.append(f"{each.label}: {inside}" if inside else str(each.label))
    return found
