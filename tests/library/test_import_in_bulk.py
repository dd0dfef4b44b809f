"""Many new entries at once leave the same rows as one by one."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.library.library_folder import Library, term
from wiki.access.permissions import SYSTEM, Actor
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write, wired
from wiki.core.outbox import Delivery, Event, Subscriptions
from wiki.entries import bulk, service
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.models import (
    TELL_NOBODY,
    Entry,
    EntryLink,
    EntrySlug,
    Release,
    Revision,
    Watch,
)
from wiki.entries.release import Manner
from wiki.entries.service import Edit, Intent
from wiki.entries.telling import Telling
from wiki.glossary.models import TermLabel

TABLES = (Entry, EntrySlug, Revision, Release, EntryLink, TermLabel, AuditRow, Event, Delivery, Watch)


VARYING = {"mark", "at", "created_at", "changed_at", "released_at", "decided_at", "occurred_at", "due_at", "since"}


def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    session.rollback()
    found = {}
    for model in TABLES:
        table = model.__table__
        shown = [c for c in table.columns if c.name != "id"]
        found[table.name] = sorted(
            (
                {c.name: value is None if c.name in VARYING else value for c, value in zip(shown, row, strict=True)}
                for row in session.execute(select(*shown))
            ),
            key=str,
        )
    return found


@pytest.mark.parametrize("released", [True, False])
@pytest.mark.parametrize("by", ["system", "editor"])
def test_the_bulk_path_leaves_the_same_rows_as_the_single_one(
    library: Library, session: Session, stock: Any, released: bool, by: str
) -> None:
    library.runtime.wiring.get(Subscriptions).add("test", frozenset({"entry.released", "entry.saved"}))
    actor: Actor = SYSTEM if by == "system" else stock.actor(session, by)
    kinds = wired(session, Kinds)
    wanted = {
        ("term", "kunde"): term("Kunde", "wer [[nutzer|nutzt]] oder [[nirgends]]", scope="CX", review_months=6),
        ("term", "nutzer"): term("Nutzer", related=["kunde"], field_of_action="design"),
        ("touchpoint", "website"): {"title": {"de": "Website", "en": "Web site"}, "channel": "web", "phases": ["need"]},
        ("process", "kauf"): {
            "title": {"de": "Kauf"},
            "steps": [
                {"key": "erster", "lane": "customer", "title": {"de": "Erster"}, "touchpoint": "website"},
                {"key": "zweiter", "lane": "backstage", "title": {"de": "Zweiter"}},
            ],
        },
        ("guideline", "regel"): {"title": {"en": "Rule"}, "valid_from": "2026-01-01", "body": {"en": "[[kunde]]"}},
    }
    cleaned = {}
    for (name, slug), raw in wanted.items():
        content, problems = payloads.clean(kinds.get(name), raw)
        assert not problems
        cleaned[name, slug] = content
    begin_write(session)
    intent = Intent.RELEASE if released else Intent.DRAFT
    untold = Manner(telling=Telling(TELL_NOBODY))
    for (name, slug), content in cleaned.items():
        edit = Edit(content, intent=intent, action="import", manner=untold)
        service.create(session, actor, kinds.get(name), edit, slug)
    session.commit()
    single = rows(session)
    people = session.execute(text("select count(*) from person")).scalar()
    library.empty()
    begin_write(session)
    prepared = [bulk.prepare(kinds.get(name), slug, content) for (name, slug), content in cleaned.items()]
    made = bulk.create_all(session, actor, prepared, released=released, action="import")
    session.commit()
    assert not made.clashes
    assert session.execute(text("select count(*) from person")).scalar() == people
    assert _renumbered(rows(session)) == _renumbered(single)


def _renumbered(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Ids differ between both ways: entries are named by their slugs, other rows by their being there."""
    return {name: sorted(map(_without_ids, table), key=str) for name, table in found.items()}


def _without_ids(row: dict[str, Any]) -> dict[str, Any]:
    ids = ("entry_id", "released_id", "revision_id", "source_id", "target_id", "term_id", "event_id", "subject")
    return {name: (value is None) if name in ids else value for name, value in row.items()}
