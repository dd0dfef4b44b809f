"""Reading the discussion of an entry."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from wiki.entries.models import Comment

UNCLEAR = "unclear"


@dataclass(frozen=True)
class Thread:
    """A contribution and the answers to it, oldest first."""

    root: Comment
    answers: list[Comment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.root.resolved_at is None and self.root.removed_at is None


def _open(entry_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Comment.entry_id == entry_id,
        Comment.parent_id.is_(None),
        Comment.resolved_at.is_(None),
        Comment.removed_at.is_(None),
    )


def open_count(session: Session, entry_id: int) -> int:
    """How many threads of an entry are neither resolved nor removed."""
    return session.scalar(select(func.count(Comment.id)).where(*_open(entry_id))) or 0


def threads(session: Session, entry_id: int) -> list[Thread]:
    """All threads of an entry: the open ones first, among them what somebody new asks; each group newest first. One
    query."""
    query = (
        select(Comment)
        .where(Comment.entry_id == entry_id)
        .options(joinedload(Comment.author), joinedload(Comment.resolved_by))
        .order_by(Comment.id)
    )
    found: dict[int, Thread] = {}
    for comment in session.scalars(query):
        if comment.parent_id is None:
            found[comment.id] = Thread(comment)
        elif comment.parent_id in found:
            found[comment.parent_id].answers.append(comment)
    first = {each.root.id: each.is_open and each.root.by_newcomer for each in found.values()}
    return sorted(found.values(), key=lambda each: (not each.is_open, not first[each.root.id], -each.root.id))


def find_comment(session: Session, entry_id: int, comment_id: int) -> Comment | None:
    """A contribution to the discussion of this entry."""
    return session.scalar(select(Comment).where(Comment.entry_id == entry_id, Comment.id == comment_id))


def answers_of(session: Session, comment: Comment) -> list[Comment]:
    """The answers to a thread's first contribution, oldest first."""
    return list(session.scalars(select(Comment).where(Comment.parent_id == comment.id).order_by(Comment.id)))
