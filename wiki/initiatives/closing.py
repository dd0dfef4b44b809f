"""Closing an initiative with its effect, checking the effect again, and opening it again when it has not held.

Each use case is one transaction: whatever stops the machine, an initiative is either closed with its re-checks and
their tasks, or not closed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.text import clean_line, clean_text, shorten
from wiki.entries.cleaning import MISSING
from wiki.initiatives.figures import REACHED
from wiki.initiatives.measuring import Measured, add, problems_of
from wiki.initiatives.models import (
    AMBER,
    CHECKING,
    CLOSED,
    EFFECT,
    GREEN,
    HELD,
    LOST,
    RECHECK,
    RECHECK_DAYS,
    RED,
    RUNNING,
    Initiative,
    Measurement,
    Recheck,
)
from wiki.initiatives.reopening import leave_checking, open_rechecks
from wiki.initiatives.service import LONGEST_REASON, demand_released, joined, overtaken, record, steered, written
from wiki.initiatives.team import lead_of
from wiki.initiatives.wording import value_text
from wiki.signals.outcome import settle_of
from wiki.tasks.models import Task
from wiki.tasks.moving import finish
from wiki.tasks.service import create
from wiki.tasks.values import Subject, TaskData
from wiki.web.i18n import reader_language

LONGEST_WHY = 500


@dataclass(frozen=True)
class Closing:
    """That the work is done: with the effect, or with the reason why there is none to show. `newest`: the id of the
    newest report its author has seen."""

    reason: str
    effect: Measured | None = None
    why_not: str = ""
    newest: int = 0


def close(session: Session, actor: Actor, initiative_id: int, data: Closing) -> list[Recheck]:
    """Close it. Where there is a target, re-checks come after 30 and 90 days, each with a task for the lead; without
    one it is over. Raises Invalid."""
    initiative = steered(session, actor, initiative_id)
    demand_released(initiative)
    if initiative.stage != RUNNING:
        raise Conflict(_("Only what is under way can be closed."))
    reason, why_not = clean_text(data.reason).strip(), clean_line(data.why_not)
    problems = [*_problems(session, initiative, data, reason, why_not), *overtaken(session, initiative, data.newest)]
    if problems:
        raise Invalid(problems)
    verdict = ""
    if data.effect is not None:
        made = add(session, actor, initiative, EFFECT, data.effect)
        verdict = initiative.figure.verdict(made.value)
    initiative.closed_on, initiative.why_no_effect = company_day(session), why_not
    has_target = initiative.target is not None
    stage = CHECKING if has_target else CLOSED
    written(session, actor, initiative, stage, (GREEN if verdict == REACHED else AMBER) if has_target else "", reason)
    planned = [_plan(session, actor, initiative, days) for days in RECHECK_DAYS] if has_target else []
    if verdict == REACHED or not has_target:
        settle_of(session, actor, initiative.id)
    record(session, actor, initiative, "closed", stage=stage, verdict=verdict, note=reason)
    return planned


def check_again(session: Session, actor: Actor, initiative_id: int, recheck_id: int, data: Measured) -> Recheck:
    """Enter the value of a re-check; its task is done. A missed target opens the initiative again, the last re-check
    that holds ends it. Raises Invalid, or Conflict where it has been entered already."""
    initiative = joined(session, actor, initiative_id)
    recheck = session.scalar(select(Recheck).where(Recheck.id == recheck_id).execution_options(populate_existing=True))
    if recheck is None or recheck.initiative_id != initiative.id:
        raise NotFound
    if recheck.outcome:
        raise Conflict(_("This re-check has been answered already."))
    problems = problems_of(session, initiative, data, not_before=recheck.closed_on)
    if problems:
        raise Invalid(problems)
    made = add(session, actor, initiative, RECHECK, data)
    holds = initiative.figure.verdict(made.value) == REACHED
    recheck.measurement_id, recheck.outcome = made.id, HELD if holds else LOST
    session.flush()
    if recheck.task_id is not None and (task := session.get(Task, recheck.task_id)) and task.is_unfinished:
        finish(session, actor, task)
    record(session, actor, initiative, "checked", recheck=recheck.id, days=recheck.days, outcome=recheck.outcome)
    if not holds:
        _open_again(session, actor, initiative, recheck, made)
    elif initiative.stage == CHECKING:
        _go_on(session, actor, initiative, recheck, made)
    return recheck


def _go_on(session: Session, actor: Actor, initiative: Initiative, recheck: Recheck, made: Measurement) -> None:
    """The effect has held: signals are settled; after the last re-check the initiative is over."""
    is_over = not open_rechecks(session, initiative.id)
    words = _(
        "Re-check after %(days)s days: %(value)s; the target of %(target)s is kept.", days=recheck.days,
        value=_told(initiative, made.value), target=_told(initiative, initiative.target),
    )  # fmt: skip
    written(session, actor, initiative, CLOSED if is_over else CHECKING, "" if is_over else GREEN, words)
    settle_of(session, actor, initiative.id)
    if is_over:
        record(session, actor, initiative, "ended", note=words)


def _open_again(session: Session, actor: Actor, initiative: Initiative, recheck: Recheck, made: Measurement) -> None:
    before = initiative.stage
    leave_checking(session, actor, initiative)
    words = _(
        "Opened again: the re-check after %(days)s days found %(value)s; the target is %(target)s.", days=recheck.days,
        value=_told(initiative, made.value), target=_told(initiative, initiative.target),
    )  # fmt: skip
    written(session, actor, initiative, RUNNING, RED, words)
    record(session, actor, initiative, "reopened", stage=RUNNING, light=RED, before=before, note=words)


def _plan(session: Session, actor: Actor, initiative: Initiative, days: int) -> Recheck:
    """A re-check with its task, both due on the same working day."""
    closed_on = initiative.closed_on or company_day(session)
    due = _working_day(closed_on + timedelta(days=days))
    made = Recheck(initiative_id=initiative.id, closed_on=closed_on, days=days, due=due)
    session.add(made)
    session.flush()
    lead, title = lead_of(session, initiative.id), initiative.title(reader_language())
    task = TaskData(
        title=shorten(_("Re-check the effect after %(days)s days: %(title)s", days=days, title=title), 200),
        text=_("Measure the figure again and enter the value under “Effect” of the initiative. Then this task is done "
               "by itself; if the target is missed, the initiative is opened again."),
        category="reinforce", assignee_id=lead.id if lead else None, due=made.due,
    )  # fmt: skip
    subject = Subject(initiative_id=initiative.id, entry_id=initiative.id, origin=f"recheck:{made.id}")
    made.task_id = create(session, actor, task, subject).id
    session.flush()
    return made


def _working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _told(initiative: Initiative, value: float | None) -> str:
    return value_text(value, initiative.unit)


def _problems(
    session: Session, initiative: Initiative, data: Closing, reason: str, why_not: str
) -> list[Problem]:  # fmt: skip
    problems = []
    if not reason:
        problems.append(Problem("reason", MISSING))
    for name, text, most in (("reason", reason, LONGEST_REASON), ("why_not", why_not, LONGEST_WHY)):
        if len(text) > most:
            problems.append(Problem(name, _("Use at most %(number)s characters.", number=most)))
    if data.effect is None and not why_not:
        problems.append(Problem("value", _("Enter the effect, or say below why there is none.")))
    if data.effect is not None and why_not:
        problems.append(Problem("why_not", _("Either the effect or the reason why there is none.")))
    if data.effect is not None:
        problems += problems_of(session, initiative, data.effect)
        if initiative.target is None:
            words = _("There is no target to compare it with. Add it to the initiative first, or say why not.")
            problems.append(Problem("value", words))
    return problems
