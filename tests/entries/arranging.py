"""Entries to begin a test with."""

from typing import Any

from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM, Actor
from wiki.core.db import begin_write, wired
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, Saved, create, save


def term_content(title: str = "Kanal", definition: str = "Weg zum Kunden", **parts: Any) -> dict[str, Any]:
    """The content of a term with one German label."""
    labels = [{"language": "de", "text": title, "status": "preferred"}]
    return {"labels": labels, "definition": {"de": definition}, **parts}


def term_kind(session: Session) -> Kind:
    """The kind *term*."""
    return wired(session, Kinds).get("term")


def make_term(
    session: Session,
    title: str = "Kanal",
    *,
    actor: Actor = SYSTEM,
    intent: Intent = Intent.RELEASE,
    definition: str = "Weg zum Kunden",
    **parts: Any,
) -> Entry:
    """A term, committed."""
    begin_write(session)
    content = term_content(title, definition, **parts)
    saved = create(session, actor, term_kind(session), Edit(content, intent=intent))
    session.commit()
    return saved.entry


def change(
    session: Session,
    entry: Entry,
    content: dict[str, Any],
    base: int,
    *,
    actor: Actor = SYSTEM,
    intent: Intent = Intent.DRAFT,
    **parts: Any,
) -> Saved:
    """A save, committed."""
    begin_write(session)
    saved = save(session, actor, entry, Edit(content, base, intent=intent, **parts))
    session.commit()
    return saved
