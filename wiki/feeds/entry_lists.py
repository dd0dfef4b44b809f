"""Feeds of entries: each kind's list with its filters, and the newest releases of all kinds."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.core import markdown
from wiki.core.db import wired
from wiki.entries.binding import url_of
from wiki.entries.feed_lists import MOST, FeedAsked, FeedItem, FeedList
from wiki.entries.fields import Choice, Choices
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.list_asked import asked_of, conditions, sorts_of
from wiki.entries.list_filters import filters_of
from wiki.entries.models import RELEASED, Entry, Release
from wiki.entries.rights import readable

CHANGES = "changes"


def kind_list(kind: Kind) -> FeedList:
    """The feed of a kind's list: what was released, the newest first, narrowed as the list is."""
    return FeedList(
        name=kind.name,
        title=kind.plural,
        endpoint=f"{kind.name}.index",
        items=lambda asked: _released(kind, asked),
        icon=kind.icon,
        about=_l("What is released, narrowed by the filters of the list."),
        narrowed_by=("q", "department", "upkeep", *kind.filters),
        labels=_labels(kind),
        public=True,
    )


def _labels(kind: Kind) -> dict[str, Any]:
    fields = (kind.field(name) for name in kind.filters)
    return {each.value: each.label for found in fields if isinstance(found, Choice | Choices) for each in found.options}


def _released(kind: Kind, asked: FeedAsked) -> Sequence[FeedItem]:
    session, language = asked.session, asked.language
    filters = filters_of(session, asked.actor, kind, language, asked.today, drafts=False)
    wanted = conditions(kind, asked_of(asked.arguments, filters, sorts_of(kind, language)), filters)
    query = select(kind.model).where(Entry.kind == kind.name, readable(asked.actor), Entry.status == RELEASED, *wanted)
    found = session.scalars(query.order_by(Entry.released_at.desc(), Entry.id.desc()).limit(MOST))
    return [
        FeedItem(
            f"entry-{each.id}",
            each.title(language),
            url_for(f"{kind.name}.page", slug=each.slug),
            each.released_at or each.created_at,
            markdown.plain(each.summary(language)),
            str(kind.label),
        )
        for each in found
    ]


def changes(asked: FeedAsked) -> Sequence[FeedItem]:
    """What was released last, of all kinds or some: every release once, with what its author says was changed."""
    session, language, kinds = asked.session, asked.language, wired(asked.session, Kinds)
    wanted = [each for each in asked.arguments.getlist("kind") if each in {kind.name for kind in kinds}]
    query = (
        select(Release, Entry)
        .join(Entry, Entry.id == Release.entry_id)
        .where(readable(asked.actor), Entry.status == RELEASED)
        .options(joinedload(Release.revision))
    )
    if wanted:
        query = query.where(Entry.kind.in_(wanted))
    department = asked.arguments.get("department", "")
    if department:
        query = query.where(Entry.department == department)
    rows = session.execute(query.order_by(Release.released_at.desc(), Release.id.desc()).limit(MOST)).all()
    return [
        FeedItem(
            f"release-{release.id}",
            entry.title(language),
            url_of(session, entry),
            release.released_at,
            _told(release, asked),
            str(kinds.of(entry).label),
        )
        for release, entry in rows
    ]


def _told(release: Release, asked: FeedAsked) -> str:
    """What was changed; strangers see the present version alone and learn of no other."""
    if release.revision.number == 1:
        return str(_("New"))
    return release.revision.note if asked.actor.signed_in else ""


NEWEST = FeedList(
    name=CHANGES,
    title=_l("Newest changes"),
    endpoint="overview.home",
    items=changes,
    icon="clock-history",
    about=_l("Every release of any kind, with what was changed."),
    narrowed_by=("kind", "department"),
    public=True,
)
