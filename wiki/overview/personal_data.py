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

NEVER = (
    (_l("Nobody's work is measured."), _l("No counts of edits, no rankings, no comparison of people.")),
    (
        _l("Nobody is told what you read."),
        _l("No list of readers, no reading times. What you read lately is remembered by your browser alone."),
    ),
    (_l("Searches are not kept."), _l("What somebody looked for is answered and forgotten.")),
    (
        _l("No names for strangers."),
        _l("Without signing in nobody sees who wrote, released or is responsible for anything."),
    ),
    (
        _l("Nothing goes to others."),
        _l(
            "No advertising, no statistics by third parties, no fonts or scripts from elsewhere. "
            "Programs that the administration has told of changes do not learn whose they are."
        ),
    ),
    (
        _l("No record of visits."),
        _l("Network addresses are not kept. Cookies only keep you signed in and remember language and appearance."),
    ),
)
"""What the wiki does not do, as (short, explained)."""


@dataclass(frozen=True)
class Shown:
    """One topic on the page: `fields` in words, `switched` None where nothing is to be told about a switch."""

    topic: Topic
    fields: list[str]
    switched: bool | None


@dataclass(frozen=True)
class Page:
    """What the page shows. `contacts` are people to ask, for those who may see names."""

    never: tuple[tuple[Any, Any], ...]
    topics: list[Shown]
    contact: str
    contacts: list[Person]


def page(session: Session, actor: Actor) -> Page:
    """The page as `actor` may see it: names and the state of switches for those signed in."""
    settings = wired(session, Settings)
    may_see_names = actor.signed_in and actor.may(Permission.PERSON_READ)
    return Page(
        never=NEVER,
        topics=[_shown(topic, settings, actor) for topic in wired(session, PersonalData).topics],
        contact=settings.privacy_contact,
        contacts=queries.holders_of_role(session, ADMINISTRATOR) if may_see_names else [],
    )


def _shown(topic: Topic, settings: Settings, actor: Actor) -> Shown:
    switch = topic.switch
    tells = actor.signed_in and switch is not None and switch.is_on is not None
    return Shown(
        topic, _fields(topic.rows), bool(switch and switch.is_on and switch.is_on(settings)) if tells else None
    )


def _fields(rows: tuple[Rows, ...]) -> list[str]:
    """Each sort of rows with its fields: `Account: name, e-mail address …`."""
    found = []
    for each in rows:
        inside = ", ".join(dict.fromkeys(str(label) for label, _column in each.shows))
        found.append(f"{each.label}: {inside}" if inside else str(each.label))
    return found
