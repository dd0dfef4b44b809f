"""An entry as it stood on a day of the past: from the intervals of its releases to the content."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from wiki.config import Settings
from wiki.core import clock
from wiki.entries.models import RECORDED, Entry, Release, Revision

EARLIEST = date(1990, 1, 1)
_STATUS_ACTS = ("archive", "unarchive")


class NoSuchDay(ValueError):
    """A day that cannot be asked for; the text says why, in the reader's language."""


@dataclass(frozen=True)
class AsOf:
    """What readers saw at the end of `day`; `revision` is empty when nothing was released yet."""

    day: date
    revision: Revision | None
    is_archived: bool = False
    first_released: datetime | None = None


def read_day(typed: str, settings: Settings) -> date:
    """The day that was typed, in the company's time zone. Raises NoSuchDay."""
    try:
        found = date.fromisoformat(typed.strip())
    except ValueError:
        raise NoSuchDay(_("This is no day: please choose one, or write it as 2026-11-21.")) from None
    if found > clock.today(settings.timezone):
        raise NoSuchDay(_("This day is still to come: please choose today or an earlier one."))
    if found < EARLIEST:
        raise NoSuchDay(_("This day lies too far back."))
    return found


def asked_day(typed: str, settings: Settings) -> tuple[date, str]:
    """The day that was typed, else today; and why it cannot be shown, in the reader's language."""
    today = clock.today(settings.timezone)
    if not typed:
        return today, ""
    try:
        return read_day(typed[:40], settings), ""
    except NoSuchDay as error:
        return today, str(error)


def as_of(session: Session, entry: Entry, day: date, settings: Settings) -> AsOf:
    """What readers saw of `entry` when `day` ended in the company's time zone."""
    end = _end_of(day, settings)
    query = (
        select(Release)
        .where(Release.entry_id == entry.id, Release.released_at < end)
        .where(or_(Release.ended_at.is_(None), Release.ended_at >= end))
        .options(joinedload(Release.revision).options(joinedload(Revision.author), joinedload(Revision.decided_by)))
        .order_by(Release.released_at.desc())
        .limit(1)
    )
    found = session.scalar(query)
    if found is None:
        first = select(Release.released_at).where(Release.entry_id == entry.id).order_by(Release.released_at).limit(1)
        return AsOf(day, None, first_released=session.scalar(first))
    act = select(Revision.action).where(
        Revision.entry_id == entry.id, Revision.state == RECORDED, Revision.created_at < end,
        Revision.action.in_(_STATUS_ACTS),
    )  # fmt: skip
    last_act = session.scalar(act.order_by(Revision.number.desc()).limit(1))
    return AsOf(day, found.revision, is_archived=last_act == "archive")


def _end_of(day: date, settings: Settings) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), settings.zone).astimezone(UTC)
