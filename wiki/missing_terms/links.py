"""Links in texts that lead to no term: words that authors took for granted."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.links import Target, target_of
from wiki.entries.models import Entry, EntryLink
from wiki.entries.rights import readable
from wiki.missing_terms.models import MERGED, MissingTerm, MissingWord
from wiki.missing_terms.naming import TERM

_LEADS_NOWHERE = (EntryLink.target_id.is_(None), EntryLink.target_kind.in_(("", TERM)))


@dataclass(frozen=True)
class MissingLink:
    """An address that entries link to and that does not exist. `term`: what is missing under this word already."""

    slug: str
    sources: list[Target]
    term: MissingTerm | None = None

    @property
    def word(self) -> str:
        """The address as a word to begin with."""
        words = self.slug.replace("-", " ")
        return words[:1].upper() + words[1:]


def number_of_links(session: Session) -> int:
    """How many different words are linked to in vain."""
    return session.scalar(select(func.count(EntryLink.target_slug.distinct())).where(*_LEADS_NOWHERE)) or 0


def missing_links(session: Session, actor: Actor, language: str) -> list[MissingLink]:
    """Every such word, those with the most entries first; three queries."""
    kinds = wired(session, Kinds)
    query = select(EntryLink.target_slug, Entry).join(Entry, Entry.id == EntryLink.source_id)
    rows = session.execute(query.where(*_LEADS_NOWHERE, readable(actor)).order_by(Entry.id).distinct())
    sources: dict[str, list[Target]] = defaultdict(list)
    for slug, entry in rows:
        sources[slug].append(target_of(kinds, entry, language))
    asked = select(MissingWord.slug, MissingTerm).join(MissingTerm).where(MissingTerm.state != MERGED)
    terms = dict(session.execute(asked.where(MissingWord.slug.in_(list(sources)))).tuples().all())
    found = [MissingLink(slug, entries, terms.get(slug)) for slug, entries in sources.items()]
    return sorted(found, key=lambda each: (-len(each.sources), each.slug))
