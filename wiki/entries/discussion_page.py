"""The discussion as its page shows it: names where they may be shown, texts rendered, what each reader may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import markdown
from wiki.core.db import wired
from wiki.entries import links, queries
from wiki.entries.discussion import is_own, may_mark, may_remove, may_resolve
from wiki.entries.discussion_queries import UNCLEAR, Thread, threads
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.links import Target
from wiki.entries.models import DELETED, Comment, Entry
from wiki.entries.newcomers_eyes import are_few, is_new
from wiki.entries.page import local
from wiki.entries.release import content_of
from wiki.entries.rows import Rows
from wiki.people.models import Person


@dataclass(frozen=True)
class ShownComment:
    """One contribution for one reader. `name` is already what this reader may know."""

    comment: Comment
    name: str
    initials: str
    nameless: bool
    html: Markup
    step: str
    may_resolve: bool
    may_remove: bool
    may_mark: bool

    @property
    def removed(self) -> bool:
        """Whether only a gap is left."""
        return self.comment.removed_at is not None


@dataclass(frozen=True)
class ShownThread:
    """A thread for one reader; `resolved_by` is empty where the name is not to be known."""

    root: ShownComment
    answers: list[ShownComment]
    resolved_by: str
    may_answer: bool

    @property
    def id(self) -> int:
        """The id of the first contribution."""
        return self.root.comment.id


def step_names(session: Session, actor: Actor, kind: Kind, entry: Entry, language: str) -> dict[str, str]:
    """Key → words of the entry's steps, in their order; empty for kinds without steps."""
    keyed = [field for field in kind.fields if isinstance(field, Rows) and field.keyed]
    if not keyed:
        return {}
    content = content_of(kind, entry.released or queries.start_for(session, actor, entry))
    rows = [(field, row) for field in keyed for row in content.get(field.name, ())]
    return {row["key"]: _words(row.get(field.key_from), language) or row["key"] for field, row in rows}


def _words(value: object, language: str) -> str:
    return str(local(value, language)) if isinstance(value, Mapping) else str(value or "")


class DiscussionPage:
    """All threads of an entry, ready for the template; a fixed number of queries however many there are."""

    def __init__(self, session: Session, actor: Actor, kind: Kind, entry: Entry, language: str) -> None:
        self._session = session
        self._actor = actor
        self._kind = kind
        self._entry = entry
        self.steps = step_names(session, actor, kind, entry, language)
        self.may_comment = actor.signed_in and actor.may(Permission.COMMENT_WRITE) and entry.status != DELETED
        self.is_new = self.may_comment and is_new(session, actor)
        self.few_are_new = self.is_new and are_few(session)
        found = threads(session, entry.id)
        texts = {each.id: markdown.show(each.text) for each in _all(found)}
        wanted = set().union(*(links.targets_in(html) for html in texts.values()))
        targets = links.resolve(session, wired(session, Kinds), actor, language, wanted) if wanted else {}
        self._html = {key: self._filled(html, targets) for key, html in texts.items()}
        self.threads = [self._thread(each) for each in found]
        self.open_count = sum(thread.is_open for thread in found)

    def _filled(self, html: str, targets: dict[tuple[str, str], Target]) -> Markup:
        return Markup(links.fill_in(html, targets, self._file_url))  # noqa: S704 - sanitised by core/markdown.py

    def _file_url(self, name: str) -> str:
        return url_for(f"{self._kind.name}.file", slug=self._entry.slug, name=name)

    def _thread(self, thread: Thread) -> ShownThread:
        root = thread.root
        by_asker = root.tone == UNCLEAR and root.resolved_by_id == root.author_id
        return ShownThread(
            root=self._shown(root),
            answers=[self._shown(answer) for answer in thread.answers],
            resolved_by=root.resolved_by.name if root.resolved_by and not by_asker else "",
            may_answer=self.may_comment and thread.is_open,
        )

    def _shown(self, comment: Comment) -> ShownComment:
        nameless = comment.tone == UNCLEAR
        return ShownComment(
            comment=comment,
            name=_name(self._actor, comment),
            initials="" if nameless or comment.author is None else comment.author.initials,
            nameless=nameless or comment.author is None,
            html=self._html[comment.id],
            step=self.steps.get(comment.step_key, "") if comment.step_key else "",
            may_resolve=comment.parent_id is None and may_resolve(self._actor, comment),
            may_remove=may_remove(self._actor, comment),
            may_mark=may_mark(self._session, self._actor, comment),
        )


def _all(found: list[Thread]) -> Iterable[Comment]:
    for thread in found:
        yield thread.root
        yield from thread.answers


def _name(actor: Actor, comment: Comment) -> str:
    if comment.tone == UNCLEAR:
        return str(_("You – nobody else sees your name") if is_own(actor, comment) else _("A reader"))
    author: Person | None = comment.author
    return author.name if author else str(_("Somebody who has left"))
