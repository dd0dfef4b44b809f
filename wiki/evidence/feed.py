"""Evidence as a feed: what was written down or changed last."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from wiki.core.text import shorten
from wiki.entries.feed_lists import MOST, FeedAsked, FeedItem, FeedList
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.evidence.models import Evidence
from wiki.evidence.views import ENDPOINT, anchor_of
from wiki.evidence.wording import SORTS, STRENGTHS
from wiki.people.models import Department
from wiki.people.queries import find_department, subtree_ids

EXCERPT = 400


def items(asked: FeedAsked) -> Sequence[FeedItem]:
    """The newest evidence of entries that the reader may read, without who wrote it down."""
    session, language = asked.session, asked.language
    query = (
        select(Evidence)
        .join(Evidence.entry)
        .options(contains_eager(Evidence.entry))
        .where(readable(asked.actor))
        .order_by(Evidence.told_at.desc(), Evidence.id.desc())
        .limit(MOST)
    )
    slug = asked.arguments.get("department", "")
    department = find_department(session, slug) if slug else None
    if department is not None:
        below = select(Department.slug).where(Department.id.in_(subtree_ids(session, department.id)))
        query = query.where(Entry.department.in_(below))
    return [_item(each, language) for each in session.scalars(query)]


def _item(row: Evidence, language: str) -> FeedItem:
    other = "en" if language == "de" else "de"
    step = str(row.called.get(language) or row.called.get(other) or "")
    place = " · ".join(part for part in (row.entry.title(language), step) if part)
    told = [str(STRENGTHS[row.strength]), *([f"n = {row.cases}"] if row.cases else []), shorten(row.note, EXCERPT)]
    url = url_for(f"{row.entry.kind}.{ENDPOINT}", slug=row.entry.slug, _anchor=anchor_of(row.step_key))
    summary = " · ".join(part for part in told if part)
    return FeedItem(
        f"evidence-{row.id}", f"{place}: {row.source}", url, row.told_at, summary, str(SORTS[row.sort])
    )  # fmt: skip


FEED = FeedList(
    "evidence",
    _l("Evidence"),
    "evidence.index",
    items,
    icon="clipboard-data",
    about=_l("Evidence of steps and touchpoints, as it is written down."),
    narrowed_by=("department",),
)
