"""Discussing an entry: contributions, answers, resolving, removing. Works inside a writing transaction and flushes.

Who says that something is "unclear to me" is known to nobody else. So events about such a contribution name no actor,
and what its author answers in the own thread is unclear, too: an answer under a name would give the first away.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import audit, clock, outbox, personal_data
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import clean_text
from wiki.entries import queries
from wiki.entries.cleaning import MISSING, check_markdown
from wiki.entries.discussion_queries import UNCLEAR, Thread, answers_of, find_comment, open_count, threads
from wiki.entries.models import DELETED, Comment, Entry
from wiki.entries.newcomers_eyes import is_new
from wiki.entries.rights import demand
from wiki.entries.service import follow

__all__ = ["UNCLEAR", "Remark", "Thread", "add", "answer", "open_count", "remove", "reopen", "resolve", "threads"]

COMMENT = "comment"
TONES = (COMMENT, UNCLEAR)
MOST_CHARACTERS = 5000


@dataclass(frozen=True)
class Remark:
    """What somebody wants to say. `on_revision`: the version they read; `step_key`: the step they speak of."""

    text: str
    tone: str = COMMENT
    step_key: str = ""
    on_revision: int = 0
    no_customer_data: bool = False
    """That the author has been asked about what looks like customer data, and says it is none."""
    as_newcomer: bool = False
    """That who asks lets it be said that somebody new does."""


def is_own(actor: Actor, comment: Comment) -> bool:
    """Whether the actor wrote this."""
    return actor.person_id is not None and comment.author_id == actor.person_id


def may_resolve(actor: Actor, root: Comment) -> bool:
    """Whether the actor may close or reopen the thread: who began it, or a moderator."""
    return root.removed_at is None and (is_own(actor, root) or actor.may(Permission.COMMENT_MODERATE))


def may_remove(actor: Actor, comment: Comment) -> bool:
    """Whether the actor may take this away: who wrote it, or a moderator."""
    return comment.removed_at is None and (is_own(actor, comment) or actor.may(Permission.COMMENT_MODERATE))


def add(session: Session, actor: Actor, entry: Entry, remark: Remark) -> Comment:
    """Begin a thread; Invalid when the text is empty, too long, cannot be shown or looks like customer data."""
    _demand_writing(actor, entry)
    newcomer = remark.tone == UNCLEAR and remark.as_newcomer and is_new(session, actor)
    comment = _comment(session, actor, entry, remark, "comment.added", by_newcomer=newcomer)
    follow(session, actor, entry, "commented")
    return comment


def answer(session: Session, actor: Actor, entry: Entry, parent: Comment, remark: Remark) -> Comment:
    """Answer a contribution; an answer to an answer joins the same thread."""
    _demand_writing(actor, entry)
    root = _root(session, entry, parent)
    if root.resolved_at is not None:
        raise Conflict(_l("This thread is resolved. Reopen it to go on."))
    if root.removed_at is not None:
        raise Conflict(_l("What you answer was removed meanwhile. Begin a thread of your own."))
    tone = UNCLEAR if root.tone == UNCLEAR and is_own(actor, root) else COMMENT
    said = Remark(remark.text, tone, root.step_key, remark.on_revision, remark.no_customer_data)
    comment = _comment(session, actor, entry, said, "comment.answered", parent_id=root.id)
    follow(session, actor, entry, "commented")
    return comment


def _comment(
    session: Session, actor: Actor, entry: Entry, remark: Remark, event: str, *, parent_id: int | None = None,
    by_newcomer: bool = False,
) -> Comment:  # fmt: skip
    text = clean_text(remark.text).strip()
    _check(text, remark.no_customer_data)
    comment = Comment(
        entry_id=entry.id,
        parent_id=parent_id,
        author_id=actor.person_id,
        tone=remark.tone if remark.tone in TONES else COMMENT,
        text=text,
        on_revision=_known_revision(session, entry, remark.on_revision),
        step_key=remark.step_key[:40],
        created_at=clock.now(),
        by_newcomer=by_newcomer,
    )
    session.add(comment)
    session.flush()
    _tell(session, None if comment.tone == UNCLEAR else actor, entry, comment, event)
    return comment


def _tell(session: Session, actor: Actor | None, entry: Entry, comment: Comment, event: str) -> None:
    outbox.record(
        session,
        event,
        actor_id=actor.person_id if actor else None,
        entry_id=entry.id,
        comment_id=comment.id,
        tone=comment.tone,
        on_revision=comment.on_revision,
    )


def _check(text: str, no_customer_data: bool) -> None:
    problems: list[Problem] = []
    if not text:
        problems.append(Problem("text", MISSING))
    elif len(text) > MOST_CHARACTERS:
        message = _l("At most %(most)s characters; this has %(count)s.", most=MOST_CHARACTERS, count=len(text))
        problems.append(Problem("text", message))
    else:
        check_markdown(text, "text", problems)
        found = personal_data.find(text)
        if found and not no_customer_data:
            named = ", ".join(dict.fromkeys(match.text for match in found[:5]))
            problems.append(Problem("no_customer_data", _l("Please check: %(found)s", found=named)))
    if problems:
        raise Invalid(problems)


def _known_revision(session: Session, entry: Entry, number: int) -> int:
    if 0 < number <= entry.latest_number and queries.revision(session, entry.id, number) is not None:
        return number
    return entry.released.number if entry.released else entry.latest_number


def _demand_writing(actor: Actor, entry: Entry) -> None:
    demand(actor.signed_in and actor.may(Permission.COMMENT_WRITE), _l("Commenting needs a role that includes it."))
    if entry.status == DELETED:
        raise Conflict(_l("This entry is in the recycle bin."))


def _root(session: Session, entry: Entry, comment: Comment) -> Comment:
    if comment.parent_id is None:
        return comment
    root = find_comment(session, entry.id, comment.parent_id)
    return root or comment


def may_mark(session: Session, actor: Actor, root: Comment) -> bool:
    """Whether the actor may let be said, or not, that somebody new asks here."""
    is_question = root.tone == UNCLEAR and root.parent_id is None and root.removed_at is None
    return is_question and is_own(actor, root) and (root.by_newcomer or is_new(session, actor))


def mark_newcomer(session: Session, actor: Actor, root: Comment, marked: bool) -> None:
    """Let be said that somebody new asks, or take it away."""
    demand(may_mark(session, actor, root), _l("Only whoever asked can do this, in the first days at work."))
    root.by_newcomer = marked
    session.flush()


def resolve(session: Session, actor: Actor, entry: Entry, root: Comment) -> None:
    """Close a thread; closing it again changes nothing."""
    _demand_root(actor, root)
    if root.resolved_at is not None:
        return
    root.resolved_at, root.resolved_by_id = clock.now(), actor.person_id
    session.flush()
    nameless = root.tone == UNCLEAR and is_own(actor, root)
    _tell(session, None if nameless else actor, entry, root, "comment.resolved")
    _note_moderation(session, actor, entry, root, "resolved")


def reopen(session: Session, actor: Actor, entry: Entry, root: Comment) -> None:
    """Open a closed thread again."""
    _demand_root(actor, root)
    if root.resolved_at is None:
        return
    root.resolved_at = root.resolved_by_id = None
    session.flush()
    _note_moderation(session, actor, entry, root, "reopened")


def _demand_root(actor: Actor, root: Comment) -> None:
    if root.parent_id is not None or root.removed_at is not None:
        raise Conflict(_l("This thread was changed meanwhile; please look again."))
    demand(may_resolve(actor, root), _l("Only who began the thread, or a moderator, can do this."))


def remove(session: Session, actor: Actor, entry: Entry, comment: Comment) -> None:
    """Take a contribution away, its text for good. Where others have gone on after it, a note marks the gap."""
    if comment.removed_at is not None:
        return
    demand(may_remove(actor, comment), _l("Only who wrote this, or a moderator, can remove it."))
    _note_moderation(session, actor, entry, comment, "removed")
    root = _root(session, entry, comment)
    answers = answers_of(session, root)
    after = [each for each in answers if each.id > comment.id and each.removed_at is None]
    if after:
        comment.text, comment.removed_at = "", clock.now()
    else:
        session.delete(comment)
        _drop_gaps(session, root, [each for each in answers if each.id != comment.id], comment)
    session.flush()


def _drop_gaps(session: Session, root: Comment, answers: list[Comment], removed: Comment) -> None:
    """Notes that mark gaps before nothing go with what they stood before."""
    while answers and answers[-1].removed_at is not None:
        session.delete(answers.pop())
    session.flush()
    if not answers and root.id != removed.id and root.removed_at is not None:
        session.delete(root)


def _note_moderation(session: Session, actor: Actor, entry: Entry, comment: Comment, act: str) -> None:
    if not is_own(actor, comment):
        audit.append(session, actor.pseudonym, f"web:comment:{act}", f"entry:{entry.id}", comment=comment.id)
