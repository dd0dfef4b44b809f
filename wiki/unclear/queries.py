"""The questions of readers ("unclear to me"), how they stand, and the pages they are about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from wiki.access.permissions import Actor, Permission
from wiki.core.clock import company_day
from wiki.core.markdown import plain
from wiki.core.text import shorten
from wiki.currency.asking import might_be_asked_about
from wiki.entries.discussion_queries import UNCLEAR
from wiki.entries.models import DELETED, Comment, Entry, Revision
from wiki.entries.rights import readable
from wiki.ownership.rights import oversees, oversees_anything
from wiki.unclear.owners import asked_of_entries, is_asked

MINE, AREA, ALL = "mine", "area", "all"
"""Whose pages: those the person answers for · the area they oversee · all."""
WAITING, ANSWERED, CHANGED, SETTLED = "waiting", "answered", "changed", "settled"
"""How a question stands: nobody has answered · somebody has · the page has a newer version than the one asked about ·
it is resolved"""
EXCERPT = 300
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Question:
    """What a reader found unclear, without who it is."""

    id: int
    entry_id: int
    kind: str
    slug: str
    titles: tuple[str, str]
    department: str
    written: str
    by_newcomer: bool
    created_at: datetime
    resolved_at: datetime | None
    is_answered: bool
    on_revision: int
    released: int
    """The number of the released version, 0 where there is none."""

    @property
    def text(self) -> str:
        """The beginning of it in plain words."""
        return shorten(plain(self.written), EXCERPT)

    @property
    def is_changed(self) -> bool:
        """Whether the page has been released again since it was asked."""
        return self.released > self.on_revision

    @property
    def state(self) -> str:
        """One of WAITING, ANSWERED, CHANGED, SETTLED: the furthest it has come."""
        if self.resolved_at is not None:
            return SETTLED
        if self.is_answered:
            return ANSWERED
        return CHANGED if self.is_changed else WAITING

    def title(self, language: str) -> str:
        """The page's title in `language`, else in the other one."""
        pair = self.titles if language == "de" else self.titles[::-1]
        return pair[0] or pair[1] or self.slug


def asked() -> ColumnElement[bool]:
    """The condition for what readers found unclear: the beginnings of threads that are still there."""
    return and_(Comment.tone == UNCLEAR, Comment.parent_id.is_(None), Comment.removed_at.is_(None))


def unresolved() -> ColumnElement[bool]:
    """The same, and nobody has closed the thread."""
    return and_(asked(), Comment.resolved_at.is_(None))


def is_answered() -> ColumnElement[bool]:
    """Whether somebody else than who asked has written in the thread."""
    said = aliased(Comment)
    others = or_(Comment.author_id.is_(None), said.author_id.is_(None), said.author_id != Comment.author_id)
    return exists().where(said.parent_id == Comment.id, said.removed_at.is_(None), others)


def _rows(actor: Actor) -> Select[Any]:
    return (
        select(
            Comment.id, Comment.entry_id, Entry.kind, Entry.slug, Entry.title_de, Entry.title_en, Entry.department,
            Comment.text, Comment.by_newcomer, Comment.created_at, Comment.resolved_at,
            is_answered().label("is_answered"), Comment.on_revision,
            func.coalesce(Revision.number, 0).label("released"),
        )
        .join(Entry, Entry.id == Comment.entry_id)
        .outerjoin(Revision, Revision.id == Entry.released_id)
        .where(asked(), Entry.status != DELETED, readable(actor))
    )  # fmt: skip


def _questions(session: Session, query: Select[Any]) -> list[Question]:
    return [
        Question(
            row.id, row.entry_id, row.kind, row.slug, (row.title_de, row.title_en), row.department, row.text,
            row.by_newcomer, row.created_at, row.resolved_at, bool(row.is_answered), row.on_revision, row.released,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def scopes(actor: Actor) -> list[str]:
    """Whose pages this person may see lists of."""
    sees_all = actor.may(Permission.ENTRY_RELEASE) or actor.may(Permission.OWNERSHIP_OVERSEE)
    if sees_all:
        return [MINE, ALL]
    return [MINE, AREA] if oversees_anything(actor) else [MINE]


def entries_of(
    session: Session, actor: Actor, scope: str, among: ColumnElement[bool], day: date | None = None
) -> ColumnElement[bool]:  # fmt: skip
    """The condition on `Entry` for one of `scopes`; `among` says which questions it is about."""
    if scope == ALL:
        return Entry.id.is_not(None)
    if scope == AREA:
        return oversees(actor)
    return Entry.id.in_(_own(session, actor, among, day or company_day(session)))


def _own(session: Session, actor: Actor, among: ColumnElement[bool], day: date) -> list[int]:
    """The pages with such questions that this person is asked about."""
    query = select(Entry.id).join(Comment, Comment.entry_id == Entry.id).where(among, Entry.status != DELETED)
    if not actor.may(Permission.ENTRY_RELEASE):
        query = query.where(might_be_asked_about(session, actor))
    found = asked_of_entries(session, set(session.scalars(query)), day)
    return sorted(entry_id for entry_id, asked_ in found.items() if is_asked(actor, asked_))


def questions(session: Session, actor: Actor, entries: ColumnElement[bool]) -> list[Question]:
    """The questions about these entries nobody has closed: first what waits for an answer, in it what somebody new
    asks, the oldest first."""
    found = _questions(session, _rows(actor).where(unresolved(), entries).order_by(Comment.created_at, Comment.id))
    return sorted(found, key=lambda each: (each.is_answered, not each.by_newcomer))


def own_questions(session: Session, actor: Actor) -> list[Question]:
    """What this person asked: what is open first, each group newest first."""
    query = _rows(actor).where(Comment.author_id == actor.person_id).order_by(Comment.id.desc())
    return sorted(_questions(session, query), key=lambda each: each.resolved_at is not None)


@dataclass(frozen=True)
class Unclear:
    """How often a page was unclear to somebody new within a year, and what of it is open."""

    kind: str
    slug: str
    titles: tuple[str, str]
    department: str
    newcomers: int
    others: int
    open: int

    def title(self, language: str) -> str:
        """The page's title in `language`, else in the other one."""
        pair = self.titles if language == "de" else self.titles[::-1]
        return pair[0] or pair[1] or self.slug


def of_the_year(now: datetime) -> ColumnElement[bool]:
    """The condition for questions of the past year."""
    return and_(asked(), Comment.created_at > now - YEAR)


def pages(session: Session, actor: Actor, entries: ColumnElement[bool], now: datetime) -> list[Unclear]:
    """The pages of these with questions of the past year, the least clear to newcomers first; one query."""
    newcomers = func.count().filter(Comment.by_newcomer).label("newcomers")
    waiting = func.count().filter(Comment.resolved_at.is_(None)).label("open")
    columns = (Entry.kind, Entry.slug, Entry.title_de, Entry.title_en, Entry.department)
    query = (
        select(*columns, newcomers, func.count().label("total"), waiting)
        .select_from(Comment)
        .join(Entry, Entry.id == Comment.entry_id)
        .where(of_the_year(now), Entry.status != DELETED, readable(actor), entries)
        .group_by(Entry.id, *columns)
        .order_by(newcomers.desc(), func.count().desc(), waiting.desc(), Entry.id)
    )
    return [
        Unclear(
            row.kind, row.slug, (row.title_de, row.title_en), row.department, row.newcomers,
            row.total - row.newcomers, row.open,
        )
        for row in session.execute(query)
    ]  # fmt: skip
