"""Inbox items and mail on its way."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Document, Key, LongText, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry
from wiki.people.models import Person

SUBMITTED, RELEASED, RELEASED_OWN, REJECTED = "submitted", "released", "released_own", "rejected"
RELEASED_FOR = "released_for"
"""A release whose releaser chose the person's department."""
ARCHIVED, DELETED = "archived", "deleted"
COMMENTED, ANSWERED, RESOLVED = "commented", "answered", "resolved"

QUEUED, SENDING, SENT, FAILED, DROPPED = "queued", "sending", "sent", "failed", "dropped"
"""A mail's state: waits · on its way · taken by the mail server · refused for good · nothing left to say"""


class MailMessage(Base):
    """A mail to one person about some inbox items. The text is made when it is sent, in the person's language.

    `occasion` is what it is sent for (`item:12`, `daily:2026-11-21`, `weekly:2026-11-16`), once a person.
    """

    __tablename__ = "mail_message"
    __table_args__ = (
        UniqueConstraint("person_id", "occasion"),
        Index("ix_mail_message_open", "state", "offered_at"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    occasion: Mapped[str] = mapped_column(String(60))
    state: Mapped[Code] = mapped_column(default=QUEUED)
    created_at: Mapped[When]
    offered_at: Mapped[When]
    """When the worker was last asked to send it."""
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(40))
    claimed_until: Mapped[When | None]
    finished_at: Mapped[When | None]
    error: Mapped[LongText] = mapped_column(default="")
    person: Mapped[Person] = relationship()


class InboxItem(Base):
    """That one person is told of one event. `data` holds what the words are made of, never the words."""

    __tablename__ = "inbox_item"
    __table_args__ = (
        UniqueConstraint("person_id", "event_id"),
        Index("ix_inbox_item_unread", "person_id", "read_at"),
        Index("ix_inbox_item_unmailed", "mail_id", "created_at"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    event_id: Mapped[int]
    """No foreign key: events may be cleared away earlier."""
    matter: Mapped[Code]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    """Empty where it is about several entries or none."""
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    """Empty where the name is not to be known, and for the system."""
    data: Mapped[Document]
    created_at: Mapped[When]
    read_at: Mapped[When | None]
    done_at: Mapped[When | None]
    """When it no longer asked for anything, because somebody else had acted."""
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail_message.id", ondelete="SET NULL"))
    """The mail it goes or went out with; never more than one."""
    entry: Mapped[Entry | None] = relationship()
    actor: Mapped[Person | None] = relationship(foreign_keys=[actor_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
