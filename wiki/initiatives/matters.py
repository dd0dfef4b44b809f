"""What people are told of initiatives."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.entries.models import Entry
from wiki.initiatives.models import LEAD, PARTS, RED, SPONSOR
from wiki.initiatives.team import members_now

PROGRESS, EFFECT = "initiative.progress", "initiative.effect"
"""The endpoints of the two pages of how it goes."""


def _data(session: Session, event: Taken) -> dict[str, Any]:
    entry = session.get(Entry, event.entry_id)
    kept = {name: event.data[name] for name in ("note", "part") if name in event.data}
    return {**kept, "slug": entry.slug if entry is not None else ""}


def _people(session: Session, event: Taken, parts: tuple[str, ...]) -> Iterable[Told]:
    members = members_now(session, event.entry_id or 0)
    people = {each.person_id for each in members if each.part in parts} - {event.actor_id}
    yield Told(frozenset(people), event.actor_id, _data(session, event))


def _team(session: Session, event: Taken) -> Iterable[Told]:
    return _people(session, event, PARTS)


def _answering(session: Session, event: Taken) -> Iterable[Told]:
    """Sponsor and lead, when the light has turned red."""
    return _people(session, event, (SPONSOR, LEAD)) if event.data.get("light") == RED else ()


def _joined(session: Session, event: Taken) -> Iterable[Told]:
    person = event.data.get("person_id")
    if isinstance(person, int) and person != event.actor_id:
        yield Told(frozenset({person}), event.actor_id, _data(session, event))


def _to(endpoint: str) -> Callable[[Mapping[str, Any], bool], str]:
    def url(data: Mapping[str, Any], absolute: bool) -> str:
        return url_for(endpoint, slug=data["slug"], _external=absolute)

    return url


def _asked(data: Mapping[str, Any], name: str, title: str) -> str:
    if data.get("part") == LEAD:
        return str(_("%(name)s has made you the lead of the initiative “%(title)s”", name=name, title=title))
    if data.get("part") == SPONSOR:
        return str(_("%(name)s has named you as the sponsor of the initiative “%(title)s”", name=name, title=title))
    return str(_("%(name)s has taken you into the team of the initiative “%(title)s”", name=name, title=title))


def _red(_data: Mapping[str, Any], name: str, title: str) -> str:
    return str(_("%(name)s reports: the initiative “%(title)s” needs help", name=name, title=title))


def _closed(_data: Mapping[str, Any], name: str, title: str) -> str:
    return str(_("%(name)s has closed the initiative “%(title)s”", name=name, title=title))


def _ended(_data: Mapping[str, Any], _name: str, title: str) -> str:
    return str(_("The effect of the initiative “%(title)s” has held", title=title))


def _reopened(_data: Mapping[str, Any], _name: str, title: str) -> str:
    return str(_("The initiative “%(title)s” is open again", title=title))


MATTERS = (
    Matter.news("initiative.joined", "people", _joined, _asked, _to(PROGRESS)),
    Matter("initiative_red", "initiative.reported", "exclamation-triangle", _answering, _red, _to(PROGRESS)),
    Matter.news("initiative.closed", "check2", _team, _closed, _to(EFFECT)),
    Matter.news("initiative.ended", "check-circle", _team, _ended, _to(EFFECT)),
    Matter.news("initiative.reopened", "arrow-counterclockwise", _team, _reopened, _to(EFFECT)),
)
