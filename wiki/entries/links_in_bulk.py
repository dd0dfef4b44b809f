"""Links of many entries at once: where they lead, and those that waited for an address that is there now."""

from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.links import find_entry_ids
from wiki.entries.models import EntryLink

_AT_ONCE = 500


def find_all_entry_ids(session: Session, kinds: Kinds, targets: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """As `links.find_entry_ids`, for any number of addresses."""
    by_slug: dict[str, list[tuple[str, str]]] = {}
    for target in targets:
        by_slug.setdefault(target[1], []).append(target)
    slugs = sorted(by_slug)
    found: dict[tuple[str, str], int] = {}
    for start in range(0, len(slugs), _AT_ONCE):
        some = [target for slug in slugs[start : start + _AT_ONCE] for target in by_slug[slug]]
        found |= find_entry_ids(session, kinds, some)
    return found


def adopt_waiting_links(session: Session) -> int:
    """Links that waited for an address that now exists lead to it; the same whatever order entries came in."""
    query = select(EntryLink.id, EntryLink.target_kind, EntryLink.target_slug).where(EntryLink.target_id.is_(None))
    waiting = list(session.execute(query))
    ids = find_all_entry_ids(session, wired(session, Kinds), {(kind, slug) for _id, kind, slug in waiting})
    rows = [{"link": link_id, "target": ids[kind, slug]} for link_id, kind, slug in waiting if (kind, slug) in ids]
    if rows:
        table = cast(Table, EntryLink.__table__)
        session.connection().execute(
            update(table).where(table.c.id == bindparam("link")).values(target_id=bindparam("target")), rows
        )
    return len(rows)
