"""The training plan: what which group learns, how and when."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.checking import UNASKED, Checks, Sure
from wiki.change.keeping import find, opened, written
from wiki.change.models import FORMS, ChangeGroup, ChangeTraining
from wiki.core.clock import company_day
from wiki.core.text import clean_line

LONGEST_TITLE = 200


@dataclass(frozen=True)
class TrainingData:
    """What is planned; `done_on` where it has taken place already."""

    title: str
    group_id: int | None
    form: str
    planned_on: date | None
    done_on: date | None = None
    sure: Sure = UNASKED
    edits: int = 0


def save(session: Session, actor: Actor, initiative_id: int, data: TrainingData, training_id: int | None = None) -> int:
    """Plan a training, or change one. Returns its id; Invalid says what is wrong."""
    training = opened(session, actor, initiative_id, ChangeTraining, training_id)
    was_done = training.done_on is not None
    _check(session, initiative_id, data, training)
    assert data.group_id is not None
    assert data.planned_on is not None
    training.title, training.group_id, training.form = clean_line(data.title), data.group_id, data.form
    training.planned_on, training.done_on = data.planned_on, data.done_on
    return written(session, actor, training, was_done)


def _check(session: Session, initiative_id: int, data: TrainingData, training: ChangeTraining) -> None:
    checks, title = Checks(), clean_line(data.title)
    checks.text("title", title, LONGEST_TITLE)
    checks.choice("form", data.form, FORMS)
    if data.group_id is None or find(session, ChangeGroup, initiative_id, data.group_id) is None:
        checks.say("group", _("Please choose a group."))
    if data.planned_on is None:
        checks.say("planned_on", _("Please choose a day."))
    if data.done_on is not None and data.done_on > company_day(session):
        checks.say("done_on", _("This day is still to come."))
    checks.edits("title", data.edits, training.edits)
    checks.customer_data((title,), data.sure)
    checks.done()
