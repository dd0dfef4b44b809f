"""What an entry says of it: how clear it is to newcomers, and who is told when a new version is released."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.markdown import plain
from wiki.core.text import shorten
from wiki.entries.frame import Frame
from wiki.entries.impact import ImpactLine
from wiki.entries.models import Comment, Entry
from wiki.entries.notices import Trust
from wiki.unclear.queries import asked, unresolved
from wiki.web.front.readers import ENTRY, Personal
from wiki.web.transaction import db

MOST_SHOWN = 5
LONGEST = 90


def tell(personal: Personal) -> None:
    """The line is part of kept pages: they are kept apart as it changes."""
    columns = Comment.resolved_at.is_(None), Comment.resolved_at.is_not(None)
    for name, condition in zip(("unclear_open", "unclear_settled"), columns, strict=True):
        personal.variants[name] = _counted(_of_newcomers(ENTRY).where(condition))


def _of_newcomers(entry_id: object) -> Select[tuple[int]]:
    return select(func.count()).where(Comment.entry_id == entry_id, asked(), Comment.by_newcomer)


def _counted(query: Select[tuple[int]]) -> ScalarSelect[int]:
    return query.scalar_subquery()


def trust(frame: Frame, _revision_id: int, day: date | None) -> list[Trust]:
    """How many questions of newcomers are open; else that they have been answered. For those signed in, as the
    discussion is."""
    if day is not None or not frame.signed_in:
        return []
    mine = _of_newcomers(frame.entry.id)
    is_open = Comment.resolved_at.is_(None)
    waiting, settled = db().execute(
        select(_counted(mine.where(is_open)), _counted(mine.where(~is_open)))
    ).one()  # fmt: skip
    if waiting:
        text = ngettext("Unclear to newcomers: %(num)s open question", "Unclear to newcomers: %(num)s open questions",
                        waiting)  # fmt: skip
        return [Trust(text, good=False, icon="question-circle")]
    return [Trust(_("What newcomers asked is settled"))] if settled else []


def who_is_told(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """The open questions of readers: who asked hears of a new version."""
    if not actor.signed_in:
        return []
    here = Comment.entry_id.in_([each.id for each in entries]), unresolved()
    number = session.scalar(select(func.count()).where(*here)) or 0
    first = session.scalars(select(Comment.text).where(*here).order_by(Comment.id).limit(MOST_SHOWN)) if number else ()
    words = ngettext(
        "%(num)s open question of readers, who are told", "%(num)s open questions of readers, who are told", number
    )
    return [ImpactLine(words, number, names=tuple(shorten(plain(text), LONGEST) for text in first))]
