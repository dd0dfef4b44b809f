"""A task as its page shows it, for one reader; a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core import markdown
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.core.text import fold, whole_number
from wiki.entries import links
from wiki.entries.discussion_page import step_names
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.tasks.gone import has_gone
from wiki.tasks.models import UNFINISHED, WAITING, Task, TaskComment, TaskNeed
from wiki.tasks.rights import changeable_tasks, flag, movable_tasks, readable_tasks
from wiki.tasks.talking import may_take_back, may_talk

MOST_OFFERED = 200


@dataclass(frozen=True)
class Related:
    """Another task; without a `title` one the reader may not see."""

    id: int
    title: str
    state: str

    @property
    def is_unfinished(self) -> bool:
        """Whether it still holds up."""
        return self.state in UNFINISHED


@dataclass(frozen=True)
class Said:
    """A comment for one reader."""

    comment: TaskComment
    html: Markup
    may_remove: bool


class TaskPage:
    """The task, what it is about, what it needs, what is said; NotFound for who may not see it."""

    def __init__(self, session: Session, actor: Actor, task_id: int, language: str) -> None:
        self._session, self._actor, self._language = session, actor, language
        movable, changeable = (
            flag(movable_tasks(session, actor), "movable"),
            flag(changeable_tasks(session, actor), "changeable"),
        )
        people = [joinedload(each) for each in (Task.assignee, Task.created_by, Task.finished_by)]
        query = select(Task, movable, changeable).options(*people, joinedload(Task.initiative), joinedload(Task.entry))
        row = session.execute(query.where(Task.id == task_id, readable_tasks(session, actor))).unique().first()
        if row is None:
            raise NotFound
        self.task: Task = row[0]
        self.may_move, self.may_change = bool(row[1]), bool(row[2])
        self.may_talk = may_talk(actor)
        self.needs = self._related(TaskNeed.needs_id, TaskNeed.task_id)
        self.needed_by = self._related(TaskNeed.task_id, TaskNeed.needs_id)
        comments = list(
            session.scalars(
                select(TaskComment).where(TaskComment.task_id == task_id)
                .options(joinedload(TaskComment.author)).order_by(TaskComment.id)
            )
        )  # fmt: skip
        html = self._rendered([self.task.text, *(each.text for each in comments)])
        self.text, told = html[0], html[1:]
        pairs = zip(comments, told, strict=True)
        self.comments = [Said(each, words, may_take_back(actor, each)) for each, words in pairs]

    @property
    def blockers(self) -> list[Related]:
        """What it still waits for."""
        return [each for each in self.needs if each.is_unfinished] if self.task.is_unfinished else []

    @property
    def column(self) -> str:
        """The column of the board in which it stands."""
        return WAITING if self.blockers else self.task.state

    @property
    def is_overdue(self) -> bool:
        """Whether it should be done by now."""
        due = self.task.due
        return self.task.is_unfinished and due is not None and due < company_day(self._session)

    @property
    def may_take(self) -> bool:
        """Whether the reader may say that they do it, while nobody does."""
        return self.may_move and self.task.is_unfinished and self.task.assignee_id is None

    @property
    def doer_is_gone(self) -> bool:
        """Whether who does it works here no longer."""
        doer = self.task.assignee
        return self.task.is_unfinished and doer is not None and has_gone(doer, company_day(self._session))

    @cached_property
    def subject(self) -> tuple[str, str, str] | None:
        """(title, address, step) of what it is about, where the reader may read it."""
        entry = self.task.entry
        if entry is None or not self._reads(entry):
            return None
        kinds = wired(self._session, Kinds)
        steps: Mapping[str, str] = {}
        if self.task.step_key:
            steps = step_names(self._session, self._actor, kinds.of(entry), entry, self._language)
        step = self.task.step_key if self.task.step_key in steps else ""
        url = url_for(f"{kinds.of(entry).name}.page", slug=entry.slug, _anchor=f"step-{step}" if step else None)
        return entry.title(self._language), url, steps.get(step, "")

    @property
    def discussion_url(self) -> str:
        """Where the comment stands that it came from."""
        entry = self.task.entry
        if entry is None or self.task.comment_id is None or self.subject is None:
            return ""
        kind = wired(self._session, Kinds).of(entry).name
        return url_for(f"{kind}.discussion", slug=entry.slug, _anchor=f"comment-{self.task.comment_id}")

    @cached_property
    def series(self) -> tuple[int | None, int | None]:
        """The tasks of the same series before and after it."""
        after = select(Task.id).where(Task.follows_id == self.task.id).order_by(Task.id).limit(1)
        return self.task.follows_id, self._session.scalar(after)

    @cached_property
    def offered(self) -> list[tuple[int, str]]:
        """Unfinished tasks beside it that it may need first."""
        query = select(Task.id, Task.title).where(
            readable_tasks(self._session, self._actor), Task.state.in_(UNFINISHED), Task.id != self.task.id,
            Task.initiative_id == self.task.initiative_id,
        )  # fmt: skip
        found = self._session.execute(query.order_by(Task.id.desc()).limit(MOST_OFFERED))
        known = {each.id for each in self.needs}
        return [(row.id, row.title) for row in found if row.id not in known]

    def _reads(self, entry: Entry) -> bool:
        return self._session.scalar(select(Entry.id).where(Entry.id == entry.id, readable(self._actor))) is not None

    def _related(self, other: Any, own: Any) -> list[Related]:
        seen = readable_tasks(self._session, self._actor)
        query = select(Task.id, Task.title, Task.state, flag(seen, "seen")).join(TaskNeed, Task.id == other)
        rows = self._session.execute(query.where(own == self.task.id).order_by(Task.id))
        return [Related(row.id, row.title if row.seen else "", row.state) for row in rows]

    def _rendered(self, texts: list[str]) -> list[Markup]:
        shown = [markdown.show(each) if each else "" for each in texts]
        wanted = set().union(*(links.targets_in(each) for each in shown))
        session, kinds = self._session, wired(self._session, Kinds)
        targets = links.resolve(session, kinds, self._actor, self._language, wanted) if wanted else {}
        return [Markup(links.fill_in(each, targets, _no_file)) for each in shown]  # noqa: S704 - sanitised by core/markdown.py


def find_task(session: Session, actor: Actor, task: Task, words: str) -> int:
    """The id of the task that `words` mean: its number, or a part of the title of one beside it; 0 when that is none.
    Invalid when it is several."""
    number = whole_number(words.strip().lstrip("#").split(" ")[0]) if words.strip() else 0
    if number:
        return number
    query = select(Task.id, Task.title).where(
        readable_tasks(session, actor), Task.initiative_id == task.initiative_id, Task.id != task.id,
        or_(Task.state.in_(UNFINISHED), Task.finished_at.is_not(None)),
    )  # fmt: skip
    wanted = fold(words)
    beside = [(row.id, fold(row.title)) for row in session.execute(query)]
    found = [number for number, title in beside if wanted == title]
    found = found or [number for number, title in beside if wanted and wanted in title]
    if len(found) > 1:
        raise Invalid([Problem("needs", _("Several tasks are called so. Please choose one of the list."))])
    return found[0] if found else 0


def _no_file(_name: str) -> str:
    return ""
