"""What the page "Effect" of an initiative shows: figure, baseline, target, values, re-checks, closing."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.entries.models import DELETED, RELEASED
from wiki.initiatives.chart import Chart, Point, drawn
from wiki.initiatives.figures import Figure, Interval, Value
from wiki.initiatives.measuring import measurements_of
from wiki.initiatives.models import RUNNING, Initiative, Measurement, Recheck
from wiki.initiatives.rights import may_steer, takes_part
from wiki.initiatives.service import newest_report
from wiki.tasks.models import UNFINISHED, Task

BASELINE = "baseline"


@dataclass(frozen=True)
class Line:
    """A value in the table: the baseline or a measured one."""

    sort: str
    value: Value
    interval: Interval | None
    verdict: str
    is_certain: bool
    note: str = ""


@dataclass(frozen=True)
class Check:
    """A re-check with its task and, once entered, its value."""

    recheck: Recheck
    task: Task | None
    measurement: Measurement | None
    is_overdue: bool


class EffectPage:
    """Each part is asked for once, when it is shown."""

    def __init__(self, session: Session, actor: Actor, initiative: Initiative) -> None:
        self.initiative = initiative
        self.figure: Figure = initiative.figure
        self.today = company_day(session)
        self._session = session
        is_there = initiative.status == RELEASED
        self.may_steer = is_there and may_steer(session, actor, initiative.id)
        self.takes_part = is_there and (self.may_steer or takes_part(session, actor, initiative.id))
        self.may_close = self.may_steer and initiative.stage == RUNNING
        self.is_deleted = initiative.status == DELETED

    @cached_property
    def measurements(self) -> list[Measurement]:
        """In the order in which they were measured."""
        return measurements_of(self._session, self.initiative.id)

    @cached_property
    def lines(self) -> list[Line]:
        """Baseline first, then the measured values."""
        start = self.figure.baseline
        found = [Line(BASELINE, start, self.figure.interval(start), "", True)] if start else []
        for each in self.measurements:
            value = Value(each.value, each.measured_on, each.n, each.source)
            found.append(
                Line(
                    each.sort, value, self.figure.interval(value), self.figure.verdict(each.value),
                    self.figure.is_certain(value), each.note,
                )
            )  # fmt: skip
        return found

    @property
    def newest(self) -> Line | None:
        """The value that counts now."""
        return self.lines[-1] if self.measurements else None

    @cached_property
    def way(self) -> int | None:
        """How much of the way to the target has been gone, in percent."""
        return self.figure.way(self.newest.value.value) if self.newest else None

    @cached_property
    def checks(self) -> list[Check]:
        """All re-checks, the newest closing first; two queries."""
        query = select(Recheck, Task).outerjoin(Task, Task.id == Recheck.task_id)
        query = query.where(Recheck.initiative_id == self.initiative.id)
        by_id = {each.id: each for each in self.measurements}
        return [
            Check(row, task, by_id.get(row.measurement_id or 0), not row.outcome and row.due < self.today)
            for row, task in self._session.execute(query.order_by(Recheck.closed_on.desc(), Recheck.days, Recheck.id))
        ]

    @property
    def next_check(self) -> Check | None:
        """The one that waits for a value next."""
        return next((each for each in self.checks if not each.recheck.outcome), None)

    @cached_property
    def newest_report_id(self) -> int:
        """The number of the newest report, 0 for none."""
        found = newest_report(self._session, self.initiative.id)
        return found.id if found else 0

    @cached_property
    def open_tasks(self) -> int:
        """How many tasks of the initiative are not finished: closing leaves them as they are."""
        query = select(func.count()).where(Task.initiative_id == self.initiative.id, Task.state.in_(UNFINISHED))
        return self._session.scalar(query) or 0

    def chart(self) -> Chart | None:
        """The values over time; none where all are of one day."""
        points = [Point(each.value.on, each.value.value, each.interval) for each in self.lines if each.value.on]
        days = {each.on for each in points}
        return drawn(points, self.figure.target, self.figure.target_on) if len(days) > 1 else None

    def days_left(self, day: date) -> int:
        """How many days until `day`; less than 0 once it is past."""
        return (day - self.today).days
