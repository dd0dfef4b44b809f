"""What entries were called before: titles of earlier releases, and addresses they had. People go on asking for them."""

from collections.abc import Iterator

from sqlalchemy import literal, select, union
from sqlalchemy.orm import Session

from wiki.core.text import LANGUAGES, fold
from wiki.entries.kinds import Passage
from wiki.entries.models import EntrySlug, Release, Revision
from wiki.search.documents import ALT, BODY

FORMER = "former"
"""The field of these passages; no kind has one of this name."""


def former_names(session: Session, entry_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Entry id → (language, name) of what it was called; one query. An address has no language."""
    if not entry_ids:
        return {}
    titles = [
        select(Release.entry_id, literal(language), column)
        .join(Revision, Revision.id == Release.revision_id)
        .where(Release.entry_id.in_(entry_ids), Release.ended_at.is_not(None), column != "")
        for language, column in zip(LANGUAGES, (Revision.title_de, Revision.title_en), strict=True)
    ]
    slugs = select(EntrySlug.entry_id, literal(""), EntrySlug.slug).where(
        EntrySlug.entry_id.in_(entry_ids), EntrySlug.current.is_(False)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for entry_id, language, name in sorted(session.execute(union(*titles, slugs)).all(), key=tuple, reverse=True):
        found.setdefault(entry_id, []).append((language, name))
    return found


def former_passages(names: list[tuple[str, str]], passages: list[Passage]) -> Iterator[Passage]:
    """Passages of those names that the entry does not bear any more, each once."""
    borne = {fold(text) for each in passages if each.weight != BODY for text in each.texts.values()}
    for language, name in names:
        text = name if language else name.replace("-", " ")
        if fold(text) not in borne:
            borne.add(fold(text))
            yield Passage(FORMER, {language or LANGUAGES[0]: text}, ALT)
