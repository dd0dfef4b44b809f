"""What a question about an entry is made from: its released content, and the way to its page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.core import markdown
from wiki.core.db import wired
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kinds
from wiki.entries.links import entry_url
from wiki.entries.models import RELEASED, Entry
from wiki.questions.question import ReadOn


@dataclass(frozen=True)
class Source:
    """A released entry in one language."""

    id: int
    kind: str
    slug: str
    title: str
    content: Payload
    read_on: ReadOn
    department: str
    language: str

    def text(self, name: str) -> str:
        """The words of a Markdown field in this language; nothing where there are none in it."""
        return markdown.plain(said(self.content, name, self.language))


def said(content: Payload, name: str, language: str) -> str:
    """The field `name` in `language`, as written; nothing where there is none in it."""
    return str(content.get(name, {}).get(language, ""))


def read_sources(session: Session, language: str, ids: Iterable[int]) -> Mapping[int, Source]:
    """The entries with these ids, in the order of the ids, as far as they are released; one query."""
    wanted = list(dict.fromkeys(ids))
    query = select(Entry).where(Entry.id.in_(wanted), Entry.status == RELEASED).options(joinedload(Entry.released))
    found = {entry.id: entry for entry in session.scalars(query)}
    kinds = wired(session, Kinds)
    return {each: _source(kinds, found[each], language) for each in wanted if each in found}


def _source(kinds: Kinds, entry: Entry, language: str) -> Source:
    kind, revision = kinds.of(entry), entry.released
    content = kind.read(revision.payload, revision.schema_version) if revision is not None else {}
    read_on = ReadOn(entry_url(kinds, entry), entry.title(language))
    return Source(entry.id, entry.kind, entry.slug, entry.title(language), content, read_on, entry.department, language)
