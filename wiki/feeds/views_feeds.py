"""The feeds themselves: open ones with the rights of the browser's session, private ones with those of their person."""

from urllib.parse import parse_qsl

from flask import Response, g, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.access.rules import PUBLIC, READER, rule
from wiki.core.errors import NotFound
from wiki.feeds import addresses
from wiki.feeds.answering import atom_answer, calendar_answer, list_named
from wiki.feeds.blueprint import blueprint
from wiki.feeds.models import FeedAddress
from wiki.people.models import Person
from wiki.people.rights import actor_of
from wiki.web.transaction import db

LONGEST_TOKEN = 100


@blueprint.get("/<name>.atom")
@rule(READER)
def open_feed(name: str) -> Response:
    """A list as Atom, narrowed as its page."""
    return atom_answer(list_named(name, current_actor()), current_actor(), request.args)


@blueprint.get("/private/<token>.atom")
@rule(PUBLIC)
def private_feed(token: str) -> Response:
    """A list with the rights its person has at this moment, whoever fetches it."""
    found = _find(token)
    if found.list_name == addresses.DUE:
        raise NotFound(_("There is no such feed."))
    actor = _as(found.person)
    return atom_answer(list_named(found.list_name, actor), actor, MultiDict(parse_qsl(found.query)))


@blueprint.get("/private/<token>.ics")
@rule(PUBLIC)
def private_calendar(token: str) -> Response:
    """A person's due dates."""
    found = _find(token)
    if found.list_name != addresses.DUE:
        raise NotFound(_("There is no such feed."))
    return calendar_answer(_as(found.person))


def _find(token: str) -> FeedAddress:
    found = addresses.find(db(), token) if len(token) <= LONGEST_TOKEN else None
    if found is None:
        raise NotFound(_("There is no such feed."))
    return found


def _as(person: Person) -> Actor:
    """The person as an actor, and the answer in the person's language and time, whoever is signed in here."""
    g.language, g.person_timezone = person.language, person.timezone
    g.actor = actor_of(db(), person)
    return current_actor()
