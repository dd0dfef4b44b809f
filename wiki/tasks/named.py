"""What tasks belong to and are about, by name: initiatives and entries as their reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.links import entry_url
from wiki.entries.models import DELETED, DRAFT, Entry
from wiki.entries.queries import heads
from wiki.entries.rights import readable
from wiki.tasks.teams import Teams


@dataclass(frozen=True)
class Named:
    """An entry in a list of tasks."""

    title: str
    url: str


def names_of(session: Session, actor: Actor, language: str, ids: Iterable[int | None]) -> dict[int, Named]:
    """Title and address of each of these entries that the actor may read, or as an initiative takes part in; two
    queries at most."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    kinds = wired(session, Kinds)
    joined = Entry.id.in_(wired(session, Teams).joined_by(actor)) & (Entry.status != DELETED)
    query = select(Entry).where(Entry.id.in_(wanted), or_(readable(actor), joined))
    entries = [each for each in session.scalars(query) if each.kind in kinds]
    drafts = heads(session, actor, [each.id for each in entries if each.status == DRAFT])
    titles = {each.entry_id: each.title(language) for each in drafts}
    return {each.id: Named(titles.get(each.id) or each.title(language), entry_url(kinds, each)) for each in entries}
