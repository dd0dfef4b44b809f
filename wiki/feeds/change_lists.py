"""Feeds of what is being changed: signals, tasks, reports on initiatives, loops."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.text import shorten
from wiki.entries.feed_lists import MOST, FeedAsked, FeedItem, FeedList
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.initiatives.models import InitiativeReport
from wiki.initiatives.wording import LIGHTS, STAGES
from wiki.loops.reading import loops
from wiki.loops.views import url_of as loop_url
from wiki.loops.wording import WHERE
from wiki.people.models import Department
from wiki.people.queries import subtree_ids
from wiki.signals import wording as signal_words
from wiki.signals.listing import ALL, SHOWS, Asked, chosen
from wiki.signals.models import Signal
from wiki.tasks import wording as task_words
from wiki.tasks.addresses import task_url
from wiki.tasks.listing import GONE, MINE, NOBODY, UNDONE, Filters, conditions
from wiki.tasks.listing import SHOWS as TASK_SHOWS
from wiki.tasks.models import Task
from wiki.tasks.rights import readable_tasks
from wiki.tasks.subjects import initiative_asked

EXCERPT = 400


def _slugs(session: Session, slug: str) -> tuple[str, ...] | None:
    """The department of this slug and all below it; None where none is asked for or known."""
    found = session.scalar(select(Department.id).where(Department.slug == slug)) if slug else None
    if found is None:
        return None
    return tuple(session.scalars(select(Department.slug).where(Department.id.in_(subtree_ids(session, found)))))


def signals(asked: FeedAsked) -> Sequence[FeedItem]:
    """The newest signals."""
    get = asked.arguments.get
    show = get("show", ALL)
    wanted = Asked(
        show=show if show in SHOWS else ALL,
        sort=get("sort", ""),
        source=get("source", ""),
        severity=get("severity", ""),
        departments=_slugs(asked.session, get("department", "")),
    )
    rows = asked.session.scalars(chosen(wanted).order_by(Signal.reported_at.desc(), Signal.id.desc()).limit(MOST))
    return [
        FeedItem(
            f"signal-{each.id}",
            each.title,
            url_for("signals.page", number=each.id),
            each.decided_at or each.reported_at,
            shorten(markdown.plain(each.text), EXCERPT),
            str(signal_words.STATES[each.state]),
        )
        for each in rows
    ]


def tasks(asked: FeedAsked) -> Sequence[FeedItem]:
    """The tasks that changed last, as far as one may see them."""
    session, actor, get = asked.session, asked.actor, asked.arguments.get
    show, assignee = get("show", UNDONE), get("assignee", "")
    wanted = Filters(
        show=show if show in TASK_SHOWS else UNDONE,
        initiative_id=initiative_asked(session, actor, get("initiative", "")),
        assignee=assignee if assignee in (MINE, NOBODY, GONE) else "",
        category=get("category", ""),
        department=get("department", ""),
    )
    query = select(Task).where(readable_tasks(session, actor), *conditions(session, actor, wanted, asked.today))
    rows = session.scalars(query.order_by(Task.changed_at.desc(), Task.id.desc()).limit(MOST))
    return [
        FeedItem(
            f"task-{each.id}",
            each.title,
            task_url(each.id),
            each.changed_at,
            shorten(markdown.plain(each.text), EXCERPT),
            str(task_words.STATES[each.state]),
        )
        for each in rows
    ]


def progress(asked: FeedAsked) -> Sequence[FeedItem]:
    """What was last written down about how initiatives go."""
    query = (
        select(InitiativeReport, Entry)
        .join(Entry, Entry.id == InitiativeReport.initiative_id)
        .where(readable(asked.actor))
        .order_by(InitiativeReport.at.desc(), InitiativeReport.id.desc())
    )
    return [
        FeedItem(
            f"report-{report.id}",
            f"{entry.title(asked.language)}: {STAGES[report.stage]}",
            url_for("initiative.page", slug=entry.slug),
            report.at,
            shorten(markdown.plain(report.reason), EXCERPT),
            str(LIGHTS.get(report.light, "")),
        )
        for report, entry in asked.session.execute(query.limit(MOST))
    ]


def stuck_loops(asked: FeedAsked) -> Sequence[FeedItem]:
    """Where loops stand, each standing once: a loop that moves on is told of again."""
    where, zone = asked.arguments.get("where", ""), ZoneInfo(wired(asked.session, Settings).timezone)
    found = [
        FeedItem(
            f"loop-{each.slug or each.signal_id}-{each.facts.where}",
            f"{each.name(asked.language)}: {WHERE[each.facts.where]}",
            loop_url(each),
            _moment(each.since, zone),
            sort=str(WHERE[each.facts.where]),
        )
        for each in loops(asked.session, asked.actor)
        if each.since is not None and where in ("", each.facts.where)
    ]
    return sorted(found, key=lambda each: each.updated, reverse=True)[:MOST]


def _moment(value: date | datetime | None, zone: ZoneInfo) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.combine(value or date.min, datetime.min.time(), zone).astimezone(UTC)


CHANGE_LISTS = (
    FeedList(
        "signals", _l("Signals"), "signals.index", signals, "broadcast",
        _l("What goes wrong, as it is reported."), ("show", "sort", "source", "severity", "department"),
        labels={**signal_words.SHOWS, **signal_words.SOURCES, **signal_words.SORTS, **signal_words.STATES},
    ),
    FeedList(
        "tasks", _l("Tasks"), "tasks.index", tasks, "list-check", _l("Tasks you may see, as they change."),
        ("show", "assignee", "category", "initiative", "department"),
        labels={MINE: _l("My tasks"), "overdue": _l("Overdue"), **task_words.CATEGORIES, **task_words.STATES},
    ),
    FeedList(
        "progress", _l("Progress of initiatives"), "initiative.index", progress, "graph-up",
        _l("Stage, light and reason, as they are written down."),
    ),
    FeedList(
        "loops", _l("Loops"), "loops.index", stuck_loops, "arrow-repeat",
        _l("Where loops stand, from signal to effect."), ("where",), labels=WHERE,
    ),
)  # fmt: skip
