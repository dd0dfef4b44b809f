"""What an item says, made when it is shown, in the language of the request (or of the mail being written)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.matters import Matters
from wiki.core.text import shorten
from wiki.entries import queries as entry_queries
from wiki.entries.discussion_queries import UNCLEAR
from wiki.entries.kinds import Kinds
from wiki.entries.models import DELETED as ENTRY_DELETED
from wiki.entries.models import DRAFT, Comment, Entry
from wiki.entries.rights import PUBLISHED, readable
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
    InboxItem,
)

EXCERPT = 240

ICONS = {
    SUBMITTED: "hourglass-split",
    RELEASED: "check-circle",
    RELEASED_FOR: "megaphone",
    RELEASED_OWN: "check-circle-fill",
    REJECTED: "arrow-counterclockwise",
    ARCHIVED: "archive",
    DELETED: "trash",
    COMMENTED: "chat-left-text",
    ANSWERED: "reply",
    RESOLVED: "check2",
}


@dataclass(frozen=True)
class ShownItem:
    """An item for its reader. `url` is empty where there is nothing to open any more."""

    item: InboxItem
    sentence: str
    detail: str
    url: str

    @property
    def unread(self) -> bool:
        """Whether it still asks for attention."""
        return self.item.read_at is None and self.item.done_at is None

    icon: str = "bell"


class Wording:
    """Words for many items of one reader: three queries, however many they are."""

    def __init__(
        self, session: Session, actor: Actor, language: str, items: list[InboxItem], *, absolute: bool = False
    ) -> None:
        self._kinds = wired(session, Kinds)
        self._language = language
        self._absolute = absolute
        self._matters = wired(session, Matters).by_name
        entries = {item.entry.id: item.entry for item in items if item.entry is not None}
        allowed = select(Entry.id).where(Entry.id.in_(list(entries)), readable(actor))
        self._readable = set(session.scalars(allowed)) if entries else set()
        drafts = [entry.id for entry in entries.values() if entry.status == DRAFT]
        heads = entry_queries.heads(session, actor, drafts) if drafts else []
        self._titles = {each.entry_id: each.title(language) for each in heads}
        wanted = {int(item.data["comment_id"]) for item in items if "comment_id" in item.data}
        self._comments = _comments(session, wanted)

    def show(self, item: InboxItem) -> ShownItem:
        """One item in words."""
        may_open = item.entry is None or item.entry_id in self._readable
        if not may_open and not _known_before(item.entry):
            return ShownItem(item, _("This is about an entry that you can no longer open."), "", "")
        url = self._url(item) if may_open else ""
        matter = self._matters.get(item.matter)
        icon = matter.icon if matter else ICONS.get(item.matter, "bell")
        return ShownItem(item, self._sentence(item), self._detail(item), url, icon)

    def _title(self, item: InboxItem) -> str:
        if item.entry is None:
            return ""
        return self._titles.get(item.entry.id) or item.entry.title(self._language)

    def _sentence(self, item: InboxItem) -> str:
        matter, known = self._matters.get(item.matter), _WORDS.get(item.matter)
        name = item.actor.name if item.actor else ""
        if matter is not None:
            return matter.sentence(item.data, name, self._title(item))
        return known(item, name, self._title(item)) if known else self._title(item)

    def _detail(self, item: InboxItem) -> str:
        comment = self._comments.get(int(item.data.get("comment_id", 0)))
        if comment is not None:
            return shorten(markdown.plain(comment.text), EXCERPT) if comment.removed_at is None else ""
        matter = self._matters.get(item.matter)
        return shorten(matter.detail(item.data) if matter else _said(item), EXCERPT)

    def _url(self, item: InboxItem) -> str:
        matter = self._matters.get(item.matter)
        if matter is not None:
            return matter.url(item.data, self._absolute)
        if item.entry is None:
            return ""
        endpoint = "page"
        arguments: dict[str, Any] = {"_external": self._absolute}
        if item.matter in (SUBMITTED, REJECTED):
            endpoint = "show_release" if item.matter == SUBMITTED else "revision"
            arguments["number"] = int(item.data["revision"])
        elif "comment_id" in item.data:
            endpoint, arguments["_anchor"] = "discussion", f"comment-{item.data['comment_id']}"
        name = f"{self._kinds.of(item.entry).name}.{endpoint}"
        return url_for(name, slug=item.entry.slug, **arguments)


def _said(item: InboxItem) -> str:
    """What the releaser had told, else what the author says was changed."""
    return str(item.data.get("message") or item.data.get("note", ""))


def _known_before(entry: Entry | None) -> bool:
    """Whether everybody signed in could read what now lies in the recycle bin."""
    return entry is not None and entry.status == ENTRY_DELETED and entry.status_before_delete in PUBLISHED


def _comments(session: Session, ids: set[int]) -> dict[int, Comment]:
    if not ids:
        return {}
    return {each.id: each for each in session.scalars(select(Comment).where(Comment.id.in_(ids)))}


def _submitted(item: InboxItem, name: str, title: str) -> str:
    if item.data.get("proposal"):
        return str(_("%(name)s suggests a change to “%(title)s”.", name=name or _("Somebody"), title=title))
    return str(_("%(name)s asks for the release of “%(title)s”.", name=name or _("Somebody"), title=title))


def _released(item: InboxItem, name: str, title: str) -> str:
    if item.data.get("new"):
        return str(_("New: “%(title)s”.", title=title))
    if name:
        return str(_("%(name)s released a new version of “%(title)s”.", name=name, title=title))
    return str(_("A new version of “%(title)s” was released.", title=title))


def _released_for(item: InboxItem, name: str, title: str) -> str:
    if item.data.get("new"):
        return str(_("New for your department: “%(title)s”.", title=title))
    if name:
        return str(_("For your department: %(name)s released a new version of “%(title)s”.", name=name, title=title))
    return str(_("For your department: a new version of “%(title)s” was released.", title=title))


def _released_own(item: InboxItem, _name: str, title: str) -> str:
    if item.data.get("proposal"):
        return str(_("Your suggestion for “%(title)s” was accepted and is live.", title=title))
    return str(_("Your change to “%(title)s” is live.", title=title))


def _rejected(_item: InboxItem, name: str, title: str) -> str:
    if name:
        return str(_("%(name)s sent your version of “%(title)s” back.", name=name, title=title))
    return str(_("Your version of “%(title)s” was sent back.", title=title))


def _archived(_item: InboxItem, _name: str, title: str) -> str:
    return str(_("“%(title)s” was archived: it no longer holds.", title=title))


def _deleted(_item: InboxItem, _name: str, title: str) -> str:
    return str(_("“%(title)s” was moved to the recycle bin.", title=title))


def _commented(item: InboxItem, name: str, title: str) -> str:
    if item.data.get("tone") == UNCLEAR:
        return str(_("Something in “%(title)s” is unclear to a reader.", title=title))
    return str(_("%(name)s commented on “%(title)s”.", name=name or _("Somebody"), title=title))


def _answered(item: InboxItem, name: str, title: str) -> str:
    if item.data.get("own"):
        return str(_("%(name)s answered your question about “%(title)s”.", name=name or _("Somebody"), title=title))
    if item.data.get("tone") == UNCLEAR:
        return str(_("The reader who asked about “%(title)s” has written again.", title=title))
    return str(_("%(name)s answered in the discussion of “%(title)s”.", name=name or _("Somebody"), title=title))


def _resolved(item: InboxItem, name: str, title: str) -> str:
    if item.data.get("tone") == UNCLEAR:
        return str(_("Your question about “%(title)s” is settled.", title=title))
    if name:
        return str(_("%(name)s resolved your thread about “%(title)s”.", name=name, title=title))
    return str(_("Your thread about “%(title)s” was resolved.", title=title))


_WORDS: dict[str, Callable[[InboxItem, str, str], str]] = {
    SUBMITTED: _submitted,
    RELEASED: _released,
    RELEASED_FOR: _released_for,
    RELEASED_OWN: _released_own,
    REJECTED: _rejected,
    ARCHIVED: _archived,
    DELETED: _deleted,
    COMMENTED: _commented,
    ANSWERED: _answered,
    RESOLVED: _resolved,
}
