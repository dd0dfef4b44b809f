"""What people set about themselves."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.access.roles import Role, Roles
from wiki.core.db import wired
from wiki.core.errors import Forbidden, Invalid, Problem
from wiki.core.text import LANGUAGES, clean_line, sort_key_names
from wiki.people.models import Person
from wiki.people.rights import note, role_slugs

MAIL_PREFERENCES = ("at_once", "daily", "weekly", "never")
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class ProfileData:
    """The fields of the profile; an empty time zone is the company's."""

    name: str
    language: str
    theme: str
    timezone: str
    mail_preference: str
    keys_enabled: bool
    suggestions_enabled: bool
    palette_enabled: bool
    marks_terms: bool


def change(session: Session, actor: Actor, person: Person, data: ProfileData) -> None:
    """Keep what the person set; only the person may."""
    if actor.person_id != person.id:
        raise Forbidden(_("Your access roles do not include this."))
    name = clean_line(data.name)
    _check(name, data)
    renamed = name != person.name
    person.name, person.sort_key = name, sort_key_names(name)
    person.language, person.theme, person.timezone = data.language, data.theme, data.timezone
    person.mail_preference = data.mail_preference
    person.keys_enabled, person.marks_terms = data.keys_enabled, data.marks_terms
    person.suggestions_enabled, person.palette_enabled = data.suggestions_enabled, data.palette_enabled
    if renamed:
        note(session, actor, "person:renamed", f"person:{person.id}")
    session.flush()


def _check(name: str, data: ProfileData) -> None:
    wrong = {
        "name": not name or len(name) > 200,
        "language": data.language not in LANGUAGES,
        "theme": data.theme not in THEMES,
        "timezone": bool(data.timezone) and data.timezone not in available_timezones(),
        "mail_preference": data.mail_preference not in MAIL_PREFERENCES,
    }
    problems = [Problem(where, _("This cannot be used.")) for where, is_wrong in wrong.items() if is_wrong]
    if problems:
        raise Invalid(problems)


def roles_of(session: Session, person: Person) -> list[Role]:
    """The access roles of a person whose files are there."""
    by_slug = wired(session, Roles).by_slug
    return [by_slug[each] for each in role_slugs(person) if each in by_slug]


def role_names(session: Session, person: Person) -> list[tuple[str, str]]:
    """(slug, name in the reader's language) of each role."""
    language = str(get_locale() or "de")[:2]
    return [(each.slug, each.name(language)) for each in roles_of(session, person)]
