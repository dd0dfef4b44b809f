"""How the references of payloads are called on screen: a fixed number of queries, however many there are."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.access.roles import Roles
from wiki.core.db import wired
from wiki.entries import links
from wiki.entries import payload as payloads
from wiki.entries.any_entry import ROLE, named_by
from wiki.entries.compare import Names
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kind, Kinds
from wiki.people.queries import departments_by_slug, functions_by_slug


def names_in(session: Session, actor: Actor, kind: Kind, language: str, payloads_: Iterable[Payload]) -> Names:
    """The titles of entries and the names of departments, functions and access roles that `payloads_` refer to, as far
    as the actor may read them; anything else goes by its slug."""
    wanted = {found for payload in payloads_ for found in _references(kind, payload)}
    entries = {each for each in wanted if each[0] not in payloads.PEOPLE_KINDS}
    targets = links.resolve(session, wired(session, Kinds), actor, language, entries)
    names = {key: target.title for key, target in targets.items()}
    for people_kind, find in (("department", departments_by_slug), ("function", functions_by_slug)):
        slugs = {slug for each, slug in wanted if each == people_kind}
        if slugs:
            names |= {(people_kind, slug): each.name(language) for slug, each in find(session, slugs).items()}
    roles = wired(session, Roles).by_slug
    names |= {(ROLE, slug): roles[slug].name(language) for kind_, slug in wanted if kind_ == ROLE and slug in roles}
    return lambda named_kind, slug: names.get((named_kind, slug), slug)


def _references(kind: Kind, payload: Payload) -> Iterable[tuple[str, str]]:
    for place in payloads.places(kind.all_fields, payload):
        yield from named_by(place.field, place.value)
