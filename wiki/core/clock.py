"""Time and randomness, in one place so that tests can hold them still.

Instants are aware datetimes in UTC; duties and due dates are dates in the company's zone.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core.db import wired

_frozen: list[datetime] = []
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
"""Between these lies what is planned: a year with a digit too many would stretch a drawing over thousands of years, and
nothing could follow the last day there is."""


def now() -> datetime:
    """The present instant in UTC."""
    return _frozen[-1] if _frozen else datetime.now(UTC)


def today(zone: str) -> date:
    """The present day in the company's time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def company_day(session: Session) -> date:
    """Today in the time zone of the company whose wiki the session belongs to."""
    return today(wired(session, Settings).timezone)


def token(size: int = 32) -> str:
    """An unguessable URL-safe token with `size` bytes of entropy."""
    return secrets.token_urlsafe(size)


def can_be_planned(day: date | None) -> bool:
    """Whether something can be due or begin that day; no day at all is fine."""
    return day is None or FIRST_DAY <= day <= LAST_DAY


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold the clock at `instant` (tests)."""
    _frozen.append(instant)
    try:
        yield
    finally:
        _frozen.pop()


def months_after(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError(f"no such day: {day} + {months} months")


def in_(**parts: float) -> datetime:
    """The instant `parts` (as of timedelta) from now."""
    return now() + timedelta(**parts)
