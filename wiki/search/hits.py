"""What a page of results shows: read for all its hits at once, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.glossary.models import TermLabel
from wiki.ownership.card import in_short
from wiki.people.queries import departments_by_slug, functions_by_slug
from wiki.processes.models import ProcessStep
from wiki.search.describing import Describer, Hit, Known
from wiki.search.query import Query
from wiki.search.service import Match
from wiki.search.snippets import Marker
from wiki.search.texts import passages_of


def hits(session: Session, actor: Actor, query: Query, matches: Sequence[Match], language: str) -> list[Hit]:
    """The hits of one page."""
    ids = [match.entry_id for match in matches]
    entries = _entries(session, actor, ids)
    passages = passages_of(session, list(entries))
    describe = Describer(wired(session, Kinds), Marker(query), language, _known(session, entries, language))
    found = [entries[each] for each in ids if each in entries]
    asked = in_short(session, actor, found, language) if found else {}
    return [replace(describe.hit(each, passages.get(each.id, [])), ask=asked.get(each.id, "")) for each in found]


def _entries(session: Session, actor: Actor, ids: list[int]) -> dict[int, Entry]:
    """The entries as they are now, asked once more with the actor's rights."""
    if not ids:
        return {}
    return {each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(ids), readable(actor)))}


def _known(session: Session, entries: dict[int, Entry], language: str) -> Known:
    terms = [each.id for each in entries.values() if each.kind == "term"]
    processes = [each.id for each in entries.values() if each.kind == "process"]
    departments = {each.department for each in entries.values() if each.department}
    return Known(
        _label_statuses(session, terms) if terms else {},
        _actors(session, processes, language) if processes else {},
        {slug: found.name(language) for slug, found in departments_by_slug(session, departments).items()}
        if departments
        else {},
    )


def _label_statuses(session: Session, entry_ids: list[int]) -> dict[int, dict[str, str]]:
    """Term id → text of a label → its status."""
    found: dict[int, dict[str, str]] = {}
    query = select(TermLabel.term_id, TermLabel.text, TermLabel.status).where(TermLabel.term_id.in_(entry_ids))
    for term_id, text, status in session.execute(query):
        found.setdefault(term_id, {})[text] = status
    return found


def _actors(session: Session, entry_ids: list[int], language: str) -> dict[tuple[int, str], str]:
    """(process id, step key) → the function that acts there, or the role in words."""
    columns = (
        ProcessStep.process_id,
        ProcessStep.key,
        ProcessStep.function,
        ProcessStep.actor_de,
        ProcessStep.actor_en,
    )
    rows = session.execute(select(*columns).where(ProcessStep.process_id.in_(entry_ids))).all()
    slugs = {row.function for row in rows if row.function}
    functions = functions_by_slug(session, slugs) if slugs else {}
    found = {}
    for row in rows:
        pair = (row.actor_de, row.actor_en) if language == "de" else (row.actor_en, row.actor_de)
        function = functions.get(row.function)
        found[row.process_id, row.key] = function.name(language) if function else pair[0] or pair[1]
    return found
