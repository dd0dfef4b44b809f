"""Milestones, risks and decisions of an initiative. Works inside a writing transaction and flushes."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.core.text import clean_line
from wiki.entries.cleaning import MISSING, overtaken
from wiki.initiatives.models import Decision, Initiative, Milestone, Risk
from wiki.initiatives.service import joined, record
from wiki.tasks.checking import day_problem

MOST_TITLE, MOST_TEXT = 200, 500
LEVELS = range(1, 6)
Written = TypeVar("Written", Milestone, Risk, Decision)
Changed = TypeVar("Changed", Milestone, Risk)
Sort = type[Milestone] | type[Risk] | type[Decision]


@dataclass(frozen=True)
class MilestoneData:
    """Something to be reached by a day. `is_reached`: it is."""

    title: str
    due: date | None
    is_reached: bool = False


@dataclass(frozen=True)
class RiskData:
    """What may go wrong. `likelihood` and `harm` from 1 to 5; `answer`: what is done about it."""

    text: str
    likelihood: int
    harm: int
    answer: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class DecisionData:
    """What was decided on a day, and why."""

    text: str
    on: date | None
    reason: str = ""


@dataclass(frozen=True)
class Which:
    """The row to be changed, as its author has seen it; without an id a new one is made."""

    id: int | None = None
    edits: int = 0


def set_milestone(
    session: Session, actor: Actor, initiative_id: int, data: MilestoneData, which: Which = Which()
) -> Milestone:
    """Write a milestone down or change it. Raises Invalid."""
    initiative = joined(session, actor, initiative_id)
    row = _row(session, Milestone, initiative, which)
    title = clean_line(data.title)
    problems = [*_texts(("title", title, MOST_TITLE, True)), *_overtaken(row, which, "title")]
    if data.due is None:
        problems.append(Problem("due", _("A day such as 2026-11-21.")))
    elif not clock.can_be_planned(data.due):
        problems.append(day_problem("due"))
    if problems or data.due is None:
        raise Invalid(problems)
    row = row or _added(session, Milestone(initiative_id=initiative.id, title=title, due=data.due, edits=-1))
    row.title, row.due, row.edits = title, data.due, row.edits + 1
    row.reached_on = (row.reached_on or company_day(session)) if data.is_reached else None
    return _done(session, actor, initiative, row)


def set_risk(session: Session, actor: Actor, initiative_id: int, data: RiskData, which: Which = Which()) -> Risk:
    """Write a risk down or change it. Raises Invalid."""
    initiative = joined(session, actor, initiative_id)
    row = _row(session, Risk, initiative, which)
    words, answer = clean_line(data.text), clean_line(data.answer)
    problems = [
        *_texts(("text", words, MOST_TEXT, True), ("answer", answer, MOST_TEXT, False)),
        *(
            Problem(name, _("A whole number from %(least)s to %(most)s.", least=1, most=5))
            for name, level in (("likelihood", data.likelihood), ("harm", data.harm))
            if level not in LEVELS
        ),
        *_overtaken(row, which, "text"),
    ]
    if problems:
        raise Invalid(problems)
    row = row or _added(session, Risk(initiative_id=initiative.id, text=words, likelihood=1, harm=1, edits=-1))
    row.text, row.answer, row.likelihood, row.harm = words, answer, data.likelihood, data.harm
    row.closed_on = (row.closed_on or company_day(session)) if data.is_over else None
    row.edits += 1
    return _done(session, actor, initiative, row)


def decide(session: Session, actor: Actor, initiative_id: int, data: DecisionData) -> Decision:
    """Write a decision down; it stays as it was taken, a later one overrules it. Raises Invalid."""
    initiative = joined(session, actor, initiative_id)
    words, reason = clean_line(data.text), clean_line(data.reason)
    problems = _texts(("text", words, MOST_TEXT, True), ("reason", reason, MOST_TEXT, False))
    if data.on is None:
        problems.append(Problem("decided_on", _("A day such as 2026-11-21.")))
    elif data.on > company_day(session):
        problems.append(Problem("decided_on", _("This day is still to come.")))
    if problems or data.on is None:
        raise Invalid(problems)
    made = Decision(
        initiative_id=initiative.id, decided_on=data.on, text=words, reason=reason, recorded_at=clock.now(),
        recorded_by_id=actor.person_id,
    )  # fmt: skip
    session.add(made)
    return _done(session, actor, initiative, made)


def remove(session: Session, actor: Actor, initiative_id: int, sort: Sort, number: int) -> None:
    """Take away what was written down by mistake. What is gone already stays gone."""
    initiative = joined(session, actor, initiative_id)
    row = cast(Milestone | Risk | Decision | None, session.get(sort, number))
    if row is None:
        return
    if row.initiative_id != initiative.id:
        raise NotFound
    said = row.title if isinstance(row, Milestone) else row.text
    session.delete(row)
    session.flush()
    record(session, actor, initiative, "planned", what=sort.__name__.lower(), removed=said)


def _row(session: Session, sort: type[Changed], initiative: Initiative, which: Which) -> Changed | None:
    if which.id is None:
        return None
    row = session.get(sort, which.id, populate_existing=True)
    if row is None or row.initiative_id != initiative.id:
        raise NotFound
    return row


def _added(session: Session, row: Changed) -> Changed:
    session.add(row)
    return row


def _done(session: Session, actor: Actor, initiative: Initiative, row: Written) -> Written:
    session.flush()
    record(session, actor, initiative, "planned", what=type(row).__name__.lower(), row=row.id)
    return row


def _texts(*texts: tuple[str, str, int, bool]) -> list[Problem]:
    problems = []
    for name, text, most, needed in texts:
        if needed and not text:
            problems.append(Problem(name, MISSING))
        if len(text) > most:
            problems.append(Problem(name, _("Use at most %(number)s characters.", number=most)))
    return problems


def _overtaken(row: Milestone | Risk | None, which: Which, where: str) -> list[Problem]:
    return [] if row is None else overtaken(which.edits, row.edits, where)
