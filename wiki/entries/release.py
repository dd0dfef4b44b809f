"""Release: a revision becomes what readers see, in one transaction, with its projection."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.config import Settings
from wiki.core import audit, changes, clock, outbox
from wiki.core.db import wired
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.core.text import shorten, sort_key_words
from wiki.entries import asking_again, belonging, queries, telling
from wiki.entries.asking_again import AskAgain, AskingAgain
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.links import adopt_links, record_links
from wiki.entries.merge import merge
from wiki.entries.models import (
    DELETED,
    DRAFT,
    IN_REVIEW,
    MERGED,
    REJECTED,
    RELEASED,
    SUPERSEDED,
    WORKING,
    Entry,
    Release,
    Revision,
)
from wiki.entries.revisions import Origin, add_revision, supersede_drafts
from wiki.entries.rights import demand
from wiki.entries.second_pair import second_pair_needed
from wiki.entries.telling import Telling


class EditConflict(Conflict):
    """Two changes contradict each other; the page shows both. `merged` holds what could be merged."""

    def __init__(self, theirs: Revision, base: Payload, mine: Payload, clashes: list[object], merged: Payload) -> None:
        super().__init__(_l("The entry was changed meanwhile, at the same place as yours."))
        self.theirs = theirs
        self.base = base
        self.mine = mine
        self.clashes = clashes
        self.merged = merged


@dataclass(frozen=True)
class Manner:
    """How a version is released: a word to its author, whom it tells, the initiative it belongs to, who is asked to
    confirm it."""

    note: str = ""
    telling: Telling = field(default_factory=Telling)
    belongs_to: int | None = None
    ask_again: AskAgain = field(default_factory=AskAgain)


def content_of(kind: Kind, revision: Revision | None) -> Payload:
    """A revision's payload in today's shape; empty without one."""
    return kind.read(revision.payload, revision.schema_version) if revision else {}


def release(session: Session, actor: Actor, revision: Revision, manner: Manner | None = None) -> Revision:
    """Release `revision`, a draft or a proposal; returns what was released (a merge, when the entry had moved on).

    Raises Forbidden, Conflict (no longer waiting), EditConflict (a proposal contradicts what came after it) or
    Invalid (a label is taken; who is told, or what it belongs to, cannot be).
    """
    manner = manner or Manner()
    problems = telling.problems_of(session, manner.telling) + asking_again.problems_of(session, manner.ask_again)
    if problems:
        raise Invalid(problems)
    if manner.belongs_to is not None:
        queries.lock_entries_of(session, [revision.id], manner.belongs_to)
    entry = queries.lock(session, revision.entry)
    session.refresh(revision)
    demand(actor.may(Permission.ENTRY_RELEASE), _l("Releasing needs a role that includes it, such as editor."))
    if entry.status == DELETED:
        raise Conflict(_l("This entry is in the recycle bin."))
    if revision.state not in (WORKING, IN_REVIEW):
        raise Conflict(_l("This version no longer waits for release."))
    if second_pair_needed(session, actor, entry, revision):
        raise Forbidden(_l("Four eyes: somebody who did not write since the last release must release this."))
    kind = wired(session, Kinds).of(entry)
    if revision.is_proposal:
        return _accept(session, actor, kind, entry, revision, manner)
    head = queries.head(session, entry.id)
    if head is not None and head.id != revision.id:
        raise Conflict(_l("There is a newer version of this draft. Please look at that one."))
    _publish(session, actor, kind, entry, revision, manner)
    return revision


def _accept(session: Session, actor: Actor, kind: Kind, entry: Entry, proposal: Revision, manner: Manner) -> Revision:
    """Release a proposal: as it stands when nothing came after its base, else merged with what readers see now. A
    draft somebody is working on is carried along, never released by the way."""
    current = entry.released
    if current is None or current.number == proposal.base_number:
        draft = _draft_beside(session, entry, proposal)
        _publish(session, actor, kind, entry, proposal, manner)
        _rebase(session, kind, entry, draft, current, proposal)
        return proposal
    base = queries.revision(session, entry.id, proposal.base_number)
    mine, theirs = content_of(kind, proposal), content_of(kind, current)
    result = merge(kind, content_of(kind, base), theirs, mine)
    if result.clashes or kind.check(result.payload):
        raise EditConflict(current, content_of(kind, base), mine, list(result.clashes), result.payload)
    draft = _draft_beside(session, entry, proposal)
    origin = Origin(
        action="merge",
        base_number=current.number,
        note=proposal.note,
        minor=proposal.minor,
        author_id=proposal.author_id,
        author_pseudonym=proposal.author_pseudonym,
    )
    merged = add_revision(session, kind, entry, result.payload, current, origin)
    _decide(proposal, actor, MERGED, manner.note)
    _publish(session, actor, kind, entry, merged, manner, proposer_id=proposal.author_id)
    _rebase(session, kind, entry, draft, current, merged)
    return merged


def _draft_beside(session: Session, entry: Entry, proposal: Revision) -> Revision | None:
    head = queries.head(session, entry.id)
    return head if head is not None and head.id != proposal.id and head.state in (WORKING, IN_REVIEW) else None


def _rebase(
    session: Session, kind: Kind, entry: Entry, draft: Revision | None, base: Revision | None, released: Revision
) -> None:
    """Put an unfinished draft on top of what was just released."""
    if draft is None:
        return
    mine, theirs = content_of(kind, draft), content_of(kind, released)
    result = merge(kind, content_of(kind, base), theirs, mine)
    if result.clashes or kind.check(result.payload):
        raise EditConflict(draft, content_of(kind, base), theirs, list(result.clashes), result.payload)
    state, draft.state = draft.state, SUPERSEDED
    origin = Origin(
        action="merge",
        base_number=released.number,
        note=draft.note,
        minor=draft.minor,
        state=state,
        author_id=draft.author_id,
        author_pseudonym=draft.author_pseudonym,
    )
    add_revision(session, kind, entry, result.payload, released, origin)


def _decide(revision: Revision, actor: Actor, state: str, note: str) -> None:
    revision.state = state
    revision.decided_by_id = actor.person_id
    revision.decided_at = clock.now()
    revision.decision_note = note[:500]


def _publish(
    session: Session,
    actor: Actor,
    kind: Kind,
    entry: Entry,
    revision: Revision,
    manner: Manner,
    proposer_id: int | None = None,
) -> None:
    content = content_of(kind, revision)
    problems = kind.check(content)
    if problems:
        raise Invalid(problems)
    previous = entry.released
    if previous is not None:
        previous.state = SUPERSEDED
    _decide(revision, actor, RELEASED, manner.note)
    if not revision.is_proposal:
        supersede_drafts(session, entry, revision)
    _open_interval(session, actor, entry, revision)
    project(session, kind, entry, revision, content)
    adopt_links(session, entry)
    telling.note(session, actor, revision, manner.telling)
    belonging.tie(session, actor, revision, manner.belongs_to)
    wired(session, AskingAgain).ask(session, actor, revision, manner.ask_again, manner.telling.message)
    authors = _authors_since(session, entry, previous, revision)
    audit.append(session, actor.pseudonym, "wiki:entry:released", f"entry:{entry.id}", revision=revision.number)
    outbox.record(
        session,
        "entry.released",
        actor_id=actor.person_id,
        entry_id=entry.id,
        revision=revision.number,
        previous=previous.number if previous else 0,
        minor=revision.minor,
        author_ids=sorted({*authors, *([proposer_id] if proposer_id else [])}),
        note=revision.note,
        telling=manner.telling.data,
        belongs_to=manner.belongs_to,
    )


def _authors_since(session: Session, entry: Entry, previous: Revision | None, revision: Revision) -> list[int]:
    if revision.is_proposal or revision.action == "merge":
        return [revision.author_id] if revision.author_id else []
    query = select(Revision.author_id).where(
        Revision.entry_id == entry.id,
        Revision.number > (previous.number if previous else 0),
        Revision.number <= revision.number,
        Revision.is_proposal.is_(False),
    )
    return [each for each in set(session.scalars(query)) if each is not None]


def _open_interval(session: Session, actor: Actor, entry: Entry, revision: Revision) -> None:
    now = clock.now()
    session.execute(
        update(Release)
        .where(Release.entry_id == entry.id, Release.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    session.add(Release(entry_id=entry.id, revision_id=revision.id, released_at=now, released_by_id=actor.person_id))
    entry.released_at = now


def describe(
    settings: Settings, entry: Entry, content: Payload, titles: Mapping[str, str], summaries: Mapping[str, str]
) -> None:
    """Write the columns every kind of entry has."""
    entry.title_de, entry.title_en = titles.get("de", "")[:200], titles.get("en", "")[:200]
    entry.sort_de = sort_key_words(entry.title_de or entry.title_en)
    entry.sort_en = sort_key_words(entry.title_en or entry.title_de)
    entry.summary_de = shorten(summaries.get("de", ""), 400)
    entry.summary_en = shorten(summaries.get("en", ""), 400)
    entry.field_of_action = str(content.get("field_of_action", ""))
    entry.department = str(content.get("department", ""))
    entry.review_months = int(content.get("review_months", settings.review_months_for(entry.kind)))
    entry.next_review = clock.months_after(clock.today(settings.timezone), entry.review_months)


def project(session: Session, kind: Kind, entry: Entry, revision: Revision, content: Payload) -> None:
    """Write what lists, links and search know of the entry from the content being released."""
    changes.mark(session, [entry.id])
    describe(wired(session, Settings), entry, content, kind.titles(content), kind.summaries(content))
    entry.released = revision
    entry.changed_at = clock.now()
    if entry.status == DRAFT:
        entry.status = RELEASED
    session.flush()
    kind.project(session, entry, content)
    record_links(session, wired(session, Kinds), kind, entry, content)
    session.flush()


def reject(session: Session, actor: Actor, revision: Revision, note: str) -> None:
    """Send a revision in review back with a reason its author is told."""
    entry = queries.lock(session, revision.entry)
    session.refresh(revision)
    demand(actor.may(Permission.ENTRY_RELEASE), _l("Rejecting needs a role that includes releasing."))
    if revision.state != IN_REVIEW:
        raise Conflict(_l("This version no longer waits for release."))
    _decide(revision, actor, REJECTED, note)
    entry.changed_at = clock.now()
    audit.append(session, actor.pseudonym, "wiki:entry:rejected", f"entry:{entry.id}", revision=revision.number)
    outbox.record(
        session,
        "entry.rejected",
        actor_id=actor.person_id,
        entry_id=entry.id,
        revision=revision.number,
        author_ids=[revision.author_id] if revision.author_id else [],
        note=note[:500],
    )
