"""Reading the inbox."""

from sqlalchemy import BindParameter, Select, func, select
from sqlalchemy.orm import Session, joinedload

from wiki.notify.models import InboxItem


def unread_count(session: Session, person_id: int) -> int:
    """How many items a person has not read and nobody else has dealt with: the number at the bell."""
    return session.scalar(unread(person_id)) or 0


def unread(person_id: int | BindParameter[int]) -> Select[tuple[int]]:
    """The query for that number."""
    return select(func.count(InboxItem.id)).where(
        InboxItem.person_id == person_id, InboxItem.read_at.is_(None), InboxItem.done_at.is_(None)
    )


def items(person_id: int, *, only_unread: bool = False) -> Select[tuple[InboxItem]]:
    """A person's items, newest first, with entry and actor."""
    query = (
        select(InboxItem)
        .where(InboxItem.person_id == person_id)
        .options(joinedload(InboxItem.entry), joinedload(InboxItem.actor))
        .order_by(InboxItem.id.desc())
    )
    return query.where(InboxItem.read_at.is_(None), InboxItem.done_at.is_(None)) if only_unread else query


def count(session: Session, query: Select[tuple[InboxItem]]) -> int:
    """How many items `query` yields."""
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def find_item(session: Session, person_id: int, item_id: int) -> InboxItem | None:
    """One of a person's own items."""
    query = select(InboxItem).where(InboxItem.id == item_id, InboxItem.person_id == person_id)
    return session.scalar(query.options(joinedload(InboxItem.entry)))


def items_of_mail(session: Session, mail_id: int) -> list[InboxItem]:
    """What a mail is about and is still worth telling, oldest first."""
    query = (
        select(InboxItem)
        .where(InboxItem.mail_id == mail_id, InboxItem.read_at.is_(None), InboxItem.done_at.is_(None))
        .options(joinedload(InboxItem.entry), joinedload(InboxItem.actor))
        .order_by(InboxItem.id)
    )
    return list(session.scalars(query))
