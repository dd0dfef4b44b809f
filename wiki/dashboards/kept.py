"""What the dashboard of the whole company works longest at, kept in memory until something changes that pages show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from sqlalchemy.orm import Session

from wiki.core import changes
from wiki.core.db import wired
from wiki.dashboards.coverage import Answered
from wiki.dashboards.trend import Point, trend
from wiki.ownership.linter import findings
from wiki.ownership.staff import Staff


@dataclass(frozen=True)
class Overview:
    """The trend, and how often each rule found something."""

    points: tuple[Point, ...]
    by_rule: Counter[str]


@dataclass
class KeptOverview:
    """One in each process: what was found last, at which number of `core/changes.py`, for which day."""

    key: tuple[int, date] | None = None
    found: Overview | None = None
    lock: Lock = field(default_factory=Lock)


def overview(session: Session, staff: Staff, entries: Sequence[Answered]) -> Overview:
    """Trend and findings of the whole company on the staff's day; one query when nothing has changed."""
    kept, key = wired(session, KeptOverview), (changes.current(session), staff.day)
    with kept.lock:
        if kept.key == key and kept.found is not None:
            return kept.found
        points = trend(session, staff.day, [each.entry_id for each in entries])
        by_rule = Counter(each.rule.name for each in findings(session, staff.day, None, staff))
        found = Overview(tuple(points), by_rule)
        if kept.key is None or key >= kept.key:
            kept.key, kept.found = key, found
        return found
