"""What the worker feeds: consumers of events, and jobs that fall due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import Base, LongText, Name, When, begin_write, wired
from wiki.core.on_pages import NOT_ON_PAGES

Sessions = sessionmaker[Session]


@dataclass(frozen=True)
class Taken:
    """A leased delivery with its event. It may come again after a crash: consumers must be idempotent."""

    delivery_id: int
    event_id: int
    name: str
    occurred_at: datetime
    actor_id: int | None
    entry_id: int | None
    data: Mapping[str, Any]
    attempts: int


Consume = Callable[[Sessions, list[Taken]], dict[int, str]]
"""Handles a batch and returns delivery id → error for those to try again; the others are settled by the worker.
It opens its own sessions (`begin_write`, commit), holds no lock while it waits for somebody, and may raise: then the
whole batch is tried again."""


@dataclass
class Consumers:
    """Consumers by name; the name is that of the subscription in `core/outbox.py`."""

    by_name: dict[str, Consume] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """Something to do every so often. `run` opens its own sessions and returns a word for the log."""

    name: str
    every: timedelta
    run: Callable[[Sessions], str]


def morning_job(name: str, remind: Callable[[Session, date], int]) -> Job:
    """Tell people of the day, from the hour of the daily mail on; `remind` returns how many it told of. Once an hour,
    so that a worker that stood still makes up for it: a second time on the same day must do nothing."""

    def tell(sessions: Sessions, day: date) -> int:
        with sessions() as session:
            begin_write(session)
            number = remind(session, day)
            session.commit()
        return number

    return morning_work(name, tell)


def morning_work(name: str, tell: Callable[[Sessions, date], int]) -> Job:
    """The same for what is done in several transactions: where hundreds are told, others write in between."""

    def run(sessions: Sessions) -> str:
        with sessions() as session:
            settings = wired(session, Settings)
            if clock.now().astimezone(settings.zone).hour < settings.digest_hour:
                return "too early"
            day = clock.company_day(session)
        return f"{tell(sessions, day)} told"

    return Job(name, timedelta(hours=1), run)


@dataclass
class Jobs:
    """The application's due jobs."""

    jobs: list[Job] = field(default_factory=list)


class DueJob(Base):
    """When a job ran last and falls due next."""

    __tablename__ = "due_job"
    __table_args__ = {"info": NOT_ON_PAGES}
    name: Mapped[Name] = mapped_column(primary_key=True)
    next_at: Mapped[When]
    last_at: Mapped[When | None]
    last_seconds: Mapped[float | None]
    """How long the last run took."""
    last_result: Mapped[LongText] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
