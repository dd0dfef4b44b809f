"""Measures that fit a barrier, and the tasks they become.

What helps depends on the element (Hiatt, ADKAR, 2006; Prosci): awareness grows by being told why, desire by being heard
and led, knowledge by training, ability by practice and coaching, reinforcement by staying with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.adkar import NONE, standing
from wiki.change.keeping import hold, record
from wiki.change.models import AdkarRound, ChangeMeasure
from wiki.change.rounds import of_group
from wiki.core.errors import Invalid, Problem
from wiki.core.text import shorten
from wiki.tasks.service import Subject, TaskData, create

MOST_TITLE = 200


@dataclass(frozen=True)
class Measure:
    """Something that helps a group past its barrier. `category` is the task's."""

    code: str
    category: str
    title: Any
    text: Any


MEASURES: dict[str, tuple[Measure, ...]] = {
    "awareness": (
        Measure("say_why", "communicate", _l("Say why it changes"),
                _l("The head of the area tells the reason in person, with one case of a customer.")),
        Measure("show_customers", "share_knowledge", _l("Let customers speak"),
                _l("Recordings, complaints or a visit: the group hears what customers live through.")),
        Measure("ask_back", "communicate", _l("Ask what was understood"),
                _l("A short talk a week later: what has changed, why, what is still open?")),
    ),
    "desire": (
        Measure("hear_out", "remove_resistance", _l("Hear out what speaks against it"),
                _l("A talk without slides: what do people fear to lose? Write it down without names.")),
        Measure("go_first", "go_first", _l("Let the head go first"),
                _l("Who leads the group does it the new way before everybody else, where all can see it.")),
        Measure("take_part", "encourage", _l("Let the group decide a part of it"),
                _l("Two or three people from the group shape how it runs in their daily work.")),
    ),
    "knowledge": (
        Measure("train", "train", _l("Train with real cases"),
                _l("Short, in small groups, shortly before it begins, with the cases of the group itself.")),
        Measure("one_page", "share_knowledge", _l("Write it on one page"),
                _l("What is new, step by step, linked in the process, at hand where the work is done.")),
        Measure("whom_to_ask", "share_knowledge", _l("Name whom to ask"),
                _l("Somebody in each shift who knows it well and has time for questions.")),
    ),
    "ability": (
        Measure("coach", "coach", _l("Coach at the place of work"),
                _l("Somebody sits beside people for the first cases and goes through them afterwards.")),
        Measure("time_to_practise", "remove_resistance", _l("Make time to practise"),
                _l("Lower targets for two weeks; tools, rights and forms are ready.")),
        Measure("practise", "train", _l("Practise difficult cases"),
                _l("Play through the cases that go wrong most often, with feedback.")),
    ),
    "reinforcement": (
        Measure("show_effect", "communicate", _l("Show what it has brought"),
                _l("The figure before and after, told where the work is done.")),
        Measure("thank", "encourage", _l("Thank the group"),
                _l("For what it has reached together; no ranking of people.")),
        Measure("old_way_out", "reinforce", _l("Take the old way out"),
                _l("Old forms, fields and instructions go; aims and agreements fit the new way.")),
    ),
}  # fmt: skip


def fitting(barrier: str) -> tuple[Measure, ...]:
    """What helps past this barrier; where nothing holds people up, what keeps it so."""
    return MEASURES["reinforcement" if barrier == NONE else barrier]


@dataclass(frozen=True)
class Taking:
    """Which measures become tasks, who does them, until when."""

    codes: Sequence[str]
    assignee_id: int | None = None
    due: date | None = None
    language: str = "de"
    """Of the tasks' titles, as that of whoever takes them."""


def take(
    session: Session, actor: Actor, initiative_id: int, group_id: int, round_id: int, taking: Taking
) -> list[ChangeMeasure]:
    """Make tasks of measures that fit the barrier of a round; one that is a task already stays that task."""
    hold(session, actor, initiative_id)
    row = of_group(session, initiative_id, group_id, round_id)
    offered = {each.code: each for each in fitting(standing(row).main)}
    if not taking.codes or not set(taking.codes) <= set(offered):
        raise Invalid([Problem("measures", _("Please choose among the measures."))])
    taken = {each.code for each in row.measures}
    made = [
        _made(session, actor, row, offered[code], initiative_id, taking) for code in offered
        if code in taking.codes and code not in taken
    ]  # fmt: skip
    record(session, actor, initiative_id, "measures_taken", group=group_id, measures=[each.code for each in made])
    return made


def _made(
    session: Session, actor: Actor, row: AdkarRound, measure: Measure, initiative_id: int, taking: Taking
) -> ChangeMeasure:
    made = ChangeMeasure(round_id=row.id, code=measure.code)
    session.add(made)
    session.flush()
    title = shorten(f"{measure.title}: {row.group.name(taking.language)}", MOST_TITLE)
    data = TaskData(title, str(measure.text), measure.category, taking.assignee_id, due=taking.due)
    made.task = create(session, actor, data, Subject(initiative_id, origin=f"measure:{made.id}"))
    session.flush()
    return made
