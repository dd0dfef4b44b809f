"""Releasing several versions in one go."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core.errors import WikiError
from wiki.entries import queries
from wiki.entries.models import Revision
from wiki.entries.release import Manner, release
from wiki.entries.rights import demand


@dataclass(frozen=True)
class BulkResult:
    """What became of one revision of a bulk release; `error` is empty when it was released."""

    revision_id: int
    entry_id: int
    error: object = ""


def release_all(
    session: Session, actor: Actor, revision_ids: list[int], manner: Manner | None = None
) -> list[BulkResult]:
    """Release several revisions in the same manner; one that cannot be released does not hold the others back."""
    demand(actor.may(Permission.ENTRY_RELEASE_BULK), _l("Releasing several at once needs a role that includes it."))
    results = []
    queries.lock_entries_of(session, revision_ids, manner.belongs_to if manner else None)
    for revision_id in dict.fromkeys(revision_ids):
        revision = session.get(Revision, revision_id)
        if revision is None:
            continue
        entry_id = revision.entry_id
        try:
            with session.begin_nested():
                release(session, actor, revision, manner)
            results.append(BulkResult(revision_id, entry_id))
        except WikiError as error:
            results.append(BulkResult(revision_id, entry_id, error.message))
    return results
