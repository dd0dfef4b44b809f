"""What inbox and mail say of it: to whoever answers for the page, to the editors, to who asked."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.entries.models import Comment, Entry, Release, Revision
from wiki.people.queries import holders_of_permission
from wiki.unclear.owners import asked_of_entries
from wiki.unclear.queries import asked, is_answered

WAITS = "comment.waits"
CLOSING = frozenset({"comment.answered", "comment.resolved"})


def owners_to_tell(session: Session, comment: Comment) -> frozenset[int]:
    """Whoever answers for the page, unless they asked themselves."""
    found = asked_of_entries(session, [comment.entry_id], company_day(session)).get(comment.entry_id)
    person = found.person if found else None
    return frozenset({person.id} - {comment.author_id}) if person else frozenset()


def _beginning(session: Session, event: Taken) -> Comment | None:
    wanted = select(Comment).where(Comment.id == int(event.data["comment_id"]), asked())
    return session.scalar(wanted)


def _data(session: Session, comment: Comment) -> dict[str, Any]:
    entry = session.get_one(Entry, comment.entry_id)
    return {"comment_id": comment.id, "newcomer": comment.by_newcomer, "kind": entry.kind, "slug": entry.slug}


def _to_owners(session: Session, event: Taken) -> Iterable[Told]:
    comment = _beginning(session, event)
    return [Told(owners_to_tell(session, comment), data=_data(session, comment))] if comment else []


def _to_editors(session: Session, event: Taken) -> Iterable[Told]:
    comment = _beginning(session, event)
    if comment is None:
        return []
    editors = {each.id for each in holders_of_permission(session, Permission.ENTRY_RELEASE)}
    people = (editors | owners_to_tell(session, comment)) - {comment.author_id}
    return [Told(frozenset(people), data=_data(session, comment))]


def _to_askers(session: Session, event: Taken) -> Iterable[Told]:
    """Who asked about the version that was current until now, or whose question is still open: what they asked last."""
    number = int(event.data["revision"])
    previous = int(event.data.get("previous") or 0)
    before = or_(Comment.resolved_at.is_(None), Comment.resolved_at >= _since(session, event, previous))
    last = select(func.max(Comment.id)).where(
        asked(), Comment.entry_id == event.entry_id, Comment.on_revision < number, before,
        Comment.author_id.is_not(None), Comment.author_id != (event.actor_id or 0),
    )  # fmt: skip
    words = {"revision": number, "note": event.data.get("note", "")}
    words["message"] = (event.data.get("telling") or {}).get("message", "")
    for comment in session.scalars(select(Comment).where(Comment.id.in_(last.group_by(Comment.author_id)))):
        data = _data(session, comment) | words | {"before": comment.on_revision}
        yield Told(frozenset({comment.author_id or 0}), event.actor_id, data)


def _since(session: Session, event: Taken, previous: int) -> datetime:
    """When the version before this one was released."""
    version = select(Release.released_at).join(Revision, Revision.id == Release.revision_id)
    moment = session.scalar(version.where(Revision.entry_id == event.entry_id, Revision.number == previous).limit(1))
    return moment or event.occurred_at


def _is_done(session: Session, data: Mapping[str, Any]) -> bool:
    waiting = select(Comment.id).where(Comment.id == int(data["comment_id"]), asked(), Comment.resolved_at.is_(None))
    return session.scalar(waiting.where(~is_answered())) is None


def _asked_words(data: Mapping[str, Any], _name: str, title: str) -> str:
    if data.get("newcomer"):
        return str(_("Something in “%(title)s” is unclear to somebody new. You see it first.", title=title))
    return str(_("Something in “%(title)s” is unclear to a reader. You answer for it.", title=title))


def _waiting_words(_data: Mapping[str, Any], _name: str, title: str) -> str:
    return str(_("Somebody new has been waiting for a week for an answer about “%(title)s”.", title=title))


def _changed_words(_data: Mapping[str, Any], _name: str, title: str) -> str:
    return str(_("You asked about “%(title)s”. There is a new version: is it clear now?", title=title))


def _to_thread(data: Mapping[str, Any], absolute: bool) -> str:
    anchor = f"comment-{data['comment_id']}"
    return url_for(f"{data['kind']}.discussion", slug=data["slug"], _anchor=anchor, _external=absolute)


def _to_changes(data: Mapping[str, Any], absolute: bool) -> str:
    numbers = {"first": data["before"], "second": data["revision"]}
    return url_for(f"{data['kind']}.compare", slug=data["slug"], **numbers, _external=absolute)


def _what_changed(data: Mapping[str, Any]) -> str:
    return str(data.get("message") or data.get("note", ""))


ASKED = Matter(
    "unclear_asked", "comment.added", "question-circle", _to_owners, _asked_words, _to_thread, is_done=_is_done,
    closing_events=CLOSING,
)  # fmt: skip
WAITING = Matter(
    "unclear_waits", WAITS, "hourglass-split", _to_editors, _waiting_words, _to_thread, is_done=_is_done,
    closing_events=CLOSING,
)  # fmt: skip
CHANGED = Matter(
    "unclear_changed", "entry.released", "check-circle", _to_askers, _changed_words, _to_changes, _what_changed
)
MATTERS = (ASKED, WAITING, CHANGED)
