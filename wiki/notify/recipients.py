"""Who is to be told of an event, and as what. Nobody is told of their own acts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core.consumers import Taken
from wiki.entries import queries
from wiki.entries.audience import entitled, watchers
from wiki.entries.discussion_queries import UNCLEAR
from wiki.entries.models import (
    IN_REVIEW,
    RECORDED,
    TELL_DEPARTMENTS,
    TELL_NOBODY,
    Comment,
    Entry,
    Revision,
)
from wiki.entries.models import REJECTED as REVISION_REJECTED
from wiki.entries.telling import Telling, members_of
from wiki.entries.watching import watcher_ids
from wiki.notify.models import (
    ANSWERED,
    ARCHIVED,
    COMMENTED,
    DELETED,
    REJECTED,
    RELEASED,
    RELEASED_FOR,
    RELEASED_OWN,
    RESOLVED,
    SUBMITTED,
)
from wiki.people.queries import holders_of_permission
from wiki.reading.queries import asked_with
from wiki.unclear.matters import owners_to_tell


@dataclass(frozen=True)
class Notice:
    """What some people are told. `actor_id` is empty where the name is not to be known."""

    matter: str
    person_ids: frozenset[int]
    actor_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


def notices(session: Session, event: Taken, entry: Entry) -> list[Notice]:
    """Who is told of `event`, before asking whether they may read the entry."""
    find = _FINDERS.get(event.name)
    found = find(session, event, entry) if find else []
    return [each for each in found if each.person_ids]


def _releasers(session: Session) -> set[int]:
    return {person.id for person in holders_of_permission(session, Permission.ENTRY_RELEASE)}


def _others(people: Iterable[int | None], *besides: int | None) -> frozenset[int]:
    return frozenset(each for each in people if each is not None and each not in besides)


def _submitted(session: Session, event: Taken, entry: Entry) -> list[Notice]:
    revision = queries.revision(session, entry.id, int(event.data["revision"]))
    if revision is None or revision.state != IN_REVIEW:
        return []
    data = {"revision": revision.number, "proposal": revision.is_proposal, "note": revision.note}
    return [Notice(SUBMITTED, _others(_releasers(session), event.actor_id), event.actor_id, data)]


def _released(session: Session, event: Taken, entry: Entry) -> list[Notice]:
    """Authors hear that theirs is live, the chosen departments that it is meant for them, those who watch that it
    changed: each person of the first of these alone, and of what was muted only where a department is told. Who is
    asked to confirm the version hears of it by that."""
    revision = queries.revision(session, entry.id, int(event.data["revision"]))
    suggested = revision is not None and (revision.is_proposal or revision.action == "merge")
    telling = Telling.read(event.data.get("telling", {}))
    data = {"revision": event.data["revision"], "note": event.data.get("note", ""), "proposal": suggested}
    data |= {"message": telling.message} if telling.message else {}
    data |= {"new": True} if event.data.get("previous") == 0 else {}
    authors = _others(event.data.get("author_ids", ()), event.actor_id)
    found = [Notice(RELEASED_OWN, authors, event.actor_id, data)]
    elsewhere = authors | asked_with(session, entry.id, int(event.data["revision"]))
    members = frozenset[int]()
    if telling.choice == TELL_DEPARTMENTS:
        members = _others(members_of(session, telling.department_ids), event.actor_id) - elsewhere
        found.append(Notice(RELEASED_FOR, members, event.actor_id, data))
    if telling.choice != TELL_NOBODY:
        audience = watchers(session, entry, event.occurred_at, minor=bool(event.data.get("minor")))
        found.append(Notice(RELEASED, _others(audience, event.actor_id) - elsewhere - members, event.actor_id, data))
    return found


def _rejected(_session: Session, event: Taken, _entry: Entry) -> list[Notice]:
    data = {"revision": event.data["revision"], "note": event.data.get("note", "")}
    return [Notice(REJECTED, _others(event.data.get("author_ids", ()), event.actor_id), event.actor_id, data)]


def _watchers_of(matter: str) -> Callable[[Session, Taken, Entry], list[Notice]]:
    def find(session: Session, event: Taken, entry: Entry) -> list[Notice]:
        people = _others(watchers(session, entry, event.occurred_at), event.actor_id)
        return [Notice(matter, people, event.actor_id, {"note": event.data.get("note", "")})]

    return find


def _comment(session: Session, event: Taken) -> Comment | None:
    comment = session.get(Comment, int(event.data["comment_id"]))
    return comment if comment is not None and comment.removed_at is None else None


def _comment_data(comment: Comment) -> dict[str, Any]:
    return {"comment_id": comment.id, "tone": comment.tone}


def _added(session: Session, event: Taken, entry: Entry) -> list[Notice]:
    comment = _comment(session, event)
    if comment is None:
        return []
    if comment.by_newcomer and _reached(session, entry, owners_to_tell(session, comment)):
        return []  # whoever answers for the page sees it first
    watchers = watcher_ids(session, entry.id, event.occurred_at)
    people = _others(watchers | _last_authors(session, entry), comment.author_id)
    # What comes from the starter library has no author: a question about it must not fall on deaf ears.
    people = _reached(session, entry, people) or _others(_releasers(session), comment.author_id)
    return [Notice(COMMENTED, people, event.actor_id, _comment_data(comment))]


def _reached(session: Session, entry: Entry, people: frozenset[int]) -> frozenset[int]:
    return frozenset(person.id for person in entitled(session, entry, people))


def _last_authors(session: Session, entry: Entry) -> set[int]:
    """Who wrote the released version and what came after it."""
    since = entry.released.number if entry.released else 0
    query = select(Revision.author_id).where(
        Revision.entry_id == entry.id,
        Revision.number >= since,
        Revision.state.not_in((RECORDED, REVISION_REJECTED)),
    )
    return {each for each in session.scalars(query) if each is not None}


def _answered(session: Session, event: Taken, _entry: Entry) -> list[Notice]:
    comment = _comment(session, event)
    if comment is None:
        return []
    thread = select(Comment.author_id).where(
        (Comment.id == comment.parent_id) | (Comment.parent_id == comment.parent_id), Comment.removed_at.is_(None)
    )
    people = _others(session.scalars(thread), comment.author_id)
    asker = people & _asker(session, comment)
    data = _comment_data(comment)
    return [
        Notice(ANSWERED, asker, event.actor_id, data | {"own": True}),
        Notice(ANSWERED, people - asker, event.actor_id, data),
    ]


def _asker(session: Session, answer: Comment) -> frozenset[int]:
    """Who found unclear what the answer is about."""
    query = select(Comment.author_id).where(Comment.id == answer.parent_id, Comment.tone == UNCLEAR)
    return _others(session.scalars(query))


def _resolved(session: Session, event: Taken, _entry: Entry) -> list[Notice]:
    comment = _comment(session, event)
    if comment is None or comment.resolved_at is None:
        return []
    people = _others([comment.author_id], comment.resolved_by_id)
    actor_id = None if comment.tone == UNCLEAR and not people else event.actor_id
    return [Notice(RESOLVED, people, actor_id, _comment_data(comment))]


_FINDERS: dict[str, Callable[[Session, Taken, Entry], list[Notice]]] = {
    "entry.submitted": _submitted,
    "entry.released": _released,
    "entry.rejected": _rejected,
    "entry.archived": _watchers_of(ARCHIVED),
    "entry.deleted": _watchers_of(DELETED),
    "comment.added": _added,
    "comment.answered": _answered,
    "comment.resolved": _resolved,
}
EVENTS = frozenset(_FINDERS) | {"entry.saved"}
"""`entry.saved` tells nobody; it can make a request for release pointless."""
