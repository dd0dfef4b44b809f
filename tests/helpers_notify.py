"""What the tests of discussion and notices arrange: entries, people, the worker's rounds, a mail server."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import begin_write, wired
from wiki.entries import service
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent
from wiki.notify.models import InboxItem
from wiki.ops.delivery import run_once
from wiki.web.runtime import Runtime


def content(title: str = "Kontaktpunkt", text: str = "Ort, an dem Kunden auf uns treffen") -> Mapping[str, Any]:
    """A term's payload."""
    return {
        "labels": [{"language": "de", "text": title, "status": "preferred"}],
        "definition": {"de": text},
    }


def make_entry(
    session: Session, actor: Actor, title: str = "Kontaktpunkt", intent: Intent = Intent.RELEASE, **edit: Any
) -> Entry:
    """A term, released unless told otherwise; committed."""
    begin_write(session)
    kind = wired(session, Kinds).get("term")
    made = service.create(session, actor, kind, Edit(content(title), intent=intent, **edit)).entry
    session.commit()
    return made


def work(runtime: Runtime) -> int:
    """Deliver everything that is due."""
    return run_once(runtime)


def matters(session: Session, person_id: int) -> list[str]:
    """What a person's inbox says, oldest first."""
    session.rollback()
    return list(
        session.scalars(select(InboxItem.matter).where(InboxItem.person_id == person_id).order_by(InboxItem.id))
    )
