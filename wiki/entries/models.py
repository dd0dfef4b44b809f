"""Entries, their revisions and releases, addresses, links, drafts, discussion, watching and files."""

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Document, JSONDocument, Key, LongText, Name, Slug, SortKey, When
from wiki.core.on_pages import NOT_ON_PAGES, ON_EVERY_PAGE
from wiki.people.models import Person

DRAFT, RELEASED, ARCHIVED, DELETED = "draft", "released", "archived", "deleted"
"""An entry's status: never released · readers see the released revision · no longer valid · in the recycle bin"""

WORKING, IN_REVIEW, SUPERSEDED, REJECTED, RECORDED = "working", "in_review", "superseded", "rejected", "recorded"
MERGED = "merged"
TELL_NOBODY, TELL_WATCHERS, TELL_DEPARTMENTS = "nobody", "watchers", "departments"
"""A revision's state; a released one is RELEASED. MERGED proposals were released as a part of another revision, never
themselves. RECORDED ones note an act (archive, delete …), not content."""


class Entry(Base):
    """What readers look up. Columns beside identity and status are the projection of the released revision."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("kind", "slug"),
        Index("ix_entry_list_de", "kind", "status", "sort_de"),
        Index("ix_entry_list_en", "kind", "status", "sort_en"),
        Index("ix_entry_newest", "kind", "status", "released_at"),
        Index("ix_entry_fields", "kind", "status", "field_of_action"),
        {"sqlite_autoincrement": True},  # what a purged entry was known by elsewhere never means another one
    )
    id: Mapped[Key]
    kind: Mapped[Code]
    slug: Mapped[Slug]
    status: Mapped[Code] = mapped_column(default=DRAFT, info=ON_EVERY_PAGE)
    status_before_delete: Mapped[str] = mapped_column(String(40), default="")
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    sort_de: Mapped[SortKey] = mapped_column(default="")
    sort_en: Mapped[SortKey] = mapped_column(default="")
    summary_de: Mapped[LongText] = mapped_column(default="")
    summary_en: Mapped[LongText] = mapped_column(default="")
    field_of_action: Mapped[Code] = mapped_column(default="", index=True)
    department: Mapped[Slug] = mapped_column(default="", index=True)
    review_months: Mapped[int] = mapped_column(default=12)
    created_at: Mapped[When]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    released_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True, name="fk_entry_released_id_revision")
    )
    released_at: Mapped[When | None] = mapped_column(index=True)
    next_review: Mapped[Day | None] = mapped_column(index=True)
    latest_number: Mapped[int] = mapped_column(default=0, info=NOT_ON_PAGES)
    changed_at: Mapped[When] = mapped_column(info=NOT_ON_PAGES)
    """When anything about the entry last changed: revision, status, address."""
    deleted_at: Mapped[When | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"))
    released: Mapped["Revision | None"] = relationship(foreign_keys=[released_id], post_update=True)
    successor: Mapped["Entry | None"] = relationship(remote_side="Entry.id")

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "entry"}

    def title(self, language: str) -> str:
        """The released title in `language`, else in the other one, else the slug."""
        pair = (self.title_de, self.title_en) if language == "de" else (self.title_en, self.title_de)
        return pair[0] or pair[1] or self.slug

    def summary(self, language: str) -> str:
        """The released short text in `language`, else in the other one."""
        pair = (self.summary_de, self.summary_en) if language == "de" else (self.summary_en, self.summary_de)
        return pair[0] or pair[1]

    def review_overdue(self, today: date) -> bool:
        """Whether the released revision should have been looked at again before `today`."""
        return self.status == RELEASED and self.next_review is not None and self.next_review < today


class Revision(Base):
    """An immutable state of a whole entry. Only `state` and the decision on it change."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("entry_id", "number"),
        Index("ix_revision_state", "state", "created_at"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    number: Mapped[int]
    base_number: Mapped[int] = mapped_column(default=0)
    """The revision its author had before the eyes; 0 for the first."""
    action: Mapped[Code] = mapped_column(default="edit")
    """edit, import, restore, merge, archive, unarchive, delete, undelete, rename"""
    state: Mapped[Code] = mapped_column(default=WORKING)
    is_proposal: Mapped[bool] = mapped_column(Boolean, default=False)
    """By somebody who may not write, or who chose to suggest: not what editors go on from until it is accepted."""
    minor: Mapped[bool] = mapped_column(Boolean, default=False)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    author_pseudonym: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[When]
    note: Mapped[str] = mapped_column(String(500), default="")
    """What the author says was changed."""
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    schema_version: Mapped[int]
    payload: Mapped[Document]
    touched: Mapped[Document]
    """Field → language → number of the revision that last changed this text."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[When | None]
    decision_note: Mapped[str] = mapped_column(String(500), default="")
    entry: Mapped[Entry] = relationship(foreign_keys=[entry_id])
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    def title(self, language: str) -> str:
        """The title in `language`, else in the other one."""
        pair = (self.title_de, self.title_en) if language == "de" else (self.title_en, self.title_de)
        return pair[0] or pair[1]


class Release(Base):
    """The interval in which a revision was what readers saw; `ended_at` is empty for the present one."""

    __tablename__ = "release"
    __table_args__ = (Index("ix_release_interval", "entry_id", "released_at"),)
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    released_at: Mapped[When]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ended_at: Mapped[When | None]
    revision: Mapped[Revision] = relationship()


class ReleaseNotice(Base):
    """Whom a release was meant to tell, as the releaser chose: nobody, watchers, or watchers and these departments."""

    __tablename__ = "release_notice"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    choice: Mapped[Code] = mapped_column(default=TELL_WATCHERS)
    department_ids: Mapped[list[int]] = mapped_column(JSONDocument, default=list)
    message: Mapped[str] = mapped_column(String(500), default="")
    """What they are told, in the releaser's words."""
    decided_at: Mapped[When]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class EntrySlug(Base):
    """Every address an entry has or had; the old ones redirect."""

    __tablename__ = "entry_slug"
    kind: Mapped[Code] = mapped_column(primary_key=True)
    slug: Mapped[Slug] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    current: Mapped[bool] = mapped_column(Boolean, default=True)


class EntryLink(Base):
    """A link out of a released revision. `target_id` is empty while nothing of that name is there."""

    __tablename__ = "entry_link"
    __table_args__ = (Index("ix_entry_link_missing", "target_slug", "target_id"),)
    id: Mapped[Key]
    source_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    role: Mapped[Code]
    """`text`, or the field that refers: confused_with, broader, touchpoint …"""
    target_kind: Mapped[Code] = mapped_column(default="")
    target_slug: Mapped[Slug]
    target_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    step_key: Mapped[Code] = mapped_column(default="")
    source: Mapped[Entry] = relationship(foreign_keys=[source_id])


class EditDraft(Base):
    """What somebody typed and has not saved: the form as it stood. `entry_key` is the entry's id or `new`."""

    __tablename__ = "edit_draft"
    __table_args__ = (UniqueConstraint("person_id", "kind", "entry_key"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[Code]
    entry_key: Mapped[Code]
    base_number: Mapped[int] = mapped_column(default=0)
    form: Mapped[Document]
    saved_at: Mapped[When]


class Comment(Base):
    """A remark on an entry or an answer to one. `tone`: comment, unclear (its author is shown to nobody else)."""

    __tablename__ = "comment"
    __table_args__ = {"sqlite_autoincrement": True, "info": NOT_ON_PAGES}  # signals made of one name it for good
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    tone: Mapped[Code] = mapped_column(default="comment")
    text: Mapped[LongText]
    on_revision: Mapped[int]
    step_key: Mapped[Code] = mapped_column(default="")
    created_at: Mapped[When]
    resolved_at: Mapped[When | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    removed_at: Mapped[When | None]
    by_newcomer: Mapped[bool] = mapped_column(Boolean, default=False)
    """Asked in the author's first 90 days, where the author let that be said; never who it was."""
    passed_on: Mapped[Day | None]
    """When the editors were told that nobody had answered."""
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    resolved_by: Mapped[Person | None] = relationship(foreign_keys=[resolved_by_id])


class Watch(Base):
    """That a person wants to hear of changes to an entry. `reason`: chosen, author, commented."""

    __tablename__ = "watch"
    __table_args__ = {"info": NOT_ON_PAGES}
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True, index=True)
    reason: Mapped[Code] = mapped_column(default="chosen")
    muted: Mapped[bool] = mapped_column(Boolean, default=False)
    minor: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether minor changes are told, too."""
    since: Mapped[When]
    entry: Mapped[Entry] = relationship()


class Attachment(Base):
    """A file of an entry, kept once a content (`sha256`); texts name it `attachment:<name>`."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("entry_id", "name"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    name: Mapped[Name]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    pasted: Mapped[bool] = mapped_column(default=False)
    """Added while a text was written: meant for that text's readers, not for everybody."""
    added_at: Mapped[When]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
