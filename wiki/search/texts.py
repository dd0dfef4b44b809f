"""The passages of released entries: kept ready in the database, else made from the payload."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.entries.kinds import Kind, Kinds, Passage
from wiki.entries.models import Entry, Revision
from wiki.entries.rights import PUBLISHED
from wiki.search.former import FORMER, former_names, former_passages
from wiki.search.linked import linked_titles
from wiki.search.models import SearchText

VERSION = "4"
"""Raise it when a kind yields other passages than before; a rebuild makes all anew in any case."""
_AT_ONCE = 200


@dataclass(frozen=True)
class Text:
    """What search finds of one revision; `is_kept`: it came from where it is kept ready."""

    revision_id: int
    passages: list[Passage]
    is_kept: bool = False


def passages_of(session: Session, entry_ids: Iterable[int]) -> dict[int, list[Passage]]:
    """Entry id → passages of what readers see, for those of the entries that are released or archived."""
    return {entry_id: text.passages for entry_id, text in texts_of(session, entry_ids).items()}


def texts_of(session: Session, entry_ids: Iterable[int], *, fresh: bool = False) -> dict[int, Text]:
    """Entry id → text, with what the entry was called before. Four queries for each 200; `fresh`: from the payloads
    even where they are kept ready."""
    found: dict[int, Text] = {}
    wanted = list(entry_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        ready = {} if fresh else _ready(session, some)
        missing = [each for each in some if each not in ready]
        texts = ready | (dict(_made(session, missing)) if missing else {})
        former = former_names(session, list(texts))
        for entry_id, names in former.items():
            texts[entry_id].passages.extend(former_passages(names, texts[entry_id].passages))
        found |= texts
    return found


def _published(entry_ids: list[int]) -> tuple[ColumnElement[bool], ...]:
    return Entry.id.in_(entry_ids), Entry.status.in_(PUBLISHED)


def _ready(session: Session, entry_ids: list[int]) -> dict[int, Text]:
    query = (
        select(SearchText.entry_id, SearchText.revision_id, SearchText.passages)
        .join(Entry, Entry.id == SearchText.entry_id)
        .where(*_published(entry_ids), SearchText.revision_id == Entry.released_id, SearchText.version == VERSION)
    )
    return {
        entry_id: Text(revision_id, [_passage(each) for each in kept["all"]], is_kept=True)
        for entry_id, revision_id, kept in session.execute(query)
    }


def _made(session: Session, entry_ids: list[int]) -> Iterator[tuple[int, Text]]:
    kinds = wired(session, Kinds)
    query = (
        select(Entry.id, Entry.kind, Revision.id, Revision.payload, Revision.schema_version)
        .join(Revision, Revision.id == Entry.released_id)
        .where(*_published(entry_ids))
    )
    rows = session.execute(query).all()
    titles = linked_titles(session, [payload for _id, _kind, _revision, payload, _version in rows])
    for entry_id, kind_name, revision_id, payload, version in rows:
        if kind_name in kinds:
            yield entry_id, Text(revision_id, _passages(kinds.get(kind_name), titles.written_out(payload), version))


def _passages(kind: Kind, payload: Mapping[str, Any], version: int) -> list[Passage]:
    return [each for each in kind.passages(kind.read(payload, version)) if any(each.texts.values())]


def keep(session: Session, texts: Mapping[int, Text]) -> None:
    """Keep what was made ready; a row that somebody else wrote meanwhile or whose entry is gone is left alone. Writes,
    so inside `begin_write`: the texts are made before, outside the lock."""
    made = {entry_id: text for entry_id, text in texts.items() if not text.is_kept}
    present = set(session.scalars(select(Entry.id).where(Entry.id.in_(made))))
    kept = {row.entry_id: row for row in session.scalars(select(SearchText).where(SearchText.entry_id.in_(made)))}
    with suppress(IntegrityError), session.begin_nested():
        for entry_id in present:
            row = kept.get(entry_id) or SearchText(entry_id=entry_id)
            row.revision_id, row.version = made[entry_id].revision_id, VERSION
            row.passages = {"all": [_kept(each) for each in made[entry_id].passages if each.field != FORMER]}
            session.add(row)


def _kept(passage: Passage) -> list[Any]:
    return [passage.field, passage.weight, passage.step_key, dict(passage.texts)]


def _passage(kept: list[Any]) -> Passage:
    field, weight, step_key, texts = kept
    return Passage(field, texts, weight, step_key)
