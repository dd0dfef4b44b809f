"""What a link without words of its own says: the title of what it leads to, as readers see it, not its address."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.core.text import LANGUAGES
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry, EntrySlug
from wiki.entries.rights import PUBLISHED

_BARE = re.compile(r"\[\[(?:([a-z_-]+):)?([a-z0-9-]+)\]\]")


@dataclass(frozen=True)
class LinkedTitles:
    """Titles by (kind, slug) and by ("", slug), each by language."""

    titles: Mapping[tuple[str, str], Mapping[str, str]]

    def written_out(self, value: Any, language: str = "") -> Any:
        """The content with every bare link `[[slug]]` written as `[[slug|Title]]`, in the language of its text."""
        if not self.titles:
            return value
        if isinstance(value, dict):
            return {
                name: self.written_out(each, name if name in LANGUAGES else language) for name, each in value.items()
            }
        if isinstance(value, list):
            return [self.written_out(each, language) for each in value]
        if isinstance(value, str) and "[[" in value:
            return _BARE.sub(lambda link: self._with_title(link, language), value)
        return value

    def _with_title(self, link: re.Match[str], language: str) -> str:
        by_language = self.titles.get((link[1] or "", link[2]), {})
        title = by_language.get(language) or next(filter(None, by_language.values()), "")
        return f"{link[0][:-2]}|{title}]]" if title and not set(title) & set("[]|") else link[0]


def linked_titles(session: Session, contents: Iterable[Any]) -> LinkedTitles:
    """The titles of what bare links in `contents` lead to; one query, none where there are no such links."""
    slugs = {slug for content in contents for slug in _slugs(content)}
    if not slugs:
        return LinkedTitles({})
    columns = EntrySlug.kind, EntrySlug.slug, Entry.title_de, Entry.title_en
    query = select(*columns).join(Entry, Entry.id == EntrySlug.entry_id)
    rows = session.execute(query.where(EntrySlug.slug.in_(slugs), Entry.status.in_(PUBLISHED))).all()
    order = {name: place for place, name in enumerate(wired(session, Kinds).names)}
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for kind, slug, german, english in sorted(rows, key=lambda row: order.get(row.kind, len(order))):
        found.setdefault(("", slug), {"de": german, "en": english})
        found[kind, slug] = {"de": german, "en": english}
    return LinkedTitles(found)


def _slugs(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _slugs(each)
    elif isinstance(value, str) and "[[" in value:
        yield from (link[2] for link in _BARE.finditer(value))
