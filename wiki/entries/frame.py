"""What stands around every page of an entry: tabs with counts, status, what waits, what one may do."""

from datetime import date
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries import queries
from wiki.entries.actions import MORE, SHARE, Action, EntryActions
from wiki.entries.kinds import Kind
from wiki.entries.models import (
    ARCHIVED,
    DELETED,
    IN_REVIEW,
    RELEASED,
    WORKING,
    Comment,
    EditDraft,
    Entry,
    Revision,
)
from wiki.entries.notices import EntryNotices, Notice, Trust
from wiki.entries.options import FIELD_OF_ACTION
from wiki.entries.rights import may_decide, may_propose, may_write
from wiki.entries.tabs import EntryTabs
from wiki.entries.watching import is_watching
from wiki.web.i18n import day
from wiki.web.runtime import settings

ACT_LABELS = {
    "import": _l("imported"),
    "restore": _l("restored"),
    "merge": _l("brought together"),
    "archive": _l("archived"),
    "unarchive": _l("put to use again"),
    "delete": _l("moved to the recycle bin"),
    "undelete": _l("brought back"),
    "rename": _l("address changed"),
}


class Frame:
    """Counts and rights for the head of an entry's pages; each asked once."""

    def __init__(self, session: Session, actor: Actor, kind: Kind, entry: Entry, current: str) -> None:
        self.entry = entry
        self.kind = kind
        self.current = current
        self._session = session
        self._actor = actor
        self.signed_in = actor.signed_in
        self.may_write = may_write(actor, entry)
        self.may_edit = entry.status != DELETED and (self.may_write or may_propose(actor))
        self.may_release = actor.may(Permission.ENTRY_RELEASE)

    def url(self, endpoint: str, **arguments: Any) -> str:
        """The address of one of the entry's pages."""
        return url_for(f"{self.kind.name}.{endpoint}", slug=self.entry.slug, **arguments)

    @cached_property
    def _head(self) -> Revision | None:
        return None if self.entry.released_id else queries.start_for(self._session, self._actor, self.entry)

    def title(self, language: str) -> str:
        """The released title; for a draft that of its newest revision."""
        return self._head.title(language) if self._head else self.entry.title(language)

    def quotation(self, language: str, *, marked: bool = True) -> str:
        """The released text in short, to be quoted elsewhere: `{url}` stands for its address; `marked`: as Markdown."""
        entry = self.entry
        if entry.released is None:
            return self.title(language) + "\n\n{url}"
        version = _("Version %(number)s", number=entry.released.number)
        source = f"{settings().brand}, {version}, {day(entry.released_at)}"
        title, summary = entry.title(language), entry.summary(language)
        if marked:
            return f"> **{title}**: {summary}\n>\n> [{source}]({{url}})\n"
        return f"{title}: {summary}\n\n{source}\n{{url}}"

    @property
    def field_of_action(self) -> tuple[Any, str] | None:
        """(name, address of the list) of the field of action the entry belongs to."""
        value = self.entry.field_of_action
        if not value:
            return None
        return FIELD_OF_ACTION.label_of(value), url_for(f"{self.kind.name}.index", field_of_action=value)

    @staticmethod
    def act_label(revision: Revision) -> Any:
        """What a revision without a note was for."""
        return ACT_LABELS.get(revision.action, "")

    @cached_property
    def used_in_count(self) -> int:
        """How many entries link here."""
        return queries.count(self._session, queries.used_in(self._actor, self.entry.id))

    @cached_property
    def discussion_count(self) -> int:
        """Open threads."""
        query = select(func.count()).where(
            Comment.entry_id == self.entry.id,
            Comment.parent_id.is_(None),
            Comment.resolved_at.is_(None),
            Comment.removed_at.is_(None),
        )
        return (self._session.scalar(query) or 0) if self.signed_in else 0

    @property
    def tabs(self) -> list[tuple[str, str, bool, int | None]]:
        """(label, address, whether this is it, count)."""
        added = [each for each in wired(self._session, EntryTabs).added if each.is_of(self.kind.name)]
        first = sorted((each for each in added if each.place), key=lambda tab: tab.place) if self.signed_in else []
        tabs: list[tuple[str, str, int | None]] = [(_("Read"), "page", None)]
        tabs += [(str(each.label), each.endpoint, None) for each in first]
        # Who has not signed in is led to the sign-in first and from there to the form.
        if self.may_edit or (not self.signed_in and self.entry.status != DELETED):
            tabs.append((_("Edit") if self.may_write else _("Suggest a change"), "edit", None))
        if self.signed_in:
            tabs += [(_("Discussion"), "discussion", self.discussion_count or None), (_("Versions"), "history", None)]
            tabs += [(str(each.label), each.endpoint, None) for each in added if not each.place]
        tabs.append((_("Used in"), "used_in", self.used_in_count or None))
        return [(label, self._tab_url(name), name == self.current, count) for label, name, count in tabs]

    def _tab_url(self, endpoint: str) -> str:
        if endpoint == "edit" and self.kind.corrected and not self.may_write:
            return self.url(endpoint, _anchor=f"part-{self.kind.corrected}")
        return self.url(endpoint)

    @cached_property
    def waiting(self) -> list[Revision]:
        """Drafts and proposals this reader may know of."""
        if not self.signed_in:
            return []
        found = queries.open_revisions(self._session, self.entry.id)
        mine = self._actor.person_id
        return [each for each in found if self.may_write or self.may_release or each.author_id == mine]

    @property
    def proposals(self) -> list[Revision]:
        """What waits for a decision."""
        return [each for each in self.waiting if each.state == IN_REVIEW]

    @property
    def drafts(self) -> list[Revision]:
        """What is being worked on."""
        return [each for each in self.waiting if each.state == WORKING]

    @property
    def is_of_a_version(self) -> bool:
        """Whether the page shows one version out of the history."""
        return self.current == "history"

    def may_decide(self, revision: Revision) -> bool:
        """Whether this reader may release or reject `revision`."""
        return may_decide(self._actor, revision)

    @cached_property
    def unsaved(self) -> EditDraft | None:
        """What this person typed here and did not save."""
        if self._actor.person_id is None:
            return None
        query = select(EditDraft).where(
            EditDraft.person_id == self._actor.person_id,
            EditDraft.kind == self.kind.name,
            EditDraft.entry_key == str(self.entry.id),
        )
        return self._session.scalar(query)

    @cached_property
    def watching(self) -> bool:
        """Whether this person hears of changes."""
        return is_watching(self._session, self._actor, self.entry)

    @property
    def may_comment(self) -> bool:
        """Whether this person can take part in the discussion."""
        return self.signed_in and self.entry.status != DELETED and self._actor.may(Permission.COMMENT_WRITE)

    @property
    def may_watch(self) -> bool:
        """Whether this person can choose to hear of changes."""
        return self.signed_in and self._actor.may(Permission.ENTRY_WATCH)

    @property
    def review_overdue(self) -> bool:
        """Whether the released version should have been looked at again."""
        return self.entry.review_overdue(clock.today(settings().timezone))

    @cached_property
    def notices(self) -> list[Notice]:
        """What upper floors have to say above the released text."""
        return wired(self._session, EntryNotices).banners_of(self)

    def trust(self, revision_id: int, day: date | None) -> list[Trust]:
        """What upper floors know of how far the entry can be relied on, today or on a day of the past."""
        return wired(self._session, EntryNotices).trust_of(self, revision_id, day)

    @cached_property
    def _added_actions(self) -> list[Action]:
        return wired(self._session, EntryActions).of(self)

    def at_step(self, key: str) -> list[Action]:
        """What upper floors offer for a step."""
        return wired(self._session, EntryActions).of_step(self, key)

    def at_comment(self, comment_id: int) -> list[Action]:
        """What upper floors offer for a comment."""
        return wired(self._session, EntryActions).of_comment(self, comment_id)

    @property
    def sharing(self) -> list[Action]:
        """Further ways of handing the entry on."""
        return [action for action in self._added_actions if action.menu == SHARE]

    @property
    def actions(self) -> list[Action]:
        """What else one may do."""
        entry, may = self.entry, self._actor.may
        found = []
        if self.signed_in and entry.status != DELETED:
            found.append(Action(_("Files"), self.url("files"), "paperclip"))
        if may(Permission.ENTRY_SLUG) and entry.status != DELETED:
            found.append(Action(_("Change the address"), self.url("rename"), "link"))
        if may(Permission.ENTRY_ARCHIVE) and entry.status == RELEASED:
            found.append(Action(_("Archive"), self.url("archive"), "archive"))
        if may(Permission.ENTRY_ARCHIVE) and entry.status == ARCHIVED:
            found.append(Action(_("Put to use again"), self.url("unarchive"), "arrow-counterclockwise"))
        if may(Permission.ENTRY_DELETE) and entry.status != DELETED:
            found.append(Action(_("Move to the recycle bin"), self.url("delete"), "trash"))
        if may(Permission.ENTRY_DELETE) and entry.status == DELETED:
            found.append(Action(_("Bring back"), self.url("undelete"), "arrow-counterclockwise"))
        added = [action for action in self._added_actions if action.menu == MORE]
        return [*added, *found]
