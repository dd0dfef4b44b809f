"""Webhooks, and what was sent to each."""

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, JSONDocument, Key, LongText, Name, When
from wiki.core.on_pages import NOT_ON_PAGES

JSON, CHAT = "json", "chat"
FORMS = (JSON, CHAT)
"""What is sent: everything for programs · one text as chat tools take it"""

QUEUED, DONE, FAILED = "queued", "done", "failed"
"""A delivery's state: to be sent, perhaps again · taken by the receiver · given up"""

BY_HAND, FAILING, GONE = "by_hand", "failing", "gone"
"""Why a webhook is off: an administrator wants it so · it failed for days · the receiver said it is gone (410)"""


class Webhook(Base):
    """Another program that is told of events. Address and secret are credentials and stored encrypted."""

    __tablename__ = "webhook"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    name: Mapped[Name]
    host: Mapped[str] = mapped_column(String(255))
    """The machine its address names, for lists."""
    address: Mapped[bytes] = mapped_column(LargeBinary)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    old_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The secret before, which signs along until `old_until`, so that receivers can change without a gap."""
    old_until: Mapped[When | None]
    form: Mapped[Code] = mapped_column(default=JSON)
    language: Mapped[Code] = mapped_column(default="de")
    events: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    kinds: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    """Kinds of entries; none: all."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    off_reason: Mapped[Code] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
    """In a row."""
    failing_since: Mapped[When | None]
    rest_until: Mapped[When | None]
    """Nothing is sent before: the receiver did not answer."""
    edits: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[When]
    deliveries: Mapped[list["WebhookDelivery"]] = relationship(
        back_populates="webhook", cascade="all, delete-orphan", passive_deletes=True
    )


class WebhookDelivery(Base):
    """One event on its way to one webhook, and afterwards what became of it. Without an event it was a test."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        Index("ix_webhook_delivery_open", "webhook_id", "state", "due_at"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    event: Mapped[str] = mapped_column(String(60))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    """What the receiver knows it by, the same at every attempt."""
    entry_id: Mapped[int | None]
    """Judged again before it is sent: what nobody may read any more stays here."""
    body: Mapped[LongText]
    state: Mapped[Code] = mapped_column(default=QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    occurred_at: Mapped[When]
    offered_at: Mapped[When]
    """Since when it is tried."""
    due_at: Mapped[When]
    finished_at: Mapped[When | None]
    tried_at: Mapped[When | None]
    status: Mapped[int | None]
    milliseconds: Mapped[int | None]
    problem: Mapped[Code] = mapped_column(default="")
    """Why the last attempt failed: one of `reaching.PROBLEMS`."""
    webhook: Mapped[Webhook] = relationship(back_populates="deliveries")
